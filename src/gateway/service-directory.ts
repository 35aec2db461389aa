import type { ServiceName } from '../model/manifest.ts';
import type { AuthenticationStyle } from './authentication-style.ts';

/** How requests for a service are told from others, without loading its model. */
export interface DirectoryEntry {
  readonly name: ServiceName;
  /** The service's name in a signature's scope, and the first label of its host. */
  readonly signingName: string;
  /** What stands before the last dot in `X-Amz-Target`. */
  readonly targetPrefix?: string | undefined;
  /** `Version` in a query request. */
  readonly version?: string | undefined;
  readonly style: AuthenticationStyle;
  /** The largest body it takes whole, bytes. */
  readonly bodyLimit: number;
  /** Whether an instance's signed identity document does for a signature. */
  readonly knowsInstances?: true | undefined;
}

const KB = 1024;
const MB = 1024 * KB;

/** Every service whose operations the house knows by name. */
export const DIRECTORY: readonly DirectoryEntry[] = [
  { name: 'accessAnalyzer', signingName: 'access-analyzer', style: 'json', bodyLimit: MB },
  { name: 'iam', signingName: 'iam', version: '2010-05-08', style: 'query', bodyLimit: MB },
  // Signed as IAM; `locate` tells it by its paths.
  { name: 'iam-toolbox', signingName: 'iam-toolbox', style: 'json', bodyLimit: MB },
  { name: 'sts', signingName: 'sts', version: '2011-06-15', style: 'query', bodyLimit: MB },
  { name: 'ec2', signingName: 'ec2', version: '2016-11-15', style: 'ec2', bodyLimit: MB },
  { name: 's3', signingName: 's3', style: 's3', bodyLimit: 2 * MB },
  // Signed as S3; `locate` tells it by its paths.
  { name: 's3control', signingName: 's3-control', style: 's3', bodyLimit: MB },
  { name: 'lambda', signingName: 'lambda', style: 'json', bodyLimit: 70 * MB },
  {
    name: 'tagging',
    signingName: 'tagging',
    targetPrefix: 'ResourceGroupsTaggingAPI_20170126',
    style: 'json',
    bodyLimit: MB,
  },
  {
    name: 'cloudformation',
    signingName: 'cloudformation',
    version: '2010-05-15',
    style: 'query',
    bodyLimit: 2 * MB,
    knowsInstances: true,
  },
  {
    name: 'cloudtrail',
    signingName: 'cloudtrail',
    targetPrefix: 'CloudTrail_20131101',
    style: 'json',
    bodyLimit: MB,
  },
  { name: 'ssm', signingName: 'ssm', targetPrefix: 'AmazonSSM', style: 'json', bodyLimit: MB },
  {
    name: 'ecr',
    signingName: 'ecr',
    targetPrefix: 'AmazonEC2ContainerRegistry_V20150921',
    style: 'json',
    bodyLimit: MB,
  },
  { name: 'logs', signingName: 'logs', targetPrefix: 'Logs_20140328', style: 'json', bodyLimit: 2 * MB },
  {
    name: 'organizations',
    signingName: 'organizations',
    targetPrefix: 'AWSOrganizationsV20161128',
    style: 'json',
    bodyLimit: MB,
  },
];
