import {
  DeleteBucketOwnershipControlsCommand,
  PutBucketOwnershipControlsCommand,
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteBucketReplicationCommand,
  DeleteBucketTaggingCommand,
  DeletePublicAccessBlockCommand,
  GetBucketAccelerateConfigurationCommand,
  GetBucketAclCommand,
  GetBucketCorsCommand,
  GetBucketEncryptionCommand,
  GetBucketLifecycleConfigurationCommand,
  GetBucketLocationCommand,
  GetBucketLoggingCommand,
  GetBucketOwnershipControlsCommand,
  GetBucketPolicyCommand,
  GetBucketReplicationCommand,
  GetBucketRequestPaymentCommand,
  GetBucketTaggingCommand,
  GetBucketVersioningCommand,
  GetBucketWebsiteCommand,
  GetObjectLockConfigurationCommand,
  GetPublicAccessBlockCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  PutBucketTaggingCommand,
  PutObjectCommand,
  S3Client,
  type CreateBucketCommandInput,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../../../../test/house.ts';
import { compareKeys } from '../shared/stored-key.ts';

let house: TestHouse;
let s3: S3Client;
let ireland: S3Client;

beforeAll(async () => {
  house = await startHouse();
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  ireland = new S3Client({ ...house.client(), region: 'eu-west-1', forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'first' }));
});
afterAll(() => house.close());

const create = (Bucket: string, more: Partial<CreateBucketCommandInput> = {}, client = s3) =>
  client.send(new CreateBucketCommand({ Bucket, ...more }));

describe('a new bucket', () => {
  test.each([
    'ab',
    'a'.repeat(64),
    'Upper',
    'under_score',
    'two..dots',
    '-dash',
    'dash-',
    '192.168.5.4',
    'xn--name',
    'name-s3alias',
  ])('is not called %s', async (name) => {
    await expect(create(name)).rejects.toMatchObject({
      name: 'InvalidBucketName',
      message: 'The specified bucket is not valid.',
    });
  });

  test.each(['abc', 'a.b-c.1', '9'.repeat(63)])('may be called %s', async (name) => {
    expect((await create(name)).Location).toBe(`/${name}`);
  });

  test('again is done in us-east-1 and refused elsewhere', async () => {
    await create('first');
    const there = { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } } as const;
    await create('irish', there, ireland);
    await expect(create('irish', there, ireland)).rejects.toMatchObject({
      name: 'BucketAlreadyOwnedByYou',
      message: 'Your previous request to create the named bucket succeeded and you already own it.',
      $metadata: { httpStatusCode: 409 },
    });
  });

  test('says where it is to be, outside us-east-1, and nowhere else than where it is asked for', async () => {
    // The SDK for JavaScript names the region by itself; the CLI does not.
    const nowhere = await house.aws([
      's3api',
      'create-bucket',
      '--bucket',
      'nowhere',
      '--region',
      'eu-west-1',
    ]);
    expect(nowhere.stderr).toContain(
      'An error occurred (IllegalLocationConstraintException) when calling the CreateBucket operation: The unspecified location constraint is incompatible for the region specific endpoint this request was sent to.',
    );
    const elsewhere = { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } } as const;
    await expect(create('elsewhere', elsewhere)).rejects.toMatchObject({
      name: 'IllegalLocationConstraintException',
      message:
        'The eu-west-1 location constraint is incompatible for the region specific endpoint this request was sent to.',
    });
    const wrong = { CreateBucketConfiguration: { LocationConstraint: 'mars-1' as 'eu-west-1' } };
    await expect(create('elsewhere', wrong)).rejects.toMatchObject({
      name: 'InvalidLocationConstraint',
      message: 'The specified location-constraint is not valid',
    });
  });

  test('has no ACL but its owner’s', async () => {
    await expect(create('public-one', { ACL: 'public-read' })).rejects.toMatchObject({
      name: 'InvalidBucketAclWithObjectOwnership',
    });
  });

  test('is as AWS makes it', async () => {
    const Bucket = 'first';
    const guarded = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
    expect(guarded.PublicAccessBlockConfiguration).toEqual({
      BlockPublicAcls: true,
      IgnorePublicAcls: true,
      BlockPublicPolicy: true,
      RestrictPublicBuckets: true,
    });
    const { ServerSideEncryptionConfiguration } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
    expect(ServerSideEncryptionConfiguration?.Rules).toEqual([
      {
        ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' },
        BucketKeyEnabled: false,
        BlockedEncryptionTypes: { EncryptionType: ['SSE-C'] },
      },
    ]);
    const { OwnershipControls } = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
    expect(OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
    await s3.send(new DeleteBucketOwnershipControlsCommand({ Bucket }));
    await expect(s3.send(new GetBucketOwnershipControlsCommand({ Bucket }))).rejects.toMatchObject({
      name: 'OwnershipControlsNotFoundError',
    });
    expect((await s3.send(new GetBucketRequestPaymentCommand({ Bucket }))).Payer).toBe('BucketOwner');
    expect((await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status).toBeUndefined();
    expect((await s3.send(new GetBucketLoggingCommand({ Bucket }))).LoggingEnabled).toBeUndefined();
    expect((await s3.send(new GetBucketAccelerateConfigurationCommand({ Bucket }))).Status).toBeUndefined();
    const { Owner, Grants } = await s3.send(new GetBucketAclCommand({ Bucket }));
    expect(Grants).toEqual([
      { Grantee: { ID: Owner?.ID, Type: 'CanonicalUser' }, Permission: 'FULL_CONTROL' },
    ]);
  });

  test.each([
    [
      new GetBucketPolicyCommand({ Bucket: 'first' }),
      'NoSuchBucketPolicy',
      'The bucket policy does not exist',
    ],
    [new GetBucketTaggingCommand({ Bucket: 'first' }), 'NoSuchTagSet', 'The TagSet does not exist'],
    [
      new GetBucketCorsCommand({ Bucket: 'first' }),
      'NoSuchCORSConfiguration',
      'The CORS configuration does not exist',
    ],
    [
      new GetBucketWebsiteCommand({ Bucket: 'first' }),
      'NoSuchWebsiteConfiguration',
      'The specified bucket does not have a website configuration',
    ],
    [
      new GetBucketLifecycleConfigurationCommand({ Bucket: 'first' }),
      'NoSuchLifecycleConfiguration',
      'The lifecycle configuration does not exist',
    ],
    [
      new GetBucketReplicationCommand({ Bucket: 'first' }),
      'ReplicationConfigurationNotFoundError',
      'The replication configuration was not found',
    ],
    [
      new GetObjectLockConfigurationCommand({ Bucket: 'first' }),
      'ObjectLockConfigurationNotFoundError',
      'Object Lock configuration does not exist for this bucket',
    ],
  ])('answers what it has none of: %#', async (command, name, message) => {
    await expect(s3.send(command as GetBucketPolicyCommand)).rejects.toMatchObject({
      name,
      message,
      $metadata: { httpStatusCode: 404 },
    });
  });
});

describe('a bucket', () => {
  test('is told apart by its region: others are sent there, and told so by a header', async () => {
    await create('dublin', { CreateBucketConfiguration: { LocationConstraint: 'eu-west-1' } }, ireland);
    expect((await s3.send(new GetBucketLocationCommand({ Bucket: 'dublin' }))).LocationConstraint).toBe(
      'eu-west-1',
    );
    expect((await ireland.send(new HeadBucketCommand({ Bucket: 'dublin' }))).BucketRegion).toBe('eu-west-1');
    await expect(
      s3.send(new PutObjectCommand({ Bucket: 'dublin', Key: 'k', Body: 'x' })),
    ).rejects.toMatchObject({
      name: 'PermanentRedirect',
      $metadata: { httpStatusCode: 301 },
    });
    const following = new S3Client({ ...house.client(), forcePathStyle: true, followRegionRedirects: true });
    await following.send(new PutObjectCommand({ Bucket: 'dublin', Key: 'k', Body: 'x' }));
  });

  test('with objects is not deleted', async () => {
    await create('full');
    await s3.send(new PutObjectCommand({ Bucket: 'full', Key: 'k', Body: 'x' }));
    await expect(s3.send(new DeleteBucketCommand({ Bucket: 'full' }))).rejects.toMatchObject({
      name: 'BucketNotEmpty',
      message: 'The bucket you tried to delete is not empty',
      $metadata: { httpStatusCode: 409 },
    });
  });

  test('that is gone is missing', async () => {
    await create('fleeting');
    await s3.send(new DeleteBucketCommand({ Bucket: 'fleeting' }));
    await expect(s3.send(new HeadBucketCommand({ Bucket: 'fleeting' }))).rejects.toMatchObject({
      $metadata: { httpStatusCode: 404 },
    });
    await expect(s3.send(new DeleteBucketCommand({ Bucket: 'fleeting' }))).rejects.toMatchObject({
      name: 'NoSuchBucket',
      message: 'The specified bucket does not exist',
    });
  });

  test('is left alone when it is not the expected owner’s', async () => {
    const head = s3.send(new HeadBucketCommand({ Bucket: 'first', ExpectedBucketOwner: '111111111111' }));
    await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
  });

  test('has tags, put as a whole', async () => {
    const put = (TagSet: { Key: string; Value: string }[]) =>
      s3.send(new PutBucketTaggingCommand({ Bucket: 'first', Tagging: { TagSet } }));
    await put([
      { Key: 'Team', Value: 'red' },
      { Key: 'team', Value: 'blue' },
    ]);
    const { TagSet } = await s3.send(new GetBucketTaggingCommand({ Bucket: 'first' }));
    expect(TagSet).toEqual([
      { Key: 'Team', Value: 'red' },
      { Key: 'team', Value: 'blue' },
    ]);
    const twice = put([
      { Key: 'a', Value: '1' },
      { Key: 'a', Value: '2' },
    ]);
    await expect(twice).rejects.toMatchObject({
      name: 'InvalidTag',
      message: 'Cannot provide multiple Tags with the same key',
    });
    await s3.send(new DeleteBucketTaggingCommand({ Bucket: 'first' }));
    await expect(s3.send(new GetBucketTaggingCommand({ Bucket: 'first' }))).rejects.toMatchObject({
      name: 'NoSuchTagSet',
    });
  });

  test('whose public access block was deleted has none', async () => {
    await create('unguarded');
    await s3.send(new DeletePublicAccessBlockCommand({ Bucket: 'unguarded' }));
    await expect(s3.send(new GetPublicAccessBlockCommand({ Bucket: 'unguarded' }))).rejects.toMatchObject({
      name: 'NoSuchPublicAccessBlockConfiguration',
    });
  });

  test('keeps ACLs disabled; to enable them is not served', async () => {
    const Bucket = 'owned';
    await create(Bucket);
    const own = (ObjectOwnership: 'BucketOwnerEnforced' | 'ObjectWriter') =>
      s3.send(
        new PutBucketOwnershipControlsCommand({
          Bucket,
          OwnershipControls: { Rules: [{ ObjectOwnership }] },
        }),
      );
    await own('BucketOwnerEnforced');
    await expect(own('ObjectWriter')).rejects.toMatchObject({ name: 'NotImplemented' });
    const { OwnershipControls } = await s3.send(new GetBucketOwnershipControlsCommand({ Bucket }));
    expect(OwnershipControls?.Rules).toEqual([{ ObjectOwnership: 'BucketOwnerEnforced' }]);
  });

  test('says clearly what is not served', async () => {
    const replication = new DeleteBucketReplicationCommand({ Bucket: 'first' });
    await expect(s3.send(replication)).rejects.toMatchObject({
      name: 'NotImplemented',
      message: expect.stringContaining('DeleteBucketReplication'),
    });
  });
});

describe('the listing of buckets', () => {
  test('is by name, in pages and by prefix when asked', async () => {
    for (const name of ['page-c', 'page-a', 'page-b']) await create(name);
    const names = (await s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name = '' }) => Name) ?? [];
    expect(names).toEqual(names.toSorted(compareKeys));
    const first = await s3.send(new ListBucketsCommand({ MaxBuckets: 2, Prefix: 'page-' }));
    expect(first.Buckets?.map(({ Name }) => Name)).toEqual(['page-a', 'page-b']);
    expect(first.Buckets?.[0]?.BucketRegion).toBe('us-east-1');
    const ContinuationToken = first.ContinuationToken;
    const rest = await s3.send(new ListBucketsCommand({ ContinuationToken, Prefix: 'page-' }));
    expect(rest.Buckets?.map(({ Name }) => Name)).toEqual(['page-c']);
    expect(rest.ContinuationToken).toBeUndefined();
  });
});
