import { describe, expect, it } from 'vitest';
import type { HttpRequest } from '../kernel/http.ts';
import { readSignature } from './read-signature.ts';
import { type V2Verification, verifyPresignedV2 } from './verify-presigned-v2.ts';

const SECRET = 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY';
const SIGNED_AT = 1_700_000_000_000;
const KEY = 'AWSAccessKeyId=AKIAIOSFODNN7EXAMPLE';

// URLs that the AWS CLI v1 (botocore) makes for these calls with a clock at SIGNED_AT and an hour to live.
const cases = {
  'GetObject of a key with blanks and signs': {
    method: 'GET',
    url: `/photos/a%20b/%C3%BC%2B%281%29.txt?${KEY}&Signature=BDFwcHGzIjHZOD3LHf9WWOfNB98%3D&Expires=1700003600`,
  },
  'GetObject with a session token, a version and an overridden content type': {
    method: 'GET',
    url:
      `/photos/k?response-content-type=text%2Fplain%3B%20charset%3Dutf-8&versionId=v1&${KEY}` +
      '&Signature=EHRgXhkJpSSibatqWZXZcfBWQqA%3D&x-amz-security-token=TOKEN%2F%2B%3D%3D&Expires=1700003600',
  },
  'PutObject to a virtual-hosted bucket, its headers in the query': {
    method: 'PUT',
    url:
      `/k?${KEY}&Signature=6C83bqaIV2a1IpIYZiLotyHbcpI%3D&content-type=text%2Fplain&x-amz-meta-a=b` +
      '&Expires=1700003600',
    bucket: 'photos',
  },
  UploadPart: {
    method: 'PUT',
    url: `/photos/k?partNumber=2&uploadId=u&${KEY}&Signature=crDxYwuVrRfpg7h7X2z33Dx7Vag%3D&Expires=1700003600`,
  },
  ListObjectsV2: {
    method: 'GET',
    url:
      `/photos?list-type=2&prefix=x&encoding-type=url&${KEY}` +
      '&Signature=iOzLFRt1S8VGTLy6QsERWwECR0k%3D&Expires=1700003600',
  },
} as const;

describe('a URL presigned with Signature Version 2 by the AWS CLI', () => {
  it.each(Object.entries(cases))('holds: %s', (_, given) => {
    expect(verify(given.method, given.url, 'bucket' in given ? given.bucket : undefined)).toEqual({
      ok: true,
    });
  });

  it('carries its session token', () => {
    const { method, url } = cases['GetObject with a session token, a version and an overridden content type'];
    expect(readSignature(request(method, url))).toMatchObject({
      kind: 'presigned-v2',
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      expires: 1_700_003_600,
      sessionToken: 'TOKEN/+==',
    });
  });

  it('holds until the second it expires, and not beyond', () => {
    const { method, url } = cases.UploadPart;
    expect(verify(method, url, undefined, SIGNED_AT + 3_600_000)).toEqual({ ok: true });
    expect(verify(method, url, undefined, SIGNED_AT + 3_600_001)).toEqual({
      ok: false,
      reason: 'expired',
      expiredAt: SIGNED_AT + 3_600_000,
    });
  });

  it.each([
    ['another method', 'GET', cases.UploadPart.url],
    ['another key', 'PUT', cases.UploadPart.url.replace('/k?', '/l?')],
    ['another part', 'PUT', cases.UploadPart.url.replace('partNumber=2', 'partNumber=3')],
    ['a longer life', 'PUT', cases.UploadPart.url.replace('1700003600', '1700003601')],
    ['another signature', 'PUT', cases.UploadPart.url.replace('crDx', 'crDy')],
    ['an added sub-resource', 'PUT', `${cases.UploadPart.url}&acl`],
    ['an added x-amz header', 'PUT', `${cases.UploadPart.url}&x-amz-acl=public-read`],
  ])('does not hold for %s', (_, method, url) => {
    expect(verify(method, url)).toMatchObject({ ok: false, reason: 'signature' });
  });

  it('does not hold for headers it was not signed with', () => {
    const { method, url } = cases.UploadPart;
    const verified = verifyRequest(request(method, url, { 'x-amz-acl': 'public-read' }), '/photos/k');
    expect(verified).toMatchObject({ ok: false, reason: 'signature' });
  });

  it('does not hold for a header other than the one its query was signed with', () => {
    const { method, url, bucket } = cases['PutObject to a virtual-hosted bucket, its headers in the query'];
    const same = request(method, url, { 'x-amz-meta-a': 'b', 'content-type': 'text/plain' });
    expect(verifyRequest(same, `/${bucket}/k`)).toEqual({ ok: true });
    const other = request(method, url, { 'x-amz-meta-a': 'c', 'content-type': 'text/plain' });
    expect(verifyRequest(other, `/${bucket}/k`)).toMatchObject({ ok: false, reason: 'signature' });
  });

  it.each([
    [`${KEY}&Signature=x`, 'missing-parameters', ['Expires']],
    [`${KEY}&Expires=1`, 'missing-parameters', ['Signature']],
    ['Signature=x&Expires=1', 'missing-parameters', ['AWSAccessKeyId']],
    [`${KEY}&Signature=x&Expires=soon`, 'expires-not-a-number', []],
    ['AWSAccessKeyId=a%0Ab&Signature=x&Expires=1', 'credential-access-key', []],
  ])('%s is malformed: %s', (query, rule, missing) => {
    expect(readSignature(request('GET', `/b/k?${query}`))).toMatchObject({
      kind: 'malformed',
      via: 'query-v2',
      rule,
      missing,
    });
  });
});

function verify(method: string, url: string, bucket?: string, now = SIGNED_AT): V2Verification {
  const given = request(method, url);
  return verifyRequest(given, bucket === undefined ? given.path : `/${bucket}${given.path}`, now);
}

function verifyRequest(given: HttpRequest, resourcePath: string, now = SIGNED_AT): V2Verification {
  const signature = readSignature(given);
  if (signature.kind !== 'presigned-v2') throw new Error(signature.kind);
  return verifyPresignedV2({ request: given, resourcePath, signature, secretAccessKey: SECRET, now });
}

function request(method: string, url: string, headers: Record<string, string> = {}): HttpRequest {
  const [path = '', query = ''] = url.split('?');
  return { method, path, query, headers, sourceIp: '127.0.0.1', secure: false };
}
