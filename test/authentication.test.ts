import { EC2Client, DescribeVpcsCommand } from '@aws-sdk/client-ec2';
import { IAMClient, ListRolesCommand } from '@aws-sdk/client-iam';
import {
  ResourceGroupsTaggingAPIClient,
  GetResourcesCommand,
} from '@aws-sdk/client-resource-groups-tagging-api';
import { GetObjectCommand, ListBucketsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { getSignedUrl } from '@aws-sdk/s3-request-presigner';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signRequest } from '../src/credentials/sign-request.ts';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { rawExchange, rawRequest } from './raw-http.ts';

let house: TestHouse;

beforeAll(async () => {
  house = await startHouse();
});

afterAll(() => house.close());

interface Refusal {
  readonly name: string;
  readonly message: string;
  readonly status: number | undefined;
}

async function refusal(call: Promise<unknown>): Promise<Refusal> {
  try {
    await call;
  } catch (error) {
    const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } };
    return { name, message, status: $metadata?.httpStatusCode };
  }
  throw new Error('the call was answered');
}

/** One call of each style, with these credentials or a client whose clock is off. */
function calls(credentials: Credentials, clockOffsetMs = 0) {
  const config = { ...house.client(credentials), systemClockOffset: clockOffsetMs };
  return {
    sts: () => refusal(new STSClient(config).send(new GetCallerIdentityCommand({}))),
    iam: () => refusal(new IAMClient(config).send(new ListRolesCommand({}))),
    ec2: () => refusal(new EC2Client(config).send(new DescribeVpcsCommand({}))),
    s3: () => refusal(new S3Client({ ...config, forcePathStyle: true }).send(new ListBucketsCommand({}))),
    json: () => refusal(new ResourceGroupsTaggingAPIClient(config).send(new GetResourcesCommand({}))),
  };
}

describe('an unknown access key', () => {
  test('is refused in each service’s words', async () => {
    const { sts, iam, ec2, s3, json } = calls({
      accessKeyId: 'AKIAIOSFODNN7EXAMPLE',
      secretAccessKey: 'wrong',
    });
    const unknown = {
      name: 'InvalidClientTokenId',
      message: 'The security token included in the request is invalid.',
      status: 403,
    };
    expect(await sts()).toEqual(unknown);
    expect(await iam()).toEqual(unknown);
    expect(await ec2()).toEqual({
      name: 'AuthFailure',
      message: 'AWS was not able to validate the provided access credentials',
      status: 401,
    });
    expect(await s3()).toEqual({
      name: 'InvalidAccessKeyId',
      message: 'The AWS Access Key Id you provided does not exist in our records.',
      status: 403,
    });
    expect(await json()).toMatchObject({ name: 'UnrecognizedClientException', status: 400 });
  });
});

describe('a wrong signature', () => {
  test('is refused in each service’s words', async () => {
    const { sts, ec2, s3, json } = calls({ ...house.admin, secretAccessKey: 'not-the-secret' });
    expect(await sts()).toMatchObject({ name: 'SignatureDoesNotMatch', status: 403 });
    expect(await ec2()).toMatchObject({ name: 'AuthFailure', status: 401 });
    expect(await s3()).toEqual({
      name: 'SignatureDoesNotMatch',
      message:
        'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
      status: 403,
    });
    expect(await json()).toMatchObject({ name: 'InvalidSignatureException', status: 400 });
  });

  test('S3 quotes what it calculated, and no secret', async () => {
    const headers = signRequest({
      method: 'GET',
      path: '/',
      headers: { host: '127.0.0.1' },
      accessKeyId: house.admin.accessKeyId,
      secretAccessKey: 'not-the-secret',
      region: 'us-east-1',
      service: 's3',
      now: Date.now(),
    });
    const { host, ...rest } = headers;
    const { text } = await rawExchange(house.port, [rawRequest('GET', '/', { Host: host ?? '', ...rest })]);
    for (const member of ['AWSAccessKeyId', 'StringToSign', 'SignatureProvided', 'CanonicalRequest']) {
      expect(text).toContain(`<${member}>`);
    }
    expect(text).not.toContain(house.admin.secretAccessKey);
  });
});

describe('a clock that is off by more than 15 minutes', () => {
  test.each([-16, 16])('by %i minutes is refused in each service’s words', async (minutes) => {
    const { sts, ec2, s3, json } = calls(house.admin, minutes * 60_000);
    const late =
      minutes < 0 ? /^Signature expired: \d{8}T\d{6}Z is now earlier than/ : /^Signature not yet current/;
    const fromSts = await sts();
    expect(fromSts).toMatchObject({ name: 'SignatureDoesNotMatch', status: 403 });
    expect(fromSts.message).toMatch(late);
    expect(await ec2()).toMatchObject({ name: 'RequestExpired', status: 400 });
    expect(await s3()).toEqual({
      name: 'RequestTimeTooSkewed',
      message: 'The difference between the request time and the current time is too large.',
      status: 403,
    });
    expect(await json()).toMatchObject({ name: 'InvalidSignatureException', status: 400 });
  });

  test('by 14 minutes it is not', async () => {
    const config = { ...house.client(), systemClockOffset: -14 * 60_000 };
    const answer = await new STSClient(config).send(new GetCallerIdentityCommand({}));
    expect(answer.Account).toBe(ACCOUNT);
  });
});

describe('an unsigned request', () => {
  test('to a query service is a missing authentication token', async () => {
    const body = 'Action=GetCallerIdentity&Version=2011-06-15';
    const form = { 'Content-Type': 'application/x-www-form-urlencoded', Host: 'sts.localhost' };
    const { status, text } = await rawExchange(house.port, [rawRequest('POST', '/', form, body)]);
    expect(status).toBe(403);
    expect(text).toContain('<Code>MissingAuthenticationToken</Code>');
    expect(text).toContain('<Message>Request is missing Authentication Token</Message>');
  });

  test('to S3 is anonymous, and denied without a reason', async () => {
    const { status, text } = await rawExchange(house.port, [
      rawRequest('GET', '/', { Host: 's3.localhost' }),
    ]);
    expect(status).toBe(403);
    expect(text).toContain('<Code>AccessDenied</Code><Message>Access Denied</Message>');
  });
});

describe('temporary credentials', () => {
  test('that someone made up, or mixed from two sessions, are unknown', async () => {
    const trust = {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Principal: { AWS: ACCOUNT }, Action: 'sts:AssumeRole' }],
    };
    await house.awsJson([
      ...[
        'iam',
        'create-role',
        '--role-name',
        'visited',
        '--assume-role-policy-document',
        JSON.stringify(trust),
      ],
    ]);
    const sts = new STSClient(house.client());
    const assume = async (): Promise<Credentials> => {
      const { Credentials: made } = await sts.send(
        new AssumeRoleCommand({ RoleArn: `arn:aws:iam::${ACCOUNT}:role/visited`, RoleSessionName: 'visit' }),
      );
      return {
        accessKeyId: made?.AccessKeyId ?? '',
        secretAccessKey: made?.SecretAccessKey ?? '',
        sessionToken: made?.SessionToken ?? '',
      };
    };
    const [one, two] = [await assume(), await assume()];
    const mixed = calls({ ...one, sessionToken: two.sessionToken ?? '' });
    expect(await mixed.sts()).toMatchObject({ name: 'InvalidClientTokenId', status: 403 });
    expect(await mixed.s3()).toMatchObject({ name: 'InvalidToken', status: 400 });
    const forged = calls({ ...one, sessionToken: 'Zm9yZ2Vk' });
    expect(await forged.iam()).toMatchObject({ name: 'InvalidClientTokenId' });
    expect(await forged.ec2()).toMatchObject({ name: 'AuthFailure' });
    const { sessionToken: _, ...withoutToken } = one;
    expect(await calls(withoutToken).sts()).toMatchObject({ name: 'InvalidClientTokenId' });
  });
});

describe('presigned URLs', () => {
  let s3: S3Client;

  beforeAll(async () => {
    s3 = new S3Client({ ...house.client(), forcePathStyle: true });
    await house.awsJson(['s3api', 'create-bucket', '--bucket', 'presigned']);
    await s3.send(new PutObjectCommand({ Bucket: 'presigned', Key: 'k', Body: 'content' }));
  });

  const get = () => new GetObjectCommand({ Bucket: 'presigned', Key: 'k' });

  test('hold for whom they were made', async () => {
    const response = await fetch(await getSignedUrl(s3, get()));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('content');
  });

  test('end: AccessDenied, Request has expired', async () => {
    const url = await getSignedUrl(s3, get(), { expiresIn: 60, signingDate: new Date(Date.now() - 120_000) });
    const response = await fetch(url);
    const text = await response.text();
    expect(response.status).toBe(403);
    expect(text).toContain('<Code>AccessDenied</Code><Message>Request has expired</Message>');
    expect(text).toContain('<X-Amz-Expires>60</X-Amz-Expires>');
    expect(text).toMatch(/<Expires>[^<]+<\/Expires><ServerTime>/);
  });

  test('changed in one letter do not hold', async () => {
    const response = await fetch((await getSignedUrl(s3, get())).replace('/presigned/k', '/presigned/l'));
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('<Code>SignatureDoesNotMatch</Code>');
  });

  test('without all of their parameters are an AuthorizationQueryParametersError', async () => {
    const url = new URL(await getSignedUrl(s3, get()));
    url.searchParams.delete('X-Amz-Date');
    const response = await fetch(url);
    expect(response.status).toBe(400);
    expect(await response.text()).toContain(
      '<Code>AuthorizationQueryParametersError</Code><Message>Query-string authentication version 4 requires the X-Amz-Algorithm, X-Amz-Credential, X-Amz-Signature, X-Amz-Date, X-Amz-SignedHeaders, and X-Amz-Expires parameters.</Message>',
    );
  });

  test('by the AWS CLI hold too', async () => {
    const { stdout } = await house.aws(['s3', 'presign', 's3://presigned/k']);
    const response = await fetch(stdout.trim());
    expect(await response.text()).toBe('content');
  });

  describe('of Signature Version 2', () => {
    const presign = async (...args: string[]): Promise<URL> =>
      new URL((await house.aws(['s3', 'presign', 's3://presigned/k', ...args])).stdout.trim());

    test('end too: by the second that they say, not after so many seconds', async () => {
      const response = await fetch(await presign('--expires-in', '-60'));
      const text = await response.text();
      expect(response.status).toBe(403);
      expect(text).toMatch(
        /<Code>AccessDenied<\/Code><Message>Request has expired<\/Message><Expires>[^<]+<\/Expires><ServerTime>/,
      );
    });

    test('with an Expires that is no number are refused and told so', async () => {
      const url = await presign();
      url.searchParams.set('Expires', 'tomorrow');
      const response = await fetch(url);
      expect(response.status).toBe(403);
      expect(await response.text()).toContain(
        '<Code>AccessDenied</Code><Message>Invalid date (should be seconds since epoch): tomorrow</Message>',
      );
    });

    test('changed do not hold, and no canonical request is quoted, for there is none', async () => {
      const url = await presign();
      url.pathname = '/presigned/l';
      const response = await fetch(url);
      const text = await response.text();
      expect(response.status).toBe(403);
      expect(text).toContain('<Code>SignatureDoesNotMatch</Code>');
      expect(text).toMatch(/<StringToSign>GET\n\n\n\d+\n\/presigned\/l<\/StringToSign>/);
      expect(text).not.toContain('CanonicalRequest');
    });
  });
});

test('GetCallerIdentity is answered in JSON for who accepts that, refusals too, as verifiers of identities read them', async () => {
  const { host } = new URL(house.endpoint);
  const query = 'Action=GetCallerIdentity&Version=2011-06-15';
  const told = async (credentials: Credentials) => {
    const headers = signRequest({
      ...{ method: 'GET', path: '/', query, headers: { host, accept: 'application/json' } },
      ...{ ...credentials, region: 'us-east-1', service: 'sts', now: Date.now() },
    });
    const answer = await fetch(`${house.endpoint}/?${query}`, { headers });
    expect(answer.headers.get('content-type')).toBe('application/json');
    return answer.json();
  };
  expect(await told(house.admin)).toEqual({
    GetCallerIdentityResponse: {
      GetCallerIdentityResult: {
        UserId: expect.stringMatching(/^AIDA/),
        Account: ACCOUNT,
        Arn: `arn:aws:iam::${ACCOUNT}:user/admin`,
      },
      ResponseMetadata: { RequestId: expect.any(String) },
    },
  });
  expect(await told({ ...house.admin, accessKeyId: 'AKIAIOSFODNN7EXAMPLE' })).toEqual({
    Error: {
      Code: 'InvalidClientTokenId',
      Message: 'The security token included in the request is invalid.',
      Type: 'Sender',
    },
    RequestId: expect.any(String),
  });
});
