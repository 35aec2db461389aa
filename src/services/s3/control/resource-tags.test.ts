import { CreateBucketCommand, GetBucketTaggingCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signRequest } from '../../../credentials/sign-request.ts';
import { startHouse, type Credentials, type TestHouse } from '../../../../test/house.ts';
import { makeUser } from '../../../../test/identities.ts';
import { rawExchange, rawRequest } from '../../../../test/raw-http.ts';

const Bucket = 'controlled';
const ARN = `arn:aws:s3:::${Bucket}`;

let house: TestHouse;
let s3: S3Client;

beforeAll(async () => {
  house = await startHouse();
  s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket }));
});
afterAll(() => house.close());

interface Asked {
  readonly method?: 'GET' | 'POST' | 'DELETE';
  readonly arn?: string;
  readonly query?: string;
  readonly body?: string;
  readonly host?: string;
  readonly credentials?: Credentials;
}

/**
 * A signed request as SDKs send it. They put the account before the host, which the AWS CLI does too where the
 * host is an address, so that it finds none: these are made by hand.
 */
function ask({ method = 'GET', arn = ARN, query = '', body = '', host, credentials = house.admin }: Asked) {
  const path = `/v20180820/tags/${encodeURIComponent(arn)}`;
  const named = host ?? `127.0.0.1:${house.port}`;
  const { host: _, ...headers } = signRequest({
    ...credentials,
    method,
    path,
    query,
    headers: { host: named, 'x-amz-account-id': house.accountId },
    body,
    region: 'us-east-1',
    service: 's3',
    now: Date.now(),
  });
  const target = query === '' ? path : `${path}?${query}`;
  return rawExchange(house.port, [rawRequest(method, target, { ...headers, Host: named }, body)]);
}

function tag(...tags: readonly (readonly [string, string])[]) {
  const list = tags.map(([key, value]) => `<Tag><Key>${key}</Key><Value>${value}</Value></Tag>`).join('');
  const namespace = 'http://awss3control.amazonaws.com/doc/2018-08-20/';
  const body = `<TagResourceRequest xmlns="${namespace}"><Tags>${list}</Tags></TagResourceRequest>`;
  return ask({ method: 'POST', body });
}

describe("a bucket's tags by S3 Control", () => {
  test('are added, changed, listed and taken away, and are those of GetBucketTagging', async () => {
    const empty = await ask({});
    expect(empty.status, empty.text).toBe(200);
    expect(empty.text).not.toContain('<Key>');
    expect((await tag(['team', 'blue'], ['b', ''])).status).toBe(204);
    expect((await tag(['team', 'green'])).status).toBe(204);
    const untagged = await ask({ method: 'DELETE', query: 'tagKeys=b&tagKeys=never' });
    expect(untagged.status, untagged.text).toBe(204);
    const { TagSet } = await s3.send(new GetBucketTaggingCommand({ Bucket }));
    expect(TagSet).toEqual([{ Key: 'team', Value: 'green' }]);
  });

  test('are reached under a host that begins with the account', async () => {
    const { status, text } = await ask({ host: `${house.accountId}.localhost:${house.port}` });
    expect(status, text).toBe(200);
    expect(text).toContain('<Key>team</Key><Value>green</Value>');
  });

  test('a bucket that is not there is refused in the wrapped form that S3 Control has', async () => {
    const { status, text } = await ask({ arn: 'arn:aws:s3:::nowhere' });
    expect(status).toBe(404);
    expect(text).toMatch(/<ErrorResponse[^>]*><Error><Code>NoSuchBucket<\/Code>.*<\/Error><RequestId>/);
  });

  test('need a permission of their own', async () => {
    const user = await makeUser(house, 'reader', {
      Effect: 'Allow',
      Action: 's3:GetBucketTagging',
      Resource: '*',
    });
    const { status, text } = await ask({ credentials: user });
    expect(status).toBe(403);
    expect(text).toContain('is not authorized to perform: s3:ListTagsForResource on resource');
  });

  test("tags of the system's and resources that are no buckets are refused", async () => {
    expect((await tag(['aws:x', 'y'])).text).toContain('<Code>InvalidTag</Code>');
    const { status, text } = await ask({ arn: `arn:aws:s3:us-east-1:${house.accountId}:accesspoint/a` });
    expect(status).toBe(501);
    expect(text).toContain('<Code>NotImplemented</Code>');
  });
});
