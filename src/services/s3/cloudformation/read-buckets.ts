import { jsonOf } from '../../../operation/read-properties.ts';
import { unless } from '../../../operation/resource-properties.ts';
import type { Existing, Properties, ReadContext } from '../../../operation/resource-type.ts';
import { s3 } from './s3-calls.ts';

/** How each property of a bucket is read, where the template has it. */
const READERS: Readonly<Record<string, (context: ReadContext, Bucket: string) => Promise<unknown>>> = {
  OwnershipControls: async (context, Bucket) => {
    const call = s3(context, 'GetBucketOwnershipControls', { Bucket });
    return (await unless(['OwnershipControlsNotFoundError'], call))?.OwnershipControls;
  },
  PublicAccessBlockConfiguration: async (context, Bucket) => {
    const call = s3(context, 'GetPublicAccessBlock', { Bucket });
    return (await unless(['NoSuchPublicAccessBlockConfiguration'], call))?.PublicAccessBlockConfiguration;
  },
  Tags: async (context, Bucket) =>
    (await unless(['NoSuchTagSet'], s3(context, 'GetBucketTagging', { Bucket })))?.TagSet,
  VersioningConfiguration: async (context, Bucket) => {
    const { Status } = await s3(context, 'GetBucketVersioning', { Bucket });
    return Status === undefined ? undefined : { Status };
  },
};

/** What S3 says of an `AWS::S3::Bucket`. */
export async function readBucket({ physicalId: Bucket, properties }: Existing, context: ReadContext) {
  const call = s3(context, 'GetBucketLocation', { Bucket });
  if ((await unless(['NoSuchBucket'], call)) === undefined) return undefined;
  const read: Record<string, unknown> = { BucketName: Bucket };
  for (const [name, reader] of Object.entries(READERS)) {
    if (properties[name] !== undefined) read[name] = await reader(context, Bucket);
  }
  return read satisfies Properties;
}

/** What S3 says of an `AWS::S3::BucketPolicy`. */
export async function readBucketPolicy({ physicalId: Bucket }: Existing, context: ReadContext) {
  const call = s3(context, 'GetBucketPolicy', { Bucket });
  const found = await unless(['NoSuchBucket', 'NoSuchBucketPolicy'], call);
  return found === undefined ? undefined : { Bucket, PolicyDocument: jsonOf(found.Policy) };
}
