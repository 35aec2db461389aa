import { describe, expect, test } from 'vitest';
import { AwsError } from '../kernel/aws-error.ts';
import type { HttpRequest } from '../kernel/http.ts';
import { loadServiceModel } from '../model/load-service-model.ts';
import type { RawModel } from '../model/raw-model.ts';
import { createServiceModel, type OperationModel } from '../model/service-model.ts';
import { decodeInput } from './decode-input.ts';
import { encodeError } from './encode-error.ts';
import { findOperation } from './find-operation.ts';
import { bytes, testRequest } from './test-request.ts';

const iam = loadServiceModel('iam');
const s3 = loadServiceModel('s3');

/** A JSON service with a structure that holds itself, as DynamoDB's values do. */
const RAW: RawModel = {
  metadata: {
    apiVersion: '1',
    endpointPrefix: 'nest',
    protocol: 'json',
    serviceId: 'Nest',
    targetPrefix: 'Nest_1',
    jsonVersion: '1.0',
  },
  operations: { Put: { http: { method: 'POST', requestUri: '/' }, input: { shape: 'Nested' } } },
  otherOperations: {},
  shapes: {
    Nested: {
      type: 'structure',
      required: ['Name'],
      members: {
        Name: { shape: 'Text' },
        Inner: { shape: 'Nested' },
        Map: { shape: 'Texts' },
        Count: { shape: 'Count' },
      },
    },
    Texts: { type: 'map', key: { shape: 'Key' }, value: { shape: 'Text' } },
    Text: { type: 'string', max: 5 },
    Key: { type: 'string' },
    Count: { type: 'integer' },
  },
};
const nest = createServiceModel('nest', 'json', RAW);
const put = nest.operations.get('Put')!;

function attempt(
  operation: OperationModel,
  body: string | Uint8Array,
  asked: Partial<HttpRequest> = {},
): unknown {
  try {
    return decodeInput(operation, testRequest(asked), typeof body === 'string' ? bytes(body) : body);
  } catch (error) {
    if (error instanceof AwsError) return `${error.status} ${error.code}`;
    throw error;
  }
}

describe('forms', () => {
  const createRole = iam.operations.get('CreateRole')!;

  test.each([
    ['a broken escape', 'RoleName=%', '400 MalformedQueryString'],
    ['bytes that are no UTF-8', 'RoleName=%FF%FE', '400 MalformedQueryString'],
    ['10 MB of fields', 'a=b&'.repeat(2_500_000), '400 MalformedQueryString'],
    ['a name of 10,000 levels', `${'a.'.repeat(10_000)}b=1`, '400 MalformedQueryString'],
    ['a number where a structure is', 'Tags.member.1=x', '400 ValidationError'],
    ['nothing', '', '400 ValidationError'],
    ['separators only', '&&&==&=&', '400 ValidationError'],
    ['a structure where text is', 'RoleName.member.1=x&AssumeRolePolicyDocument=y', '400 MalformedInput'],
  ])('%s gets an error', (_what, body, error) => {
    expect(attempt(createRole, body)).toBe(error);
  });

  test('10 MB in one field are read in time', () => {
    const start = performance.now();
    expect(attempt(createRole, `RoleName=${'a'.repeat(10_000_000)}`)).toBe('400 ValidationError');
    expect(performance.now() - start).toBeLessThan(2_000);
  });

  test('a list with enormous numbers costs no more than its members', () => {
    const body =
      'RoleName=r&AssumeRolePolicyDocument=d&Tags.member.999999.Key=k&Tags.member.999999.Value=v&Tags.member.9999999.Key=x';
    expect(attempt(createRole, body)).toMatchObject({ Tags: [{ Key: 'k', Value: 'v' }] });
  });

  test('of a repeated parameter the first counts', () => {
    const body = 'RoleName=one&RoleName=two&AssumeRolePolicyDocument=d';
    expect(attempt(createRole, body)).toMatchObject({ RoleName: 'one' });
    expect(
      findOperation(iam, testRequest(), bytes('Action=GetRole&Action=DeleteRole&Version=2010-05-08')).name,
    ).toBe('GetRole');
  });

  test("names of JavaScript's own objects are names like any other", () => {
    const body =
      '__proto__.RoleName=x&constructor=y&RoleName=r&AssumeRolePolicyDocument=d&Tags.member.__proto__.Key=z';
    expect(attempt(createRole, body)).toEqual({ RoleName: 'r', AssumeRolePolicyDocument: 'd', Tags: [] });
    expect(({} as Record<string, unknown>)['RoleName']).toBeUndefined();
  });

  test('a body that says it is JSON is no form', () => {
    const headers = { 'content-type': 'application/json' };
    expect(attempt(createRole, 'RoleName=r&AssumeRolePolicyDocument=d', { headers })).toBe(
      '400 ValidationError',
    );
    expect(findOperation(iam, testRequest({ headers }), bytes('Action=GetRole')).name).toBeUndefined();
  });

  test('an action of a megabyte is no operation', () => {
    const { operation, name } = findOperation(iam, testRequest(), bytes(`Action=${'A'.repeat(1_000_000)}`));
    expect(operation).toBeUndefined();
    expect(name?.length).toBeLessThan(300);
  });
});

describe('JSON', () => {
  test.each([
    ['nothing', '', '400 ValidationException'],
    ['truncated', '{"Name":"a"', '400 SerializationException'],
    ['no object', '[]', '400 SerializationException'],
    ['null', 'null', '400 SerializationException'],
    ['a number', '5', '400 SerializationException'],
    ['text where a structure is', '{"Name":"a","Inner":"b"}', '400 SerializationException'],
    ['a list where a map is', '{"Name":"a","Map":[]}', '400 SerializationException'],
    ['a fraction where a whole number is', '{"Name":"a","Count":1.5}', '400 SerializationException'],
    ['a number beyond all bounds', '{"Name":"a","Count":1e400}', '400 SerializationException'],
    ['a million brackets', '['.repeat(1_000_000), '400 SerializationException'],
    ['a thousand levels', `${'{"Inner":'.repeat(1_000)}{}${'}'.repeat(1_000)}`, '400 SerializationException'],
    ['bytes that are no UTF-8', new Uint8Array([0xff, 0xfe, 0x00]), '400 SerializationException'],
  ])('%s gets an error', (_what, body, error) => {
    expect(attempt(put, body)).toBe(error);
  });

  test('brackets in text are no levels', () => {
    expect(attempt(put, JSON.stringify({ Name: '[["{' }))).toEqual({ Name: '[["{' });
  });

  test("names of JavaScript's own objects are names like any other", () => {
    const input = attempt(
      put,
      '{"Name":"a","__proto__":{"Name":"b"},"Map":{"__proto__":"p","toString":"t"}}',
    ) as {
      Map: Record<string, string>;
    };
    expect(Object.entries(input.Map)).toEqual([
      ['__proto__', 'p'],
      ['toString', 't'],
    ]);
    expect(Object.getPrototypeOf(input.Map)).toBeNull();
    expect(attempt(put, '{"constructor":"a","toString":"b"}')).toBe('400 ValidationException');
  });

  test("violations are found at every level, in AWS's words", () => {
    const body = bytes('{"Name":"abcdef","Inner":{"Map":{"a":"abcdef"}}}');
    expect(() => decodeInput(put, testRequest(), body)).toThrow(
      new AwsError(
        'ValidationException',
        400,
        "3 validation errors detected: Value 'abcdef' at 'name' failed to satisfy constraint: Member must have length less than or equal to 5; " +
          "Value null at 'inner.name' failed to satisfy constraint: Member must not be null; " +
          "Value '{a=abcdef}' at 'inner.map' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 5]",
      ),
    );
  });

  test('the target names service and operation', () => {
    const find = (target: string) =>
      findOperation(nest, testRequest({ headers: { 'x-amz-target': target } })).name;
    expect(find('Nest_1.Put')).toBe('Put');
    expect(find('Nest_2.Put')).toBeUndefined();
    expect(find('Put')).toBeUndefined();
  });

  test('errors name their type', () => {
    const error = new AwsError('ValidationException', 400, 'no');
    const { headers, body } = encodeError(nest, error, { requestId: 'r', method: 'POST' });
    expect(body).toBe('{"__type":"ValidationException","message":"no"}');
    expect(headers).toEqual({ 'x-amzn-RequestId': 'r', 'Content-Type': 'application/x-amz-json-1.0' });
  });
});

describe('XML', () => {
  const deleteObjects = s3.operations.get('DeleteObjects')!;
  const asked = { path: '/b', query: 'delete' };

  test.each([
    ['10,000 levels', '<a>'.repeat(10_000)],
    ['300,000 elements', `<Delete>${'<Object/>'.repeat(300_000)}</Delete>`],
    ['NUL bytes', '\0\0\0'],
    ['bytes that are no UTF-8', new Uint8Array([0x3c, 0xff, 0xfe])],
    ['an entity bomb', '<!DOCTYPE a [<!ENTITY b "bbb"><!ENTITY c "&b;&b;">]><Delete>&c;</Delete>'],
  ])('%s gets an error', (_what, body) => {
    expect(attempt(deleteObjects, body, asked)).toBe('400 MalformedXML');
  });

  test('a repeated element counts once', () => {
    const body = '<Delete><Object><Key>a</Key><Key>b</Key></Object></Delete>';
    expect(attempt(deleteObjects, body, asked)).toMatchObject({ Delete: { Objects: [{ Key: 'a' }] } });
  });

  test('a query of thousands of parameters gets an error', () => {
    expect(attempt(deleteObjects, '', { path: '/b', query: 'delete&a'.repeat(5_000) })).toBe(
      '400 MalformedQueryString',
    );
  });
});
