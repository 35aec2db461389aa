import type { S3OperationName } from '../../../model/generated/s3.ts';
import { differs, documentOf, structuresOf, tagsOf, textOf } from '../../../operation/resource-properties.ts';
import { lifecycleInput } from './lifecycle-property.ts';
import type { Made, Properties, ResourceContext, ResourceType } from '../../../operation/resource-type.ts';
import { readBucket, readBucketPolicy } from './read-buckets.ts';
import { s3 } from './s3-calls.ts';

const FIRST_REGION = 'us-east-1';

/** `AWS::S3::Bucket` */
export const bucketResource: ResourceType = {
  type: 'AWS::S3::Bucket',
  naming: { property: 'BucketName', maxLength: 63, lower: true },
  notBuilt: [
    'AbacStatus',
    'AnalyticsConfigurations',
    'BucketNamePrefix',
    'BucketNamespace',
    'IntelligentTieringConfigurations',
    'InventoryConfigurations',
    'MetadataConfiguration',
    'MetadataTableConfiguration',
    'MetricsConfigurations',
    'ObjectLockConfiguration',
  ],

  async create(properties, context) {
    const Bucket = textOf(properties, 'BucketName') ?? '';
    const { region: LocationConstraint } = context;
    await s3(context, 'CreateBucket', {
      Bucket,
      ACL: aclOf(properties),
      ...(LocationConstraint === FIRST_REGION ? {} : { CreateBucketConfiguration: { LocationConstraint } }),
      ...(properties['ObjectLockEnabled'] === undefined
        ? {}
        : { ObjectLockEnabledForBucket: properties['ObjectLockEnabled'] }),
    });
    await context.initiated(Bucket);
    await furnish(context, Bucket, {}, properties);
    return made(Bucket, context);
  },

  async find(properties, context) {
    const Bucket = textOf(properties, 'BucketName') ?? '';
    const { Buckets = [] } = await s3(context, 'ListBuckets', {});
    const found = Buckets.find(({ Name }) => Name === Bucket)?.CreationDate?.getTime();
    // S3 tells whole seconds.
    if (found === undefined || found < Math.floor(context.startedAt / 1000) * 1000) return undefined;
    await furnish(context, Bucket, {}, properties);
    return made(Bucket, context);
  },

  async update({ physicalId: Bucket, properties: before, wanted }, context) {
    const ACL = aclOf(wanted);
    if (ACL !== aclOf(before)) await s3(context, 'PutBucketAcl', { Bucket, ACL });
    await furnish(context, Bucket, before, wanted);
    return made(Bucket, context);
  },

  read: readBucket,

  async remove({ physicalId: Bucket }, context) {
    await s3(context, 'DeleteBucket', { Bucket });
  },
};

/** A bucket's settings: by which call each property is set and, where it goes, unset. */
const SETTINGS: Readonly<
  Record<string, { set: string; input: (value: unknown) => object; unset?: string; unsetInput?: object }>
> = {
  AccelerateConfiguration: {
    set: 'PutBucketAccelerateConfiguration',
    input: (value) => ({ AccelerateConfiguration: { Status: (value as Properties)['AccelerationStatus'] } }),
  },
  BucketEncryption: {
    set: 'PutBucketEncryption',
    input: (value) => ({
      ServerSideEncryptionConfiguration: {
        Rules: structuresOf(value as Properties, 'ServerSideEncryptionConfiguration').map((rule) => {
          const byDefault = rule['ServerSideEncryptionByDefault'] as Properties | undefined;
          return {
            ApplyServerSideEncryptionByDefault: byDefault,
            BucketKeyEnabled: rule['BucketKeyEnabled'],
            BlockedEncryptionTypes: rule['BlockedEncryptionTypes'],
          };
        }),
      },
    }),
    unset: 'DeleteBucketEncryption',
  },
  CorsConfiguration: {
    set: 'PutBucketCors',
    input: (value) => ({ CORSConfiguration: value }),
    unset: 'DeleteBucketCors',
  },
  LifecycleConfiguration: {
    set: 'PutBucketLifecycleConfiguration',
    input: lifecycleInput,
    unset: 'DeleteBucketLifecycle',
  },
  LoggingConfiguration: { set: 'PutBucketLogging', input: (value) => ({ BucketLoggingStatus: value }) },
  NotificationConfiguration: {
    set: 'PutBucketNotificationConfiguration',
    input: (value) => ({ NotificationConfiguration: value }),
  },
  OwnershipControls: {
    set: 'PutBucketOwnershipControls',
    input: (value) => ({ OwnershipControls: value }),
    unset: 'DeleteBucketOwnershipControls',
  },
  PublicAccessBlockConfiguration: {
    set: 'PutPublicAccessBlock',
    input: (value) => ({ PublicAccessBlockConfiguration: value }),
    unset: 'DeletePublicAccessBlock',
  },
  ReplicationConfiguration: {
    set: 'PutBucketReplication',
    input: (value) => ({ ReplicationConfiguration: value }),
    unset: 'DeleteBucketReplication',
  },
  VersioningConfiguration: {
    set: 'PutBucketVersioning',
    input: (value) => ({ VersioningConfiguration: value }),
    unset: 'PutBucketVersioning',
    unsetInput: { VersioningConfiguration: { Status: 'Suspended' } },
  },
  WebsiteConfiguration: {
    set: 'PutBucketWebsite',
    input: (value) => ({ WebsiteConfiguration: value }),
    unset: 'DeleteBucketWebsite',
  },
};

/** Brings a bucket's settings and tags to what they shall be. */
async function furnish(
  context: ResourceContext,
  Bucket: string,
  before: Properties,
  wanted: Properties,
): Promise<void> {
  for (const [name, { set, input, unset, unsetInput }] of Object.entries(SETTINGS)) {
    if (!differs(before, wanted, name)) continue;
    const value = wanted[name];
    if (value !== undefined) await s3(context, set as S3OperationName, { Bucket, ...input(value) });
    else if (unset !== undefined) await s3(context, unset as S3OperationName, { Bucket, ...unsetInput });
  }
  const isNew = Object.keys(before).length === 0;
  const had = isNew ? [] : tagsOf(before, context.formerStackTags);
  const TagSet = tagsOf(wanted, context.stackTags);
  if (JSON.stringify(had) === JSON.stringify(TagSet)) return;
  if (TagSet.length === 0) await s3(context, 'DeleteBucketTagging', { Bucket });
  else await s3(context, 'PutBucketTagging', { Bucket, Tagging: { TagSet } });
}

/** `AccessControl` as a canned ACL: `PublicRead` is `public-read`. */
function aclOf(properties: Properties): string {
  const given = textOf(properties, 'AccessControl') ?? 'Private';
  return given.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

function made(name: string, { region }: ResourceContext): Made {
  return {
    physicalId: name,
    attributes: {
      Arn: `arn:aws:s3:::${name}`,
      DomainName: `${name}.s3.amazonaws.com`,
      DualStackDomainName: `${name}.s3.dualstack.${region}.amazonaws.com`,
      RegionalDomainName: `${name}.s3.${region}.amazonaws.com`,
      WebsiteURL: `http://${name}.s3-website-${region}.amazonaws.com`,
    },
  };
}

/** `AWS::S3::BucketPolicy` */
export const bucketPolicyResource: ResourceType = {
  type: 'AWS::S3::BucketPolicy',

  async create(properties, context) {
    const { Bucket } = properties;
    const Policy = documentOf(properties, 'PolicyDocument');
    await s3(context, 'PutBucketPolicy', { Bucket, Policy });
    return { physicalId: textOf(properties, 'Bucket') ?? '' };
  },

  async update({ physicalId: Bucket, wanted }, context) {
    await s3(context, 'PutBucketPolicy', { Bucket, Policy: documentOf(wanted, 'PolicyDocument') });
    return { physicalId: Bucket };
  },

  read: readBucketPolicy,

  async remove({ physicalId: Bucket }, context) {
    await s3(context, 'DeleteBucketPolicy', { Bucket });
  },
};
