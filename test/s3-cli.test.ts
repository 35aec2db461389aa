import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from './house.ts';
import { makeUser } from './identities.ts';

/** What people type: the AWS CLI's `aws s3` and `aws s3api`, unmodified. */

let house: TestHouse;
let folder: string;
beforeAll(async () => {
  house = await startHouse();
  folder = await mkdtemp(join(tmpdir(), 'utsuwa-cli-'));
  await writeFile(join(folder, 'writetest'), 'hello\n');
  await writeFile(join(folder, 'large'), randomBytes(20 * 1024 * 1024));
  await mkdir(join(folder, 'tree/sub'), { recursive: true });
  await writeFile(join(folder, 'tree/a b+c.txt'), '1');
  await writeFile(join(folder, 'tree/sub/ü%2F.txt'), '2');
  await aws('s3', 'mb', 's3://cli-bucket');
});
afterAll(async () => {
  await house.close();
  await rm(folder, { recursive: true });
});

/** Runs it as admin, in the folder. @returns what it printed; progress left out */
async function aws(...args: string[]): Promise<string> {
  const { code, stdout, stderr } = await house.aws(args, undefined, { cwd: folder });
  if (code !== 0) throw new Error(`aws ${args.join(' ')}: exit ${code}: ${stderr.trim()}`);
  return stdout.split('\r').at(-1)?.trim() ?? '';
}

describe('aws s3', () => {
  test('mb makes a bucket, where it is told', async () => {
    expect(await aws('s3', 'mb', 's3://cli-new')).toBe('make_bucket: cli-new');
    expect(await aws('s3', 'mb', 's3://cli-tokyo', '--region', 'ap-northeast-1')).toBe(
      'make_bucket: cli-tokyo',
    );
    const { LocationConstraint } = await house.awsJson([
      's3api',
      'get-bucket-location',
      '--bucket',
      'cli-tokyo',
    ]);
    expect(LocationConstraint).toBe('ap-northeast-1');
    await expect(aws('s3', 'mb', 's3://NO')).rejects.toThrow('InvalidBucketName');
  });

  test('follows the redirect to a bucket of another region', async () => {
    await aws('s3', 'mb', 's3://cli-dublin', '--region', 'eu-west-1');
    expect(await aws('s3', 'cp', 'writetest', 's3://cli-dublin')).toContain(
      'upload: ./writetest to s3://cli-dublin/writetest',
    );
    expect(await aws('s3', 'ls', 's3://cli-dublin')).toMatch(/ 6 writetest$/);
  });

  test('cp uploads, ls lists, cp downloads', async () => {
    expect(await aws('s3', 'cp', 'writetest', 's3://cli-bucket')).toContain(
      'upload: ./writetest to s3://cli-bucket/writetest',
    );
    expect(await aws('s3', 'ls', 's3://cli-bucket')).toMatch(
      /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d +6 writetest$/m,
    );
    await aws('s3', 'cp', 's3://cli-bucket/writetest', 'back');
    expect(await readFile(join(folder, 'back'), 'utf8')).toBe('hello\n');
  });

  test('cp sends what is large in parts, copies it, and gets it back byte for byte', async () => {
    await aws('s3', 'cp', 'large', 's3://cli-bucket/large');
    await aws('s3', 'cp', 's3://cli-bucket/large', 's3://cli-bucket/copies/large');
    await aws('s3', 'cp', 's3://cli-bucket/copies/large', 'large-back');
    const [sent, got] = await Promise.all([
      readFile(join(folder, 'large')),
      readFile(join(folder, 'large-back')),
    ]);
    expect(got.equals(sent)).toBe(true);
    const head = await house.awsJson(['s3api', 'head-object', '--bucket', 'cli-bucket', '--key', 'large']);
    expect(head['ETag']).toMatch(/^"[0-9a-f]{32}-3"$/);
  });

  test('sync sends what is new, once, whatever the names', async () => {
    const first = await aws('s3', 'sync', 'tree', 's3://cli-bucket/tree', '--no-progress');
    expect(first.split('\n').toSorted((a, b) => a.localeCompare(b))).toEqual([
      'upload: tree/a b+c.txt to s3://cli-bucket/tree/a b+c.txt',
      'upload: tree/sub/ü%2F.txt to s3://cli-bucket/tree/sub/ü%2F.txt',
    ]);
    expect(await aws('s3', 'sync', 'tree', 's3://cli-bucket/tree')).toBe('');
    await aws('s3', 'sync', 's3://cli-bucket/tree', 'tree-back');
    expect(await readFile(join(folder, 'tree-back/sub/ü%2F.txt'), 'utf8')).toBe('2');
  });

  test('mv moves, rm removes, rb removes the bucket when it is empty or told to empty it', async () => {
    await aws('s3', 'mb', 's3://cli-gone');
    await aws('s3', 'cp', 'writetest', 's3://cli-gone/one');
    expect(await aws('s3', 'mv', 's3://cli-gone/one', 's3://cli-gone/two')).toContain(
      'move: s3://cli-gone/one to s3://cli-gone/two',
    );
    await expect(aws('s3', 'rb', 's3://cli-gone')).rejects.toThrow(
      'remove_bucket failed: s3://cli-gone An error occurred (BucketNotEmpty) when calling the DeleteBucket operation: The bucket you tried to delete is not empty',
    );
    expect(await aws('s3', 'rm', 's3://cli-gone/two')).toBe('delete: s3://cli-gone/two');
    await aws('s3', 'cp', 'writetest', 's3://cli-gone/three');
    expect(await aws('s3', 'rb', 's3://cli-gone', '--force')).toContain('remove_bucket: cli-gone');
  });

  test('presign makes a URL that needs no key, in both versions of the signature', async () => {
    await aws('s3', 'cp', 'writetest', 's3://cli-bucket/signed');
    const second = await aws('s3', 'presign', 's3://cli-bucket/signed');
    expect(second).toContain('AWSAccessKeyId=');
    expect(await (await fetch(second)).text()).toBe('hello\n');
    await aws('s3', 'mb', 's3://cli-frankfurt', '--region', 'eu-central-1');
    await aws('s3', 'cp', 'writetest', 's3://cli-frankfurt/signed', '--region', 'eu-central-1');
    const fourth = await aws('s3', 'presign', 's3://cli-frankfurt/signed', '--region', 'eu-central-1');
    expect(fourth).toContain('X-Amz-Signature=');
    expect(await (await fetch(fourth)).text()).toBe('hello\n');
    expect((await fetch(second.replace('signed', 'writetest'))).status).toBe(403);
  });

  test('cp without permission fails in AWS’s words', async () => {
    const user = await makeUser(house, 'cli-nobody');
    const { code, stderr } = await house.aws(['s3', 'cp', 'writetest', 's3://cli-bucket'], user, {
      cwd: folder,
    });
    expect(code).toBe(1);
    expect(stderr.trim()).toBe(
      `upload failed: ./writetest to s3://cli-bucket/writetest An error occurred (AccessDenied) when calling the PutObject operation: User: arn:aws:iam::${house.accountId}:user/cli-nobody is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::cli-bucket/writetest" because no identity-based policy allows the s3:PutObject action`,
    );
  });
});

describe('aws s3api', () => {
  test('says what is missing', async () => {
    await expect(
      aws('s3api', 'get-object', '--bucket', 'cli-bucket', '--key', 'nothing', 'out'),
    ).rejects.toThrow(
      'An error occurred (NoSuchKey) when calling the GetObject operation: The specified key does not exist.',
    );
    await expect(aws('s3api', 'head-bucket', '--bucket', 'cli-nowhere')).rejects.toThrow(
      'An error occurred (404) when calling the HeadBucket operation: Not Found',
    );
    await expect(aws('s3api', 'get-bucket-policy', '--bucket', 'cli-bucket')).rejects.toThrow(
      'An error occurred (NoSuchBucketPolicy) when calling the GetBucketPolicy operation: The bucket policy does not exist',
    );
  });

  test('pages through a listing', async () => {
    await aws('s3', 'mb', 's3://cli-pages');
    for (const key of ['a', 'b', 'c']) await aws('s3', 'cp', 'writetest', `s3://cli-pages/${key}`);
    const list = ['s3api', 'list-objects-v2', '--bucket', 'cli-pages', '--page-size', '1'];
    const { Contents } = await house.awsJson<{ Contents: { Key: string }[] }>(list);
    expect(Contents.map(({ Key }) => Key)).toEqual(['a', 'b', 'c']);
  });
});
