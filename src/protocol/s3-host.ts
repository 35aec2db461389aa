import { isIP } from 'node:net';

/**
 * The bucket in a Host header, as virtual-host clients send it: `b.s3.localhost:4566`,
 * `b.s3.amazonaws.com`, `b.s3.eu-west-1.amazonaws.com`, `b.s3-eu-west-1.amazonaws.com`, or before one of
 * the served hosts. A bucket's name may contain dots.
 *
 * @param host the Host header, with or without a port
 * @param servedHosts names under which the house itself is reached, for example `localhost`
 * @returns `undefined` for path-style requests
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/VirtualHosting.html
 */
export function bucketFromHost(host: string, servedHosts: readonly string[]): string | undefined {
  const name = withoutPort(host).toLowerCase();
  if (name.length > MAX_HOST || isIP(name) !== 0) return undefined;
  const amazon = amazonBucket(name);
  if (amazon !== undefined) return amazon === '' ? undefined : amazon;
  for (const served of servedHosts) {
    const root = served.toLowerCase();
    if (name === root || name === `s3.${root}`) return undefined;
    const bucket = before(name, `.s3.${root}`) ?? regional(name, root) ?? before(name, `.${root}`);
    if (bucket !== undefined) return isService(bucket) ? undefined : bucket;
  }
  return undefined;
}

const MAX_HOST = 253;
const AMAZON = /^s3(?:[.-](?:dualstack\.)?[a-z]{2}(?:-[a-z]+)+-\d)?$/;
const REGION = /^[a-z]{2}(?:-[a-z]+)+-\d$/;

/** @returns the bucket, `` for S3 itself, `undefined` when the host is none of S3's at Amazon */
function amazonBucket(name: string): string | undefined {
  const inner = before(name, '.amazonaws.com');
  if (inner === undefined) return undefined;
  if (AMAZON.test(inner)) return '';
  // The endpoint begins at the last label `s3` or `s3-…`, so that a bucket may be called `a.s3.b`.
  const labels = inner.split('.');
  for (let at = labels.length - 1; at > 0; at--) {
    if (AMAZON.test(labels.slice(at).join('.'))) return labels.slice(0, at).join('.');
  }
  return undefined;
}

/** `bucket.s3.eu-west-1.localhost`: what SDKs form that put the region into every endpoint. */
function regional(name: string, root: string): string | undefined {
  const inner = before(name, `.${root}`);
  if (inner === undefined) return undefined;
  const labels = inner.split('.');
  const region = labels.at(-1);
  if (region === undefined || !REGION.test(region) || labels.at(-2) !== 's3') return undefined;
  return labels.slice(0, -2).join('.') || 's3';
}

/** Hosts below ours that name a service, as `sts.localhost`, are not buckets. */
function isService(label: string): boolean {
  return SERVICES.has(label) || label.split('.').every((part) => SERVICES.has(part) || REGION.test(part));
}

const SERVICES = new Set([
  's3',
  'iam',
  'sts',
  'ec2',
  'lambda',
  'tagging',
  'cloudformation',
  'ssm',
  'organizations',
]);

function before(name: string, suffix: string): string | undefined {
  return name.length > suffix.length && name.endsWith(suffix) ? name.slice(0, -suffix.length) : undefined;
}

function withoutPort(host: string): string {
  const colon = host.lastIndexOf(':');
  if (colon === -1 || host.endsWith(']')) return host.replaceAll(/^\[|\]$/g, '');
  return host.slice(0, colon).replaceAll(/^\[|\]$/g, '');
}
