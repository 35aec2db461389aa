import { createHash } from 'node:crypto';
import { Sha256 } from '@aws-crypto/sha256-js';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { SignatureV4 } from '@smithy/signature-v4';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../kernel/http.ts';
import { readSignature } from './read-signature.ts';
import { signRequest } from './sign-request.ts';
import { encodeQueryPart } from './uri-encoding.ts';
import { signedPayload, type Verification, verifySignature } from './verify-signature.ts';

const NOW = Date.UTC(2026, 1, 3, 4, 5, 6);
const credentials = {
  accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
};

/** A request as a client means it: path segments, parameters and headers, unencoded. */
interface Meant {
  readonly method: string;
  readonly service: string;
  readonly segments: readonly string[];
  readonly query: Readonly<Record<string, string | string[]>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly sessionToken: string | undefined;
}

const word = fc.string({ unit: 'binary', minLength: 1, maxLength: 12 });
const meant: fc.Arbitrary<Meant> = fc.record({
  method: fc.constantFrom('GET', 'PUT', 'POST', 'DELETE', 'HEAD'),
  service: fc.constantFrom('s3', 'iam', 'sts', 'lambda'),
  // Slashes and dot segments are S3's own matter and tested below.
  segments: fc.array(
    word.filter((text) => !text.includes('/') && text !== '.' && text !== '..'),
    { maxLength: 4 },
  ),
  query: fc.dictionary(
    word.filter((text) => !text.startsWith('X-Amz-') && text !== '__proto__'),
    fc.oneof(word, fc.array(word, { minLength: 1, maxLength: 3 })),
    { maxKeys: 4 },
  ),
  headers: fc.dictionary(
    fc.stringMatching(/^x-amz-meta-[a-z]{1,8}$/),
    fc.string({ maxLength: 20 }).map((text) => text.trim()),
    { maxKeys: 3 },
  ),
  body: fc.string({ unit: 'binary', maxLength: 50 }),
  sessionToken: fc.option(fc.stringMatching(/^[A-Za-z0-9+/]{20,60}={0,2}$/), { nil: undefined }),
});

describe('Signature Version 4', () => {
  it('what AWS’s own signer signs in the header, we accept', async () => {
    await fc.assert(
      fc.asyncProperty(meant, async (given) => {
        const { request, body } = await signedByAws(given);
        expect(verify(request, body)).toEqual({ ok: true });
      }),
      { numRuns: 300 },
    );
  });

  it('what AWS’s own signer presigns, we accept', async () => {
    await fc.assert(
      fc.asyncProperty(meant, async (given) => {
        const { request, body } = await signedByAws({ ...given, body: '' }, 'presign');
        expect(verify(request, body)).toEqual({ ok: true });
      }),
      { numRuns: 300 },
    );
  });

  it('any changed method, path, query, signed header, body or secret, we refuse', async () => {
    const changes: Record<string, (request: HttpRequest, body: string) => [HttpRequest, string, string?]> = {
      method: (request, body) => [{ ...request, method: `${request.method}X` }, body],
      path: (request, body) => [{ ...request, path: `${request.path}a` }, body],
      'path, at its begin': (request, body) => [{ ...request, path: `/a${request.path}` }, body],
      'a new parameter': (request, body) => [{ ...request, query: `${request.query}&new` }, body],
      host: (request, body) => [withHeader(request, 'host', 'evil.example'), body],
      'x-amz-date': (request, body) => [withHeader(request, 'x-amz-date', '20260203T040507Z'), body],
      'a new x-amz header': (request, body) => [withHeader(request, 'x-amz-acl', 'public-read'), body],
      body: (request, body) => [request, `${body}x`],
      secret: (request, body) => [request, body, 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEZ'],
    };
    await fc.assert(
      fc.asyncProperty(meant, async (given) => {
        const { request, body } = await signedByAws(given);
        for (const [what, change] of Object.entries(changes)) {
          const [changed, changedBody, secret] = change(request, body);
          expect(verify(changed, changedBody, { secret }).ok, what).toBe(false);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('any changed character of the signature, the scope or the signed query, we refuse', async () => {
    const base: Meant = {
      method: 'POST',
      service: 'sts',
      segments: [],
      query: { Action: 'GetCallerIdentity' },
      headers: {},
      body: '',
      sessionToken: undefined,
    };
    const { request, body } = await signedByAws(base);
    const authorization = request.headers['authorization'] ?? '';
    for (let at = 0; at < authorization.length; at++) {
      const flipped = String.fromCharCode(authorization.charCodeAt(at) ^ 1);
      const changed = authorization.slice(0, at) + flipped + authorization.slice(at + 1);
      const refused = withHeader(request, 'authorization', changed);
      // The access key id is no part of what is signed: another one has another secret.
      const isAccessKeyId =
        changed.replace(/Credential=\w+\//, '') === authorization.replace(/Credential=\w+\//, '');
      expect(readSignature(refused).kind === 'header' && verify(refused, body).ok, `character ${at}`).toBe(
        isAccessKeyId,
      );
    }
    for (let at = 0; at < request.query.length; at++) {
      const flipped = String.fromCharCode(request.query.charCodeAt(at) ^ 1);
      const query = request.query.slice(0, at) + flipped + request.query.slice(at + 1);
      expect(verify({ ...request, query }, body).ok, query).toBe(false);
    }
  });

  it('what we sign, AWS’s signer would sign the same', async () => {
    await fc.assert(
      fc.asyncProperty(meant, async (given) => {
        const { request, body } = await signedByAws(given);
        const { host = '', ...others } = given.headers;
        const headers = signRequest({
          method: request.method,
          path: request.path,
          query: request.query,
          headers: { ...others, host: host || 'localhost:4566' },
          body,
          ...credentials,
          sessionToken: given.sessionToken,
          region: 'eu-central-1',
          service: given.service,
          now: NOW,
        });
        expect(verify({ ...request, headers }, body)).toEqual({ ok: true });
      }),
      { numRuns: 100 },
    );
  });

  it('tells S3’s SignatureDoesNotMatch what was computed', async () => {
    const { request, body } = await signedByAws(s3('key'));
    const failure = verify(request, body, { secret: 'other' });
    if (failure.ok || failure.reason !== 'signature') throw new Error('not refused');
    expect(failure.canonicalRequest).toMatch(/^GET\n\/photos\/key\n\nhost:localhost:4566\n/);
    const digest = createHash('sha256').update(failure.canonicalRequest).digest('hex');
    expect(failure.stringToSign).toBe(
      `AWS4-HMAC-SHA256\n20260203T040506Z\n20260203/eu-central-1/s3/aws4_request\n${digest}`,
    );
  });
});

describe('the time of a signature', () => {
  const MINUTE = 60_000;

  it.each([
    [-15 * MINUTE, { ok: true }],
    [15 * MINUTE, { ok: true }],
    [-15 * MINUTE - 1, { ok: false, reason: 'skewed', ahead: true }],
    [15 * MINUTE + 1, { ok: false, reason: 'skewed', ahead: false }],
  ])('in the header, read %d ms after it was signed: %j', async (late, expected) => {
    const { request, body } = await signedByAws(s3('key'));
    expect(verify(request, body, { now: NOW + late })).toEqual(expected);
  });

  it.each([
    [-15 * MINUTE, { ok: true }],
    [-15 * MINUTE - 1, { ok: false, reason: 'not-yet-valid' }],
    [900_000, { ok: true }],
    [900_001, { ok: false, reason: 'expired', expiredAt: NOW + 900_000 }],
  ])('presigned for 900 s, read %d ms after it was signed: %j', async (late, expected) => {
    const { request, body } = await signedByAws(s3('key'), 'presign');
    expect(verify(request, body, { now: NOW + late })).toEqual(expected);
  });

  it('must be of the scope’s day', async () => {
    const { request, body } = await signedByAws(s3('key'));
    const authorization = request.headers['authorization'] ?? '';
    const changed = withHeader(request, 'authorization', authorization.replace('/20260203/', '/20260202/'));
    expect(verify(changed, body)).toEqual({ ok: false, reason: 'scope-date' });
  });
});

describe('headers', () => {
  it('named x-amz-* must be signed, and are named when they are not', async () => {
    const { request, body } = await signedByAws(s3('key'));
    const added = withHeader(request, 'x-amz-acl', 'public-read');
    expect(verify(added, body)).toEqual({ ok: false, reason: 'headers-not-signed', headers: ['x-amz-acl'] });
  });

  it('the session token’s among them for S3, while others take it unsigned', async () => {
    const onS3 = await signedByAws(s3('key'));
    expect(verify(withHeader(onS3.request, 'x-amz-security-token', 't'), onS3.body).ok).toBe(false);
    const onSts = await signedByAws({ ...s3('key'), service: 'sts' });
    expect(verify(withHeader(onSts.request, 'x-amz-security-token', 't'), onSts.body).ok).toBe(true);
  });

  it('that others add on the way (user-agent, x-amzn-trace-id) need no signature', async () => {
    const { request, body } = await signedByAws(s3('key'));
    const added = withHeader(withHeader(request, 'x-amzn-trace-id', 'Root=1'), 'user-agent', 'curl');
    expect(verify(added, body)).toEqual({ ok: true });
  });
});

describe('S3 takes a path as it is', () => {
  it.each(['a//b', './a/../b', '/a', 'a/', 'a+b c&d=e', '%', 'ü/日本'])('%s', async (key) => {
    const client = new S3Client({
      region: 'eu-central-1',
      endpoint: 'http://localhost:4566',
      forcePathStyle: true,
      credentials,
    });
    const signingDate = new Date(NOW);
    const get = new GetObjectCommand({ Bucket: 'photos', Key: key });
    const url = new URL(await getSignedUrl(client, get, { signingDate, expiresIn: 60 }));
    // The WHATWG parser removes dot segments, which S3's clients must not.
    const path = `/photos/${key
      .split('/')
      .map((segment) => encodeQueryPart(segment))
      .join('/')}`;
    const request = requestOf('GET', path, url.search.slice(1), { host: url.host });
    expect(verify(request, '')).toEqual({ ok: true });
    expect(verify({ ...request, path: `${path}x` }, '').ok).toBe(false);
  });

  it('and every other service normalised: a//b is a/b there', async () => {
    const { request, body } = await signedByAws({ ...s3('key'), service: 'lambda' });
    expect(verify({ ...request, path: '//photos/./x/../key' }, body)).toEqual({ ok: true });
  });
});

describe('a URL presigned by @aws-sdk/s3-request-presigner', () => {
  const client = new S3Client({ region: 'eu-central-1', endpoint: 'http://localhost:4566', credentials });

  it('for an upload holds, with the headers it was signed for', async () => {
    const put = new PutObjectCommand({
      Bucket: 'photos',
      Key: 'k',
      ContentType: 'text/plain',
      ACL: 'private',
    });
    const signed = await getSignedUrl(client, put, {
      signingDate: new Date(NOW),
      expiresIn: 60,
      signableHeaders: new Set(['content-type']),
    });
    const url = new URL(signed);
    const headers = { host: url.host, 'content-type': 'text/plain' };
    const request = requestOf('PUT', url.pathname, url.search.slice(1), headers);
    expect(verify(request, 'whatever the body')).toEqual({ ok: true });
    expect(verify(withHeader(request, 'content-type', 'text/html'), '').ok).toBe(false);
    expect(verify(request, '', { now: NOW + 60_001 })).toMatchObject({ reason: 'expired' });
  });
});

function s3(key: string): Meant {
  const nothing = { query: {}, headers: {}, body: '', sessionToken: undefined };
  return { method: 'GET', service: 's3', segments: ['photos', key], ...nothing };
}

/** Signs by AWS's signer and gives the request as Node would read it off the wire. */
async function signedByAws(
  given: Meant,
  how: 'sign' | 'presign' = 'sign',
): Promise<{ request: HttpRequest; body: string }> {
  const isS3 = given.service === 's3';
  const signer = new SignatureV4({
    service: given.service,
    region: 'eu-central-1',
    credentials: {
      ...credentials,
      ...(given.sessionToken === undefined ? {} : { sessionToken: given.sessionToken }),
    },
    sha256: Sha256,
    uriEscapePath: !isS3,
    applyChecksum: isS3,
  });
  const path = `/${given.segments.map((segment) => encodeQueryPart(segment)).join('/')}`;
  const unsigned = {
    method: given.method,
    protocol: 'http:',
    hostname: 'localhost',
    port: 4566,
    path,
    query: given.query,
    headers: {
      ...given.headers,
      host: 'localhost:4566',
      ...(how === 'presign' && isS3 ? { 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD' } : {}),
    },
    body: given.body,
  };
  const options = { signingDate: new Date(NOW), expiresIn: 900 };
  const signed =
    how === 'sign' ? await signer.sign(unsigned, options) : await signer.presign(unsigned, options);
  const query = Object.entries(signed.query ?? {})
    .flatMap(([name, value]) =>
      (Array.isArray(value) ? value : [value]).map((one) => [name, one ?? ''] as const),
    )
    .map(([name, value]) => `${encodeQueryPart(name)}=${encodeQueryPart(value)}`)
    .join('&');
  const headers = Object.fromEntries(
    Object.entries(signed.headers).map(([name, value]) => [name.toLowerCase(), value]),
  );
  return { request: requestOf(given.method, path, query, headers), body: given.body };
}

function verify(
  request: HttpRequest,
  body: string,
  other: { secret?: string | undefined; now?: number | undefined } = {},
): Verification {
  const signature = readSignature(request);
  if (signature.kind !== 'header' && signature.kind !== 'presigned')
    throw new Error(JSON.stringify(signature));
  const hash = createHash('sha256').update(body).digest('hex');
  const declared = signedPayload(signature);
  // What is declared must be true of the body as well, which `hashedStream` sees to.
  if (/^[0-9a-f]{64}$/.test(declared ?? '') && declared !== hash) {
    return { ok: false, reason: 'signature', canonicalRequest: '', stringToSign: '' };
  }
  return verifySignature({
    request,
    signature,
    secretAccessKey: other.secret ?? credentials.secretAccessKey,
    payloadHash: declared ?? hash,
    now: other.now ?? NOW,
  });
}

function requestOf(
  method: string,
  path: string,
  query: string,
  headers: Record<string, string>,
): HttpRequest {
  return { method, path, query, headers, sourceIp: '127.0.0.1', secure: false };
}

function withHeader(request: HttpRequest, name: string, value: string): HttpRequest {
  return { ...request, headers: { ...request.headers, [name]: value } };
}
