import { describe, expect, test } from 'vitest';
import { AwsError } from '../kernel/aws-error.ts';
import type { ByteStream, HttpRequest } from '../kernel/http.ts';
import { loadServiceModel } from '../model/load-service-model.ts';
import { decodeInput } from './decode-input.ts';
import { encodeError } from './encode-error.ts';
import { encodeOutput } from './encode-output.ts';
import { findOperation } from './find-operation.ts';
import { bytes, refusalOf, requestOf } from './test-request.ts';

const s3 = loadServiceModel('s3');
const NONE = bytes('');

function decode(line: string, body = NONE, headers: HttpRequest['headers'] = {}): unknown {
  const asked = requestOf(line, headers);
  const { operation } = findOperation(s3, asked);
  if (operation === undefined) throw new Error(`no operation for \`${line}\``);
  return decodeInput(operation, asked, body);
}

function refusal(line: string, body = '', headers: HttpRequest['headers'] = {}): AwsError {
  return refusalOf(() => decode(line, bytes(body), headers));
}

describe('what an operation receives', () => {
  test.each([
    ['a%2Fb', 'a/b'],
    ['a+b', 'a+b'],
    ['a%2Bb%20c', 'a+b c'],
    ['a//b/', 'a//b/'],
    ['./a/../b', './a/../b'],
    ['%E6%97%A5/%F0%9F%AA%A3', '日/🪣'],
  ])('the key %s is decoded exactly', (path, key) => {
    expect(decode(`GET /b/${path}`)).toEqual({ Bucket: 'b', Key: key });
  });

  test.each(['%', '%zz', '%FF'])('the key %s is no text', (path) => {
    expect(refusal(`GET /b/${path}`).code).toBe('InvalidURI');
  });

  test('headers, prefixed headers and query become members', () => {
    const headers = {
      'x-amz-meta-colour': 'red',
      'x-amz-meta-size': '3',
      'content-type': 'text/plain',
      'if-match': '"x"',
    };
    const input = decode('PUT /b/k', bytes('hi'), headers) as Record<string, unknown>;
    expect(input).toMatchObject({ Bucket: 'b', Key: 'k', ContentType: 'text/plain', IfMatch: '"x"' });
    expect({ ...(input['Metadata'] as object) }).toEqual({ colour: 'red', size: '3' });
  });

  test.each([
    ['UTF-8', Buffer.from('日é').toString('latin1'), '日é'],
    ['Latin-1', 'caf\u00e9', 'café'],
  ])('metadata beyond ASCII is read as %s', (_encoding, header, value) => {
    const input = decode('PUT /b/k', NONE, { 'x-amz-meta-name': header }) as {
      Metadata: Record<string, string>;
    };
    expect(input.Metadata['name']).toBe(value);
  });

  test('a streamed body is handed on as it arrives', async () => {
    const body = (async function* () {
      yield bytes('a');
      yield bytes('b');
    })();
    const asked = requestOf('PUT /b/k');
    const input = decodeInput(s3.operations.get('PutObject')!, asked, body) as { Body: ByteStream };
    expect(input.Body).toBe(body);
  });

  test('XML documents, with and without namespace, comments, CDATA and entities', () => {
    const body =
      '<?xml version="1.0"?><!-- c --><x:Delete xmlns:x="http://s3.amazonaws.com/doc/2006-03-01/"><Object><Key>a&amp;b &#x65E5;</Key></Object>' +
      '<Object><Key><![CDATA[<c>]]></Key><Unknown>1</Unknown></Object><Quiet>true</Quiet></x:Delete>';
    expect(decode('POST /b?delete', bytes(body))).toEqual({
      Bucket: 'b',
      Delete: { Objects: [{ Key: 'a&b 日' }, { Key: '<c>' }], Quiet: true },
    });
  });

  test('a conditional date that is none is ignored', () => {
    expect(decode('GET /b/k', NONE, { 'if-modified-since': 'yesterday' })).toEqual({ Bucket: 'b', Key: 'k' });
  });
});

describe('what S3 refuses', () => {
  const MALFORMED =
    'The XML you provided was not well-formed or did not validate against our published schema';

  test.each([
    ['not XML', 'hello'],
    ['truncated', '<Delete><Object><Key>a</Key>'],
    ['mismatched', '<Delete><Object></Delete></Object>'],
    ['another root', '<Remove><Object><Key>a</Key></Object></Remove>'],
    ['a required element missing', '<Delete><Object></Object></Delete>'],
    ['a required list missing', '<Delete><Quiet>true</Quiet></Delete>'],
    ['a truth value that is none', '<Delete><Object><Key>a</Key></Object><Quiet>maybe</Quiet></Delete>'],
    [
      'a document type',
      '<!DOCTYPE Delete [<!ENTITY a "aaaa">]><Delete><Object><Key>&a;</Key></Object></Delete>',
    ],
    ['an unknown entity', '<Delete><Object><Key>&a;</Key></Object></Delete>'],
    ['two roots', '<Delete></Delete><Delete></Delete>'],
    ['a control character', '<Delete><Object><Key>\u0001</Key></Object></Delete>'],
  ])('%s', (_what, body) => {
    const error = refusal('POST /b?delete', body);
    expect([error.code, error.status, error.message]).toEqual(['MalformedXML', 400, MALFORMED]);
  });

  test('a number that is none', () => {
    const error = refusal('GET /b?list-type=2&max-keys=many');
    expect([error.code, error.message, error.members]).toEqual([
      'InvalidArgument',
      'Provided max-keys not an integer or within integer range',
      { ArgumentName: 'max-keys', ArgumentValue: 'many' },
    ]);
  });

  test('a storage class or region that is none', () => {
    expect(refusal('PUT /b/k', '', { 'x-amz-storage-class': 'WARM' }).code).toBe('InvalidStorageClass');
    const body =
      '<CreateBucketConfiguration><LocationConstraint>mars-1</LocationConstraint></CreateBucketConfiguration>';
    const error = refusal('PUT /b', body);
    expect([error.code, error.message]).toEqual([
      'InvalidLocationConstraint',
      'The specified location-constraint is not valid',
    ]);
  });
});

describe('what S3 answers', () => {
  const answer = (name: string, output: unknown) =>
    encodeOutput(s3.operations.get(name)!, output, { requestId: 'R1', strict: true });

  test('the root of a list of buckets has its own name and the namespace', () => {
    const Buckets = [{ Name: 'b', CreationDate: new Date('2026-01-02T03:04:05Z') }];
    const { headers, body } = answer('ListBuckets', { Buckets, Owner: { ID: 'o' } });
    expect(headers['Content-Type']).toBe('application/xml');
    expect(headers['x-amz-request-id']).toBe('R1');
    expect(headers['x-amz-id-2']).toMatch(/^[A-Za-z0-9+/]{64}$/);
    expect(body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<ListAllMyBucketsResult xmlns="http://s3.amazonaws.com/doc/2006-03-01/">' +
        '<Buckets><Bucket><Name>b</Name><CreationDate>2026-01-02T03:04:05.000Z</CreationDate></Bucket></Buckets>' +
        '<Owner><ID>o</ID></Owner></ListAllMyBucketsResult>',
    );
  });

  test('flat lists repeat their element, empty ones leave none', () => {
    const { body } = answer('ListObjectsV2', {
      Contents: [{ Key: 'a' }, { Key: 'b\u0001\r' }],
      CommonPrefixes: [],
    });
    expect(body).toContain(
      '<Contents><Key>a</Key></Contents><Contents><Key>b&#x1;&#xD;</Key></Contents></ListBucketResult>',
    );
  });

  test('what kind of grantee it is stands in an attribute, its prefix bound', () => {
    const Grants = [{ Grantee: { ID: 'o', Type: 'CanonicalUser' }, Permission: 'READ' }];
    expect(answer('GetBucketAcl', { Grants }).body).toContain(
      '<Grantee xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:type="CanonicalUser"><ID>o</ID></Grantee>',
    );
  });

  test('the location of a bucket is the root itself', () => {
    const root = '<LocationConstraint xmlns="http://s3.amazonaws.com/doc/2006-03-01/"';
    expect(answer('GetBucketLocation', { LocationConstraint: 'eu-west-1' }).body).toContain(
      `${root}>eu-west-1</`,
    );
    expect(answer('GetBucketLocation', {}).body).toContain(`${root}/>`);
  });

  test('headers carry what is no document; a line break cannot split them', () => {
    const { status, headers, body } = answer('GetObject', {
      Body: bytes('hi'),
      ETag: '"e"',
      ContentLength: 2,
      LastModified: new Date('2026-01-02T03:04:05Z'),
      Metadata: { colour: 'red', bad: 'a\r\nSet-Cookie: b', far: '日' },
    });
    expect(status).toBe(200);
    expect(headers).toMatchObject({
      ETag: '"e"',
      'Content-Length': '2',
      'Last-Modified': 'Fri, 02 Jan 2026 03:04:05 GMT',
      'x-amz-meta-colour': 'red',
      'x-amz-meta-bad': '=?UTF-8?B?YQ0KU2V0LUNvb2tpZTogYg==?=',
      'x-amz-meta-far': '=?UTF-8?B?5pel?=',
    });
    expect(body).toEqual(bytes('hi'));
  });

  test('a policy is the body as it is', () => {
    expect(answer('GetBucketPolicy', { Policy: '{}' }).body).toBe('{}');
  });

  test('deletions answer 204 without a body', () => {
    expect(answer('DeleteObject', {})).toMatchObject({ status: 204, body: undefined });
  });

  test('errors name what they are about, and have no body for HEAD', () => {
    const error = new AwsError('NoSuchBucket', 404, 'The specified bucket does not exist', {
      BucketName: 'b',
    });
    const { status, headers, body } = encodeError(s3, error, { requestId: 'R1', method: 'GET' });
    expect(status).toBe(404);
    expect(body).toBe(
      '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchBucket</Code><Message>The specified bucket does not exist</Message>' +
        `<BucketName>b</BucketName><RequestId>R1</RequestId><HostId>${headers['x-amz-id-2']}</HostId></Error>`,
    );
    expect(encodeError(s3, error, { requestId: 'R1', method: 'HEAD' }).body).toBeUndefined();
  });

  test('in tests, what the model does not know is an error', () => {
    expect(() => answer('GetBucketPolicy', { Polizei: '{}' })).toThrow(
      "`GetBucketPolicy` has no member `Polizei` in AWS's model",
    );
    expect(() => answer('ListBuckets', { Buckets: [{ CreationDate: 'today' }] })).toThrow(
      '`ListBuckets.Buckets[0].CreationDate` should be a time, but is "today"',
    );
    expect(() => answer('DeleteBucket', { Bucket: 'b' })).toThrow('`DeleteBucket` answers nothing');
  });
});
