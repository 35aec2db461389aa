import { expect, test } from 'vitest';
import { bucketFromHost } from './s3-host.ts';

const SERVED = ['localhost', '127.0.0.1', 'aws.example.test'];

test.each([
  ['mine.s3.localhost:4566', 'mine'],
  ['mine.localhost:4566', 'mine'],
  ['a.b.c.s3.localhost', 'a.b.c'],
  ['MINE.S3.LOCALHOST', 'mine'],
  ['mine.s3.us-east-1.localhost:4566', 'mine'],
  ['mine.s3.amazonaws.com', 'mine'],
  ['mine.s3.eu-west-1.amazonaws.com', 'mine'],
  ['mine.s3-eu-west-1.amazonaws.com', 'mine'],
  ['mine.s3.dualstack.eu-west-1.amazonaws.com', 'mine'],
  ['a.s3.b.s3.amazonaws.com', 'a.s3.b'],
  ['mine.s3.us-gov-west-1.amazonaws.com', 'mine'],
  ['mine.s3.aws.example.test', 'mine'],
])('S3 finds the bucket in the virtual host %s', (host, bucket) => {
  expect(bucketFromHost(host, SERVED)).toBe(bucket);
});

test.each([
  'localhost:4566',
  's3.localhost:4566',
  's3.us-east-1.localhost:4566',
  'iam.localhost:4566',
  'sts.eu-west-1.localhost:4566',
  '127.0.0.1:4566',
  '[::1]:4566',
  '::1',
  's3.amazonaws.com',
  's3.eu-west-1.amazonaws.com',
  's3-eu-west-1.amazonaws.com',
  's3.dualstack.eu-west-1.amazonaws.com',
  'ec2.eu-west-1.amazonaws.com',
  'elsewhere.example',
  '',
  '.localhost',
  `${'a'.repeat(300)}.s3.localhost`,
])('S3 takes %s for a path-style host', (host) => {
  expect(bucketFromHost(host, SERVED)).toBeUndefined();
});
