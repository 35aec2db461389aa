/** The kinds of resources that can be looked for, each as AWS's filters name it. */
export const RESOURCE_TYPES: readonly string[] = [
  'ec2:dhcp-options',
  'ec2:elastic-ip',
  'ec2:image',
  'ec2:instance',
  'ec2:internet-gateway',
  'ec2:key-pair',
  'ec2:launch-template',
  'ec2:natgateway',
  'ec2:network-acl',
  'ec2:network-interface',
  'ec2:route-table',
  'ec2:security-group',
  'ec2:security-group-rule',
  'ec2:snapshot',
  'ec2:subnet',
  'ec2:volume',
  'ec2:vpc',
  'ec2:vpc-endpoint',
  'ecr:repository',
  'iam:instance-profile',
  'iam:mfa',
  'iam:oidc-provider',
  'iam:policy',
  'iam:role',
  'iam:saml-provider',
  'iam:server-certificate',
  'iam:user',
  'lambda:function',
  'logs:log-group',
  'organizations:account',
  'organizations:ou',
  'organizations:policy',
  'organizations:root',
  's3:bucket',
  'ssm:parameter',
];

/** What AWS's Tag Editor does not show: GetResources leaves it out, there and here. */
export const NOT_IN_AWS: ReadonlySet<string> = new Set(['iam:role', 'iam:user']);

/** Kinds that are asked from IAM itself, so that those without tags are found too. */
export const FROM_IAM = ['iam:instance-profile', 'iam:role', 'iam:user', 'iam:policy'] as const;

export type FromIam = (typeof FROM_IAM)[number];
