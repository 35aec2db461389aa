import {
  CreateBucketCommand,
  DeleteBucketLifecycleCommand,
  GetBucketLifecycleConfigurationCommand,
  PutBucketLifecycleConfigurationCommand,
  S3Client,
  type LifecycleRule,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../../../../test/house.ts';
import { refusal } from '../../../../test/refusal.ts';

const Bucket = 'cycled';

let house: TestHouse;
let s3: S3Client;
beforeAll(async () => {
  house = await startHouse();
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => house.close());

const put = (...Rules: LifecycleRule[]) =>
  s3.send(new PutBucketLifecycleConfigurationCommand({ Bucket, LifecycleConfiguration: { Rules } }));
const get = () => s3.send(new GetBucketLifecycleConfigurationCommand({ Bucket }));

/** A rule that S3 takes, but for what is given. */
const rule = (given: Partial<LifecycleRule>): LifecycleRule => ({
  Status: 'Enabled',
  Filter: { Prefix: '' },
  ...given,
});

describe("a bucket's lifecycle configuration", () => {
  test('comes back as it was put, dates and all, and goes', async () => {
    const rules: LifecycleRule[] = [
      rule({ ID: 'days', Filter: { Prefix: 'logs/' }, Expiration: { Days: 30 } }),
      rule({ ID: 'date', Status: 'Disabled', Expiration: { Date: new Date('2027-01-01T00:00:00Z') } }),
      rule({
        ID: 'many',
        Filter: { And: { Prefix: 'a', Tags: [{ Key: 'k', Value: 'v' }], ObjectSizeGreaterThan: 5 } },
        Transitions: [
          { Days: 30, StorageClass: 'STANDARD_IA' },
          { Days: 60, StorageClass: 'GLACIER' },
        ],
        Expiration: { Days: 90 },
        NoncurrentVersionExpiration: { NoncurrentDays: 3, NewerNoncurrentVersions: 2 },
      }),
      {
        ID: 'old form',
        Status: 'Enabled',
        Prefix: '',
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 },
      },
    ];
    const { TransitionDefaultMinimumObjectSize } = await put(...rules);
    expect(TransitionDefaultMinimumObjectSize).toBe('all_storage_classes_128K');
    expect((await get()).Rules).toEqual(rules);
    await s3.send(new DeleteBucketLifecycleCommand({ Bucket }));
    await s3.send(new DeleteBucketLifecycleCommand({ Bucket }));
    expect(await refusal(get())).toEqual({
      code: 'NoSuchLifecycleConfiguration',
      status: 404,
      message: 'The lifecycle configuration does not exist',
    });
  });

  test('names rules that have no id', async () => {
    await put(rule({ Expiration: { Days: 1 } }), rule({ Expiration: { ExpiredObjectDeleteMarker: true } }));
    const ids = (await get()).Rules?.map(({ ID }) => ID) ?? [];
    expect(new Set(ids).size).toBe(2);
    expect(ids[0]).toMatch(/^[A-Za-z0-9+/=]{48}$/);
  });
});

const expires: Partial<LifecycleRule> = { Expiration: { Days: 1 } };
const tagged = { Filter: { Tag: { Key: 'k', Value: 'v' } } };
const sized = { Filter: { ObjectSizeLessThan: 9 } };
const MALFORMED = 'The XML you provided was not well-formed or did not validate against our published schema';

test.each<[string, LifecycleRule[], string, string]>([
  ['no rule', [], 'MalformedXML', MALFORMED],
  ['neither prefix nor filter', [{ Status: 'Enabled', ...expires }], 'MalformedXML', MALFORMED],
  ['prefix and filter', [rule({ ...expires, Prefix: 'a' })], 'MalformedXML', MALFORMED],
  ['an And of one', [rule({ ...expires, Filter: { And: { Prefix: 'a' } } })], 'MalformedXML', MALFORMED],
  ['no action', [rule({})], 'InvalidRequest', 'At least one action needs to be specified in a rule'],
  [
    'an id too long',
    [rule({ ...expires, ID: 'x'.repeat(256) })],
    'InvalidArgument',
    'ID length should not exceed allowed limit of 255',
  ],
  [
    'an id twice',
    [rule({ ...expires, ID: 'a' }), rule({ ...expires, ID: 'a' })],
    'InvalidArgument',
    'Rule ID must be unique. Found same ID for more than one rule',
  ],
  [
    'zero days',
    [rule({ Expiration: { Days: 0 } })],
    'InvalidArgument',
    "'Days' for Expiration action must be a positive integer",
  ],
  ['days and a date', [rule({ Expiration: { Days: 1, Date: new Date(0) } })], 'MalformedXML', MALFORMED],
  [
    'a date that is no midnight',
    [rule({ Expiration: { Date: new Date('2027-01-01T01:00:00Z') } })],
    'InvalidArgument',
    "'Date' must be at midnight GMT",
  ],
  [
    'markers by tags',
    [rule({ ...tagged, Expiration: { ExpiredObjectDeleteMarker: true } })],
    'InvalidRequest',
    'ExpiredObjectDeleteMarker cannot be specified with Tags.',
  ],
  [
    'uploads by size',
    [rule({ ...sized, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } })],
    'InvalidRequest',
    'AbortIncompleteMultipartUpload cannot be specified with Object Size.',
  ],
  [
    'uploads of no days',
    [rule({ AbortIncompleteMultipartUpload: { DaysAfterInitiation: 0 } })],
    'InvalidArgument',
    "'DaysAfterInitiation' for AbortIncompleteMultipartUpload action must be a positive integer",
  ],
  [
    'versions of no days',
    [rule({ NoncurrentVersionExpiration: { NoncurrentDays: 0 } })],
    'InvalidArgument',
    "'NoncurrentDays' for NoncurrentVersionExpiration action must be a positive integer",
  ],
  [
    'a class too early',
    [rule({ Transitions: [{ Days: 1, StorageClass: 'STANDARD_IA' }] })],
    'InvalidArgument',
    "'Days' in Transition action must be greater than or equal to 30 for storageClass 'STANDARD_IA'",
  ],
  [
    'an end before a transition',
    [rule({ ...expires, Transitions: [{ Days: 1, StorageClass: 'GLACIER' }] })],
    'InvalidArgument',
    "'Days' in the Expiration action for filter '(prefix=)' must be greater than 'Days' in the Transition action",
  ],
  [
    'a class twice',
    [
      rule({
        Transitions: [
          { Days: 1, StorageClass: 'GLACIER' },
          { Days: 2, StorageClass: 'GLACIER' },
        ],
      }),
    ],
    'InvalidRequest',
    "'StorageClass' must be different for 'Transition' actions in same 'Rule'",
  ],
  [
    'a prefix too long',
    [rule({ ...expires, Filter: { Prefix: 'x'.repeat(1025) } })],
    'InvalidRequest',
    'The maximum size of a prefix is 1024.',
  ],
])('S3 refuses a lifecycle configuration with %s', async (_what, rules, code, message) => {
  expect(await refusal(put(...rules))).toEqual({ code, status: 400, message });
});
