import type { TrailEntry } from '../../../operation/trail.ts';

type Called = Pick<TrailEntry, 'service' | 'operation'>;

/** Services whose endpoint is one for all regions: what they do is told in us-east-1, wherever it was signed for. */
const GLOBAL: ReadonlySet<string> = new Set(['iam', 'iam-toolbox', 'organizations']);

const GLOBAL_REGION = 'us-east-1';

/** The region in which a request is told. */
export function regionOf({ service, region }: TrailEntry): string {
  return GLOBAL.has(service) ? GLOBAL_REGION : region;
}

/** Where the name of a service's endpoint is another than the model's. */
const ENDPOINTS: Readonly<Record<string, string>> = {
  accessAnalyzer: 'access-analyzer',
  s3control: 's3',
};

/** For example `iam.amazonaws.com`. */
export function eventSourceOf({ service }: Called): string {
  return `${ENDPOINTS[service] ?? service}.amazonaws.com`;
}

const READS =
  /^(?:Batch)?(?:Check|Decode|Describe|Detect|Download|Estimate|Explain|Filter|Generate|Get|Head|List|Lookup|Preview|Search|Select|Simulate|Validate)[A-Z]/;

/** Whether it changes nothing. All of STS counts as reading, as in live events. */
export function isReadOnly({ service, operation }: Called): boolean {
  return service === 'sts' || READS.test(operation);
}

/** S3's requests for objects and what is in buckets, as against those for buckets. */
const S3_DATA =
  /^(?:(?!.*LockConfiguration).*Object|HeadBucket|ListParts|ListMultipartUploads|.*MultipartUpload$|UploadPart)/;

/**
 * Whether it is a data event: of objects, or a function's invocation.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/cloudtrail-logging-s3-info.html
 */
export function isDataEvent({ service, operation }: Called): boolean {
  if (service === 's3') return S3_DATA.test(operation);
  return service === 'lambda' && operation === 'Invoke';
}
