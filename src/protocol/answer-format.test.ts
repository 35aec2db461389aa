import { describe, expect, test } from 'vitest';
import { AwsError } from '../kernel/aws-error.ts';
import { loadServiceModel } from '../model/load-service-model.ts';
import { answerFormat } from './answer-format.ts';
import { encodeError } from './encode-error.ts';
import { encodeOutput } from './encode-output.ts';
import { bytes, testRequest } from './test-request.ts';

const iam = loadServiceModel('iam');
const sts = loadServiceModel('sts');

describe('JSON, for who asks', () => {
  const form = { 'content-type': 'application/x-www-form-urlencoded' };
  const formatOf = (headers: Record<string, string>, query = '', body = '') =>
    answerFormat(sts, testRequest({ query, headers: { ...form, ...headers } }), bytes(body));

  test('is asked for by the Accept header or by ContentType, in the query or the form', () => {
    expect(formatOf({ accept: 'application/json' })).toBe('json');
    expect(formatOf({ accept: 'text/html, application/json;q=0.9' })).toBe('json');
    expect(formatOf({}, 'Action=GetCallerIdentity&ContentType=JSON')).toBe('json');
    expect(formatOf({}, '', 'ContentType=JSON&Action=GetCallerIdentity')).toBe('json');
  });

  test('is not what comes unasked, nor from EC2', () => {
    expect(formatOf({})).toBe('xml');
    for (const accept of ['*/*', 'application/*', 'application/json-seq', 'application/xml', ''])
      expect(formatOf({ accept })).toBe('xml');
    expect(formatOf({}, 'ContentType=JSONP&XContentType=JSON', 'Name=ContentType%3DJSON')).toBe('xml');
    expect(formatOf({}, 'ContentType=%zz')).toBe('xml');
    const ec2 = loadServiceModel('ec2');
    const headers = { accept: 'application/json' };
    expect(answerFormat(ec2, testRequest({ headers }), undefined)).toBe('xml');
    expect(answerFormat(undefined, testRequest({ headers }), undefined)).toBe('xml');
  });

  test('names the operation, its result and the request, with times in seconds since 1970', () => {
    const detail = {
      LogicalResourceId: 'Server',
      ResourceType: 'AWS::EC2::Instance',
      LastUpdatedTimestamp: new Date('2026-01-02T03:04:05.500Z'),
      ResourceStatus: 'CREATE_COMPLETE',
      Metadata: '{}',
    };
    const { status, headers, body } = encodeOutput(
      loadServiceModel('cloudformation').operations.get('DescribeStackResource')!,
      { StackResourceDetail: { ...detail, Description: undefined } },
      { requestId: 'r-1', format: 'json', strict: true },
    );
    expect(status).toBe(200);
    expect(headers).toEqual({ 'Content-Type': 'application/json', 'x-amzn-RequestId': 'r-1' });
    expect(JSON.parse(body as string)).toEqual({
      DescribeStackResourceResponse: {
        DescribeStackResourceResult: {
          StackResourceDetail: { ...detail, LastUpdatedTimestamp: 1_767_323_045.5 },
        },
        ResponseMetadata: { RequestId: 'r-1' },
      },
    });
  });

  test('of an operation without an answer has no result', () => {
    const options = { requestId: 'r-1', format: 'json', strict: true } as const;
    const { body } = encodeOutput(iam.operations.get('DeleteRole')!, {}, options);
    expect(body).toBe('{"DeleteRoleResponse":{"ResponseMetadata":{"RequestId":"r-1"}}}');
    const xml = encodeOutput(iam.operations.get('DeleteRole')!, {}, { requestId: 'r-1' });
    expect(xml.headers['Content-Type']).toBe('text/xml');
  });

  test('of an error names who is at fault', () => {
    const error = new AwsError('NoSuchEntity', 404, 'no <such> thing');
    expect(encodeError(iam, error, { requestId: 'r-1', method: 'GET', format: 'json' })).toEqual({
      status: 404,
      headers: { 'Content-Type': 'application/json', 'x-amzn-RequestId': 'r-1' },
      body: '{"Error":{"Code":"NoSuchEntity","Message":"no <such> thing","Type":"Sender"},"RequestId":"r-1"}',
    });
  });
});
