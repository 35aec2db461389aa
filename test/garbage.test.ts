import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signedRequest, type RequestParts } from '../bench/signed-request.ts';
import { startHouse, type TestHouse } from './house.ts';
import { rawExchange, rawRequest } from './raw-http.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await startHouse();
});

afterAll(() => house.close());

/** The proof that what came before did no harm: a good request is answered. */
async function expectServing(): Promise<void> {
  const response = await fetch(`${house.endpoint}/_utsuwa/health`);
  expect(response.status).toBe(200);
  const good = signed({
    service: 'sts',
    method: 'POST',
    path: '/',
    headers: FORM,
    body: Buffer.from(WHO_AM_I),
  });
  const answer = await rawExchange(house.port, [good]);
  expect(answer.text).toContain('<GetCallerIdentityResponse');
}

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const WHO_AM_I = 'Action=GetCallerIdentity&Version=2011-06-15';
const LIST_USERS = 'Action=ListUsers&Version=2010-05-08';

function signed(parts: RequestParts): Buffer {
  return signedRequest(house.port, house.admin, {
    ...parts,
    headers: { connection: 'close', ...parts.headers },
  });
}

describe('garbage on the port is answered with an error, and the next good request works', () => {
  test('random bytes', async () => {
    for (let i = 0; i < 20; i += 1) {
      const { status } = await rawExchange(house.port, [randomBytes(1 + i * 50), '\r\n\r\n']);
      expect(status).toBe(400);
    }
    await expectServing();
  });

  test('a request cut off within its head or its body', async () => {
    const whole = signed({
      service: 'iam',
      method: 'POST',
      path: '/',
      headers: FORM,
      body: Buffer.from(LIST_USERS),
    });
    for (const part of [0.2, 0.6, 0.99]) {
      const { text } = await rawExchange(house.port, [whole.subarray(0, whole.length * part)], {
        silentMs: 100,
      });
      expect(text).not.toContain('200 OK');
    }
    await expectServing();
  });

  test('a flood of headers', async () => {
    const flood = Object.fromEntries(
      Array.from({ length: 5000 }, (_, i) => [`x-flood-${i}`, 'x'.repeat(20)]),
    );
    const { status } = await rawExchange(house.port, [rawRequest('GET', '/', flood)]);
    expect(status).toBe(400);
    const many = Object.fromEntries(Array.from({ length: 1500 }, (_, i) => [`x-f-${i}`, 'x']));
    const within = await rawExchange(house.port, [rawRequest('GET', '/', many)]);
    expect(within.status).toBeGreaterThanOrEqual(400);
    await expectServing();
  });

  test('10 MB of form fields, unsigned and signed', async () => {
    const body = Buffer.from(`${LIST_USERS}&${'a=b&'.repeat(2_600_000)}`);
    const unsigned = await rawExchange(house.port, [rawRequest('POST', '/', FORM, body)]);
    expect(unsigned.status).toBe(413);
    const { status, text } = await rawExchange(house.port, [
      signed({ service: 'iam', method: 'POST', path: '/', headers: FORM, body }),
    ]);
    expect(status).toBe(413);
    expect(text).toContain('RequestEntityTooLarge');
    await expectServing();
  });

  test('as many form fields as fit', async () => {
    const body = Buffer.from(
      `Action=CreateUser&Version=2010-05-08&UserName=x&${'Tags.member.1.Key=a&'.repeat(45_000)}`,
    );
    const { status } = await rawExchange(house.port, [
      signed({ service: 'iam', method: 'POST', path: '/', headers: FORM, body }),
    ]);
    expect(status).toBeGreaterThanOrEqual(400);
    await expectServing();
  });

  test('deeply nested XML and JSON', async () => {
    const xml = Buffer.from('<Delete>'.repeat(100_000));
    const toS3 = await rawExchange(house.port, [
      signed({
        service: 's3',
        method: 'POST',
        path: '/bucket?delete',
        headers: { 'content-type': 'application/xml' },
        body: xml,
      }),
    ]);
    expect(toS3.status).toBeGreaterThanOrEqual(400);
    const json = Buffer.from('['.repeat(500_000));
    const toTagging = await rawExchange(house.port, [
      signed({
        service: 'tagging',
        method: 'POST',
        path: '/',
        headers: {
          'content-type': 'application/x-amz-json-1.1',
          'x-amz-target': 'ResourceGroupsTaggingAPI_20170126.GetResources',
        },
        body: json,
      }),
    ]);
    expect(toTagging.status).toBeGreaterThanOrEqual(400);
    await expectServing();
  });

  test('wrong content types', async () => {
    for (const type of ['application/json', 'multipart/form-data; boundary=x', 'text/xml', ';;;', '\u00ff']) {
      const { status } = await rawExchange(house.port, [
        signed({
          service: 'iam',
          method: 'POST',
          path: '/',
          headers: { 'content-type': type },
          body: Buffer.from(LIST_USERS),
        }),
      ]);
      expect(status).toBeDefined();
      expect(status).not.toBe(500);
    }
    await expectServing();
  });

  test('a policy of 31 stars', async () => {
    const policy = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:*', Resource: `arn:aws:s3:::${'*a'.repeat(31)}*` }],
    };
    const body = new URLSearchParams({
      Action: 'PutUserPolicy',
      Version: '2010-05-08',
      UserName: 'admin',
      PolicyName: 'stars',
      PolicyDocument: JSON.stringify(policy),
    });
    const answer = await rawExchange(house.port, [
      signed({
        service: 'iam',
        method: 'POST',
        path: '/',
        headers: FORM,
        body: Buffer.from(body.toString()),
      }),
    ]);
    expect(answer.status).toBe(200);
    const began = performance.now();
    await rawExchange(house.port, [
      signed({ service: 's3', method: 'GET', path: `/${'a'.repeat(60)}/${'a'.repeat(900)}` }),
    ]);
    expect(performance.now() - began).toBeLessThan(10_000);
    await expectServing();
  });

  test('paths and queries that no client sends', async () => {
    const targets = [
      '/%',
      '/%zz',
      '/..%2f..%2fetc/passwd',
      `/${'a/'.repeat(8000)}`,
      '/?%',
      '/b?list-type=2&list-type=3',
      '//',
      '*',
    ];
    for (const target of targets) {
      const { status } = await rawExchange(house.port, [rawRequest('GET', target, {})]);
      expect(status).toBeGreaterThanOrEqual(400);
      expect(status).not.toBe(500);
    }
    await expectServing();
  });

  test('a header that may come once comes twice', async () => {
    const twice = Buffer.from(
      'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nX-Amz-Date: a\r\nX-Amz-Date: b\r\n\r\n',
    );
    expect((await rawExchange(house.port, [twice])).status).toBe(400);
    await expectServing();
  });
});

describe('a foreign Host header is refused', () => {
  test.each(['evil.example', 'evil.example:4566', 'localhost.evil.example', '127.0.0.1.evil.example', ''])(
    'Host: %s',
    async (host) => {
      const { status } = await rawExchange(house.port, [
        rawRequest('GET', '/_utsuwa/health', { Host: host }),
      ]);
      expect([400, 403]).toContain(status);
    },
  );

  test.each([
    'localhost',
    '127.0.0.1:4566',
    '[::1]:4566',
    'bucket.s3.localhost:4566',
    'sts.us-east-1.amazonaws.com',
  ])('Host: %s is ours', async (host) => {
    const { status } = await rawExchange(house.port, [rawRequest('GET', '/_utsuwa/health', { Host: host })]);
    expect(status).toBe(200);
  });
});
