import { accountNamedBy } from '../principal-matcher.ts';
import type { IsFixed } from './key-classes.ts';

/**
 * Keys whose fixed value tells who calls or from where, so that what asks for it is not public; of every
 * resource type.
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/access-control-block-public-access.html#access-control-block-public-access-policy-status
 * @see https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/rbac-bpa-rbp.html
 */
const TRUSTED: ReadonlySet<string> = new Set([
  'aws:ec2instancesourcevpc',
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalisawsservice',
  'aws:principalorgid',
  'aws:principalorgpaths',
  'aws:principalservicename',
  'aws:principalservicenameslist',
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceip',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
  'aws:sourceowner',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:userid',
]);

/** Those of one service: the first two parts of the resource type, and its keys. */
const TRUSTED_OF: Readonly<Record<string, readonly string[]>> = {
  'AWS::EFS': ['elasticfilesystem:accessedviamounttarget', 'elasticfilesystem:accesspointarn'],
  'AWS::KMS': ['kms:calleraccount', 'kms:viaservice'],
  'AWS::S3': ['s3:dataaccesspointarn', 's3:dataaccesspointaccount'],
};

/** Which values of conditions keep a resource of this type from being public. @param resourceType `AWS::S3::Bucket` */
export function fixedValuesFor(resourceType: string): IsFixed {
  const own = new Set(TRUSTED_OF[resourceType.split('::').slice(0, 2).join('::')]);
  return (lowerCaseKey, value) =>
    (TRUSTED.has(lowerCaseKey) || own.has(lowerCaseKey)) && isFixedValue(lowerCaseKey, value);
}

/** Whether a value of a trusted key has neither wildcard nor variable, or only where AWS makes an exception. */
export function isFixedValue(lowerCaseKey: string, value: string): boolean {
  if (value.includes('${')) return false;
  switch (lowerCaseKey) {
    case 'aws:sourceip':
      return isNarrow(value);
    case 'aws:principalisawsservice':
    case 'elasticfilesystem:accessedviamounttarget':
      return value.toLowerCase() === 'true';
    case 'aws:userid':
      // A role's sessions, `AROAID:*`.
      return !/^[*?]/.test(value);
    case 's3:dataaccesspointarn':
      // Any access point of one account.
      return accountNamedBy(value.split(':')[4] ?? '') !== undefined;
    default:
      return !/[*?]/.test(value);
  }
}

/** Wider than /8 (IPv6: /32) is as good as public. */
function isNarrow(range: string): boolean {
  const [address = '', bits] = range.split('/');
  if (bits === undefined) return true;
  return Number(bits) >= (address.includes(':') ? 32 : 8);
}
