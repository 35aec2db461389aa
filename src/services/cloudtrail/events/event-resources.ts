import { parseArn } from '../../../kernel/arn.ts';
import type { TrailEntry } from '../../../operation/trail.ts';

/** A resource that a request's permissions named. */
export interface EventResource {
  readonly arn: string;
  readonly accountId: string;
  /** As CloudFormation calls it, for example `AWS::IAM::Role`. */
  readonly type: string;
  /** What a person calls it: the last part of its ARN, of an object all of its key. */
  readonly name: string;
}

/** Each resource once, in the order in which permissions asked for them; patterns and `*` are none. */
export function resourcesOf({ decisions }: TrailEntry): readonly EventResource[] {
  const found = new Map<string, EventResource>();
  for (const { request } of decisions) {
    const { resource: arn, resourceAccount } = request;
    if (arn.includes('*') || found.has(arn)) continue;
    const told = typeAndName(arn);
    if (told !== undefined) found.set(arn, { arn, accountId: resourceAccount, ...told });
  }
  return [...found.values()];
}

/** How CloudFormation writes the services' names. */
const SERVICES: Readonly<Record<string, string>> = {
  cloudformation: 'CloudFormation',
  ec2: 'EC2',
  ecr: 'ECR',
  iam: 'IAM',
  lambda: 'Lambda',
  logs: 'Logs',
  organizations: 'Organizations',
  s3: 'S3',
  ssm: 'SSM',
  sts: 'STS',
};

/** Types whose name is not that in the ARN with capitals. */
const TYPES: Readonly<Record<string, string>> = {
  'iam:mfa': 'VirtualMFADevice',
  'iam:oidc-provider': 'OIDCProvider',
  'iam:saml-provider': 'SAMLProvider',
  'iam:server-certificate': 'ServerCertificate',
  'ec2:vpc': 'VPC',
  'ec2:elastic-ip': 'EIP',
};

function typeAndName(text: string): Pick<EventResource, 'type' | 'name'> | undefined {
  const arn = parseArn(text);
  if (arn === undefined) return undefined;
  const { service, resource } = arn;
  const named = SERVICES[service] ?? service;
  if (service === 's3') {
    const slash = resource.indexOf('/');
    return slash < 0
      ? { type: 'AWS::S3::Bucket', name: resource }
      : { type: 'AWS::S3::Object', name: resource.slice(slash + 1) };
  }
  const [word = '', ...rest] = resource.split(/[/:]/);
  const type = TYPES[`${service}:${word}`] ?? pascalCase(word);
  return { type: `AWS::${named}::${type}`, name: rest.findLast((part) => part !== '') ?? resource };
}

function pascalCase(words: string): string {
  return words.replaceAll(/(?:^|[-_])([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
