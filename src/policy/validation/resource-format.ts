import { splitArn } from '../resource-matcher.ts';

/** The partitions IAM knows; `*` stands in AWS's own policies too. */
const PARTITIONS = new Set([
  '*',
  'aws',
  'aws-cn',
  'aws-us-gov',
  'aws-iso',
  'aws-iso-b',
  'aws-iso-e',
  'aws-iso-f',
  'aws-eusc',
]);

const IAM_PATHS = [
  'user/',
  'federated-user/',
  'role/',
  'group/',
  'instance-profile/',
  'mfa/',
  'server-certificate/',
  'policy/',
  'sms-mfa/',
  'saml-provider/',
  'oidc-provider/',
  'report/',
  'access-report/',
];

/**
 * What IAM says against a value of Resource or NotResource; `undefined` when nothing. Services it does
 * not know pass: only the form of an ARN counts.
 */
export function resourceProblem(resource: string): string | undefined {
  if (resource === '*') return undefined;
  if (!resource.includes(':')) return `Resource ${resource} must be in ARN format or "*".`;
  const [, partition = '*', service = '*', region = '*', account = '*', path = '*'] = splitArn(resource);
  if (!PARTITIONS.has(partition)) {
    // Whatever the first part was, the sentence says `arn`, and `*` for each part that is missing.
    const arn = ['arn', partition, service, region, account, path].join(':');
    return `Partition "${partition}" is not valid for resource "${arn}".`;
  }
  if (/[*?]/.test(service)) {
    return 'Resource vendor must be fully qualified and cannot contain regexes.';
  }
  if (service === 'iam') return iamProblem(resource, region, path);
  if (service === 's3' && region !== '' && region !== '*') {
    return `Resource ${resource} can not contain region information.`;
  }
  return undefined;
}

function iamProblem(resource: string, region: string, path: string): string | undefined {
  if (region !== '' && region !== '*') {
    return `IAM resource ${resource} cannot contain region information.`;
  }
  // The sentence does not say so, but `root` passes: policies for sts:AssumeRoot name it.
  if (path === '*' || path === 'root' || IAM_PATHS.some((prefix) => path.startsWith(prefix)))
    return undefined;
  return `IAM resource path must either be "*" or start with ${IAM_PATHS.join(', ')}.`;
}
