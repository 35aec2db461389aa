import { describe, expect, test } from 'vitest';
import { AwsError } from '../kernel/aws-error.ts';
import { loadServiceModel } from '../model/load-service-model.ts';
import type { ServiceModel } from '../model/service-model.ts';
import { encodeError } from './encode-error.ts';
import { encodeOutput } from './encode-output.ts';
import { findOperation } from './find-operation.ts';
import { bytes, decodeForm, refusalOf, testRequest } from './test-request.ts';
import { unknownOperation } from './wire-errors.ts';

const iam = loadServiceModel('iam');
const sts = loadServiceModel('sts');

const decode = decodeForm;
const refusal = (model: ServiceModel, form: string) => refusalOf(() => decodeForm(model, form));

describe('IAM and STS', () => {
  test('the Action is found in the query or the form, wherever it stands', () => {
    const find = (query: string, form: string) =>
      findOperation(iam, testRequest({ query }), bytes(`${form}&Version=2010-05-08`)).operation?.name;
    expect(find('', 'Action=GetRole&RoleName=x')).toBe('GetRole');
    expect(find('', 'RoleName=x&Action=GetRole')).toBe('GetRole');
    expect(find('Action=GetUser', 'Action=GetRole')).toBe('GetUser');
    expect(find('', 'XAction=GetRole&RoleName=Action%3DGetRole')).toBeUndefined();
  });

  test.each([
    ['Action=GetCallerIdentity&Version=2011-06-15', 'GetCallerIdentity'],
    ['Action=GetCallerIdentity&Action=NoSuchAction&Version=2011-06-15', 'GetCallerIdentity'],
    ['Action=GetCallerIdentity&Version=2011-06-15&Version=2000-01-01', 'GetCallerIdentity'],
    [
      'Action=NoSuchAction&Action=GetCallerIdentity&Version=2011-06-15',
      'Could not find operation NoSuchAction for version 2011-06-15',
    ],
    [
      'Action=GetCallerIdentity',
      'Could not find operation GetCallerIdentity for version NO_VERSION_SPECIFIED',
    ],
    ['Action=GetCallerIdentity&Version=', 'Could not find operation GetCallerIdentity for version '],
    [
      'Action=GetCallerIdentity&Version=2000-01-01&Version=2011-06-15',
      'Could not find operation GetCallerIdentity for version 2000-01-01',
    ],
    ['Action=&Version=2011-06-15', 'Could not find operation  for version 2011-06-15'],
  ])('%s is answered as live STS does', (form, outcome) => {
    const { operation, name, version } = findOperation(sts, testRequest(), bytes(form));
    expect(operation?.name ?? unknownOperation(sts, name, version).message).toBe(outcome);
  });

  test('parameters become members: lists by number, structures by name', () => {
    const form =
      'Action=CreateRole&RoleName=a%20b%2Bc&AssumeRolePolicyDocument=%7B%7D&Tags.member.2.Key=k2&Tags.member.2.Value=' +
      '&Tags.member.1.Key=k1&Tags.member.1.Value=v+1&MaxSessionDuration=3600&Unknown=1';
    const input = { AssumeRolePolicyDocument: '{}', MaxSessionDuration: 3600 };
    const Tags = [
      { Key: 'k1', Value: 'v 1' },
      { Key: 'k2', Value: '' },
    ];
    expect(decode(iam, form.replace('a%20b%2Bc', 'a'))).toEqual({ ...input, RoleName: 'a', Tags });
    expect(refusal(iam, form).message).toBe(
      'The specified value for roleName is invalid. It must contain only alphanumeric characters and/or the following: +=,.@_-',
    );
  });

  test("IAM's own sentences on names and paths come only when all else holds", () => {
    expect(refusal(iam, 'Action=CreateUser&UserName=u&Path=bad').message).toBe(
      'The specified value for path is invalid. It must begin and end with / and contain only alphanumeric characters and/or / characters.',
    );
    expect(refusal(iam, `Action=CreateUser&UserName=${'a'.repeat(65)}%23`).message).toBe(
      "1 validation error detected: Value at 'userName' failed to satisfy constraint: Member must have length less than or equal to 64",
    );
  });

  test('IAM lists all violations in one error and leaves the values out', () => {
    const error = refusal(
      iam,
      `Action=CreateRole&RoleName=${'a'.repeat(65)}&Tags.member.1.Key=%23&Tags.member.1.Value=v`,
    );
    expect(error.code).toBe('ValidationError');
    expect(error.status).toBe(400);
    expect(error.message).toBe(
      "3 validation errors detected: Value at 'roleName' failed to satisfy constraint: Member must have length less than or equal to 64; " +
        "Value null at 'assumeRolePolicyDocument' failed to satisfy constraint: Member must not be null; " +
        "Value at 'tags.1.member.key' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\p{L}\\p{Z}\\p{N}_.:/=+\\-@]+",
    );
  });

  test('IAM does not list what an enum allows', () => {
    expect(refusal(iam, 'Action=UpdateAccessKey&AccessKeyId=AKIAIOSFODNN7EXAMPLE&Status=On').message).toBe(
      "1 validation error detected: Value at 'status' failed to satisfy constraint: Member must satisfy enum value set",
    );
  });

  test('a list of scalars is refused as a whole', () => {
    expect(refusal(iam, `Action=UntagRole&RoleName=r&TagKeys.member.1=${'k'.repeat(129)}`).message).toContain(
      "Value at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length less than or equal to 128, ",
    );
  });

  test('STS shows the value', () => {
    const arn = encodeURIComponent('arn:aws:iam::123456789012:role/r');
    expect(refusal(sts, `Action=AssumeRole&RoleArn=${arn}&RoleSessionName=Session1:2`).message).toBe(
      "1 validation error detected: Value 'Session1:2' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*",
    );
    expect(
      refusal(sts, `Action=AssumeRole&RoleArn=${arn}&RoleSessionName=s1&DurationSeconds=1`).message,
    ).toBe(
      "1 validation error detected: Value '1' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    );
  });

  test('a secret is never repeated in an error', () => {
    const error = refusal(iam, `Action=CreateLoginProfile&UserName=u&Password=${'%00secret'.repeat(20)}`);
    expect(error.message).not.toContain('secret');
  });

  test.each([
    ['', 'MalformedInput', 'missing value for decimal type'],
    ['abc', 'MalformedInput', ''],
    ['900.0', 'MalformedInput', ''],
    ['2147483648', 'MalformedInput', ''],
    [
      '-1',
      'ValidationError',
      "1 validation error detected: Value '-1' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to 900",
    ],
    [
      '2147483647',
      'ValidationError',
      "1 validation error detected: Value '2147483647' at 'durationSeconds' failed to satisfy constraint: Member must have value less than or equal to 129600",
    ],
  ])('the duration `%s` is refused as live STS does', (duration, code, message) => {
    const error = refusal(sts, `Action=GetSessionToken&DurationSeconds=${duration}`);
    expect([error.code, error.status, error.message]).toEqual([code, 400, message]);
  });

  test.each(['+900', '0900', '900'])('the duration `%s` is taken as live STS does', (duration) => {
    expect(decode(sts, `Action=GetSessionToken&DurationSeconds=${encodeURIComponent(duration)}`)).toEqual({
      DurationSeconds: 900,
    });
  });

  test('live STS counts code points, composes nothing, and names the pattern before the length', () => {
    const pattern =
      'Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u007E\\u0085\\u00A0-\\uD7FF\\uE000-\\uFFFD\\u10000-\\u10FFFF]+';
    const tooLong = 'Member must have length less than or equal to 2048';
    const constraints = (arn: string): string[] => {
      const form = `Action=AssumeRole&RoleSessionName=name&RoleArn=${encodeURIComponent(arn)}`;
      return refusal(sts, form)
        .message.split('; ')
        .map((sentence) => sentence.slice(sentence.indexOf('constraint: ') + 12));
    };
    expect(constraints('')).toEqual([pattern, 'Member must have length greater than or equal to 20']);
    expect(constraints('é'.repeat(2_049))).toEqual([tooLong]);
    expect(constraints('e\u0301'.repeat(1_025))).toEqual([tooLong]);
    expect(constraints('😀'.repeat(2_048))).toEqual([pattern]);
    expect(constraints('😀'.repeat(2_049))).toEqual([pattern, tooLong]);
    const longest = `Action=AssumeRole&RoleSessionName=name&RoleArn=${encodeURIComponent('é'.repeat(2_048))}`;
    expect(decode(sts, longest)).toMatchObject({ RoleArn: 'é'.repeat(2_048) });
  });

  test('answers name the operation, its result and the request', () => {
    const { status, headers, body } = encodeOutput(
      sts.operations.get('GetCallerIdentity')!,
      { UserId: 'AIDA', Account: '000000000000', Arn: 'arn:aws:iam::000000000000:user/<&>' },
      { requestId: 'r-1', strict: true },
    );
    expect(status).toBe(200);
    expect(headers).toEqual({ 'Content-Type': 'text/xml', 'x-amzn-RequestId': 'r-1' });
    expect(body).toBe(
      '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
        '<UserId>AIDA</UserId><Account>000000000000</Account><Arn>arn:aws:iam::000000000000:user/&lt;&amp;&gt;</Arn>' +
        '</GetCallerIdentityResult><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></GetCallerIdentityResponse>',
    );
  });

  test('an operation without an answer has no result element', () => {
    const { body } = encodeOutput(iam.operations.get('DeleteRole')!, {}, { requestId: 'r-1', strict: true });
    expect(body).toBe(
      '<DeleteRoleResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><ResponseMetadata><RequestId>r-1</RequestId></ResponseMetadata></DeleteRoleResponse>',
    );
  });

  test('an empty list is an empty element, times have whole seconds', () => {
    const InstanceProfile = {
      Path: '/',
      InstanceProfileName: 'p',
      InstanceProfileId: 'AIPA',
      Arn: 'arn',
      CreateDate: new Date('2026-01-02T03:04:05.678Z'),
      Roles: [],
    };
    const { body } = encodeOutput(
      iam.operations.get('CreateInstanceProfile')!,
      { InstanceProfile },
      { requestId: 'r-1' },
    );
    expect(body).toContain('<CreateDate>2026-01-02T03:04:05Z</CreateDate><Roles/>');
  });

  test('errors name who is at fault', () => {
    const { status, body } = encodeError(iam, new AwsError('NoSuchEntity', 404, 'no <such> thing'), {
      requestId: 'r-1',
      method: 'POST',
    });
    expect(status).toBe(404);
    expect(body).toBe(
      '<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>NoSuchEntity</Code>' +
        '<Message>no &lt;such&gt; thing</Message></Error><RequestId>r-1</RequestId></ErrorResponse>',
    );
  });

  test('an unknown action is a fault before the service, in a namespace of its own', () => {
    const error = unknownOperation(iam, 'GetHat', '2010-05-08');
    expect(encodeError(iam, error, { requestId: 'r-1', method: 'POST' })).toMatchObject({
      status: 400,
      body:
        '<ErrorResponse xmlns="http://webservices.amazon.com/AWSFault/2005-15-09"><Error><Type>Sender</Type><Code>InvalidAction</Code>' +
        '<Message>Could not find operation GetHat for version 2010-05-08</Message></Error><RequestId>r-1</RequestId></ErrorResponse>',
    });
  });

  test('an error without words has no message element', () => {
    const error = new AwsError('MalformedInput', 400, '');
    expect(encodeError(sts, error, { requestId: 'r-1', method: 'POST' }).body).toContain(
      '<Error><Type>Sender</Type><Code>MalformedInput</Code></Error>',
    );
  });

  test('an error before any service is found is XML, or JSON for who names a target', () => {
    const error = new AwsError('NotImplemented', 501, 'no');
    const xml = encodeError(undefined, error, { requestId: 'r-1', method: 'POST', headers: {} });
    expect(xml.body).toBe(
      '<ErrorResponse><Error><Type>Receiver</Type><Code>NotImplemented</Code><Message>no</Message></Error><RequestId>r-1</RequestId></ErrorResponse>',
    );
    const headers = { 'x-amz-target': 'Hats.GetHat' };
    const json = encodeError(undefined, error, { requestId: 'r-1', method: 'POST', headers });
    expect(json.body).toBe('{"__type":"NotImplemented","message":"no"}');
  });
});
