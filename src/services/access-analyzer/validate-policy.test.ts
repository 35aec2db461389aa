import {
  AccessAnalyzerClient,
  ListAnalyzersCommand,
  ValidatePolicyCommand,
  type ValidatePolicyCommandInput,
} from '@aws-sdk/client-accessanalyzer';
import {
  CreateUserCommand,
  CreateAccessKeyCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from '../../../test/house.ts';

let house: TestHouse;
let analyzer: AccessAnalyzerClient;
beforeAll(async () => {
  house = await startHouse();
  analyzer = new AccessAnalyzerClient(house.client());
});
afterAll(() => house.close());

function validate(policyDocument: string, over: Partial<ValidatePolicyCommandInput> = {}) {
  return analyzer.send(new ValidatePolicyCommand({ policyDocument, policyType: 'IDENTITY_POLICY', ...over }));
}

/** As AWS answered a bucket policy that was indented by four. */
const RECORDED = `{
    "Version": "2012-10-17",
    "Statement": {
        "Sid": "ListBucket",
        "Effect": "Allow",
        "Principal": {
            "AWS": "*"
        },
        "Action": "s3:ListBuckets",
        "Resource": "*"
    }
}`;

describe('ValidatePolicy', () => {
  test('answers findings with path and span: lines from 1, columns and offsets from 0, quotes included', async () => {
    const { findings, nextToken } = await validate(RECORDED, {
      policyType: 'RESOURCE_POLICY',
      validatePolicyResourceType: 'AWS::S3::Bucket',
    });
    const offset = RECORDED.indexOf('"s3:ListBuckets"');
    expect(findings?.find(({ issueCode }) => issueCode === 'INVALID_ACTION')).toEqual({
      findingType: 'ERROR',
      issueCode: 'INVALID_ACTION',
      findingDetails: expect.stringMatching(/^The action s3:ListBuckets does not exist\./),
      learnMoreLink: expect.stringMatching(/#access-analyzer-reference-policy-checks-error-invalid-action$/),
      locations: [
        {
          path: [{ value: 'Statement' }, { value: 'Action' }],
          span: {
            start: { line: 9, column: 18, offset },
            end: { line: 9, column: 34, offset: offset + 16 },
          },
        },
      ],
    });
    expect(findings?.map(({ issueCode }) => issueCode)).toContain('UNSUPPORTED_RESOURCE_ARN_IN_POLICY');
    expect(nextToken).toBeUndefined();
  });

  test('answers nothing to a good policy', async () => {
    const good = JSON.stringify({
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::bucket/*' }],
    });
    expect((await validate(good)).findings).toEqual([]);
  });

  test('answers in pages, errors first', async () => {
    const Action = Array.from({ length: 250 }, (_, at) => `s3:Nonsense${at}`);
    const document = JSON.stringify({ Statement: [{ Effect: 'Allow', Action, Resource: '*' }] });
    const codes: (string | undefined)[] = [];
    let nextToken: string | undefined;
    let pages = 0;
    do {
      const page = await validate(document, { nextToken, maxResults: 90 });
      expect(page.findings?.length).toBeLessThanOrEqual(90);
      codes.push(...(page.findings ?? []).map(({ issueCode }) => issueCode));
      nextToken = page.nextToken;
      pages += 1;
    } while (nextToken !== undefined);
    expect(pages).toBe(3);
    expect(codes.slice(0, 250).every((code) => code === 'INVALID_ACTION')).toBe(true);
    expect(codes.slice(250)).toEqual(['MISSING_VERSION']);
  });

  test('speaks English whatever the locale (guess: AWS’s translations are not published)', async () => {
    const { findings } = await validate('{}', { locale: 'DE' });
    expect(findings?.[0]?.findingDetails).toBe('Add a statement to the policy');
  });

  test.each<readonly [string, string, Partial<ValidatePolicyCommandInput>]>([
    ['a token of nobody’s', '{}', { nextToken: 'x' }],
    ['pages of nothing', '{}', { maxResults: 0 }],
    ['another type of policy', '{}', { policyType: 'HOUSE_RULES' as never }],
    ['another type of resource', '{}', { validatePolicyResourceType: 'AWS::Moon' as never }],
    ['a document longer than any policy', ' '.repeat(70_000), {}],
  ])('refuses %s', async (_name, document, over) => {
    await expect(validate(document, over)).rejects.toMatchObject({
      name: 'ValidationException',
      $metadata: { httpStatusCode: 400 },
    });
  });

  test('is refused to whoever may not, and allowed to whoever may', async () => {
    const iam = new IAMClient(house.client());
    await iam.send(new CreateUserCommand({ UserName: 'reader' }));
    const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'reader' }));
    const credentials: Credentials = {
      accessKeyId: AccessKey?.AccessKeyId ?? '',
      secretAccessKey: AccessKey?.SecretAccessKey ?? '',
    };
    const asReader = () =>
      new AccessAnalyzerClient(house.client(credentials)).send(
        new ValidatePolicyCommand({ policyDocument: '{}', policyType: 'IDENTITY_POLICY' }),
      );
    await expect(asReader()).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        `User: arn:aws:iam::${ACCOUNT}:user/reader is not authorized to perform: access-analyzer:ValidatePolicy`,
      ),
      $metadata: { httpStatusCode: 403 },
    });
    await iam.send(
      new PutUserPolicyCommand({
        UserName: 'reader',
        PolicyName: 'validate',
        PolicyDocument: JSON.stringify({
          Version: '2012-10-17',
          Statement: { Effect: 'Allow', Action: 'access-analyzer:ValidatePolicy', Resource: '*' },
        }),
      }),
    );
    await expect(asReader()).resolves.toHaveProperty('findings');
  });

  test('other operations of Access Analyzer name themselves as not served', async () => {
    await expect(analyzer.send(new ListAnalyzersCommand({}))).rejects.toMatchObject({
      name: 'NotImplemented',
      $metadata: { httpStatusCode: 501 },
    });
  });
});
