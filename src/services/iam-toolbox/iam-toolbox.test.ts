import {
  CreateAccessKeyCommand,
  CreateUserCommand,
  DeleteUserPolicyCommand,
  GetUserCommand,
  IAMClient,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import {
  CreateAccountCommand,
  CreateOrganizationCommand,
  DescribeCreateAccountStatusCommand,
  OrganizationsClient,
} from '@aws-sdk/client-organizations';
import { AssumeRoleCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from '../../../test/house.ts';
import { documentOf } from '../../../test/in-process-house.ts';
import { refusal } from '../../../test/refusal.ts';
import { askServer } from '../../cli/control-client.ts';
import { signRequest } from '../../credentials/sign-request.ts';

const ANN = `arn:aws:iam::${ACCOUNT}:user/ann`;
const POLICY = documentOf(
  { Sid: 'All', Effect: 'Allow', Action: 'iam:*', Resource: '*' },
  { Sid: 'NotHer', Effect: 'Deny', Action: 'iam:GetUser', Resource: ANN },
);

let house: TestHouse;
let iam: IAMClient;
let ann: Credentials;
let id: string;
beforeAll(async () => {
  house = await startHouse();
  iam = new IAMClient(house.client());
  await iam.send(new CreateUserCommand({ UserName: 'ann', Tags: [{ Key: 'team', Value: 'blue' }] }));
  await iam.send(new PutUserPolicyCommand({ UserName: 'ann', PolicyName: 'own', PolicyDocument: POLICY }));
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }));
  ann = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
  const refused = await refusal(
    new IAMClient(house.client(ann)).send(new GetUserCommand({ UserName: 'ann' })),
  );
  id = /authorization id: ([\da-z]+)$/.exec(refused?.message ?? '')?.[1] ?? '';
});
afterAll(() => house.close());

interface Answer {
  readonly status: number;
  readonly type: string | null;
  readonly body: Record<string, unknown> & { readonly policies?: { readonly uri: string }[] };
}

/** Asks as the AWS SDKs do, whose client for this service is not among those we test with. */
async function ask(path: string, query = '', credentials: Credentials = house.admin): Promise<Answer> {
  const headers = signRequest({
    ...{ method: 'GET', path, query, headers: { host: `127.0.0.1:${house.port}` } },
    ...{ ...credentials, region: 'us-east-1', service: 'iam', now: Date.now() },
  });
  const response = await fetch(`${house.endpoint}${path}${query === '' ? '' : `?${query}`}`, { headers });
  const body = (await response.json()) as Answer['body'];
  return { status: response.status, type: response.headers.get('x-amzn-errortype'), body };
}

const details = (of = id) => `/authorization-details/${of}`;

test('a refused request is told with its context, its evaluations and the policies', async () => {
  const { status, body } = await ask(details());
  expect(status).toBe(200);
  expect(body).toEqual({
    requestContext: expect.objectContaining({
      'aws:PrincipalArn': ANN,
      'aws:PrincipalTag/team': 'blue',
      'aws:RequestedRegion': 'us-east-1',
      'aws:SourceIp': '127.0.0.1',
      'aws:username': 'ann',
    }) as object,
    evaluations: [
      {
        action: 'iam:GetUser',
        resource: ANN,
        context: { 'aws:ResourceTag/team': 'blue', 'iam:ResourceTag/team': 'blue' },
        evaluatedEffect: 'EXPLICIT_DENY',
        matchedPolicies: [
          {
            uri: body.policies?.[0]?.uri,
            matchedStatements: [
              { sid: 'All', evaluatedEffect: 'ALLOW' },
              { sid: 'NotHer', evaluatedEffect: 'DENY' },
            ],
          },
        ],
      },
    ],
    policies: [
      {
        type: 'IDENTITY_BASED_POLICY',
        inline: true,
        uri: expect.stringMatching(/^[\da-f]{32}$/) as string,
        attachedTo: [{ arn: ANN }],
      },
    ],
  });
});

test('the policy is told as it was, though it is gone (the member’s name is a guess)', async () => {
  await iam.send(new DeleteUserPolicyCommand({ UserName: 'ann', PolicyName: 'own' }));
  const uri = (await ask(details())).body.policies?.[0]?.uri ?? '';
  expect(await ask(`${details()}/policy`, `policyUri=${uri}`)).toMatchObject({
    status: 200,
    body: { policy: JSON.parse(POLICY) as object },
  });
  expect(await ask(`${details()}/policy`, 'policyUri=another')).toMatchObject({
    status: 404,
    type: 'ResourceNotFoundException',
  });
});

test('an unknown id, a wrong one, a wrong token', async () => {
  expect(await ask(details('0123abc'))).toMatchObject({ status: 404, type: 'ResourceNotFoundException' });
  expect(await ask(details('ABC'))).toMatchObject({ status: 400, type: 'ValidationException' });
  expect(await ask(details(), 'nextToken=no')).toMatchObject({ status: 400, type: 'ValidationException' });
});

test('it needs the permission, which is IAM’s', async () => {
  const refused = await ask(details(), '', ann);
  expect(refused).toMatchObject({ status: 403, type: 'AccessDeniedException' });
  expect(refused.body['message']).toContain(
    'is not authorized to perform: iam:GetRequestAuthorizationDetails on resource: * because no identity-based policy',
  );
});

test('another account is told nothing', async () => {
  const { accountId } = await askServer(house.port, 'POST', 'accounts', { name: 'stranger' });
  const stranger = await askServer(house.port, 'POST', 'credentials', { account: accountId, root: true });
  const credentials: Credentials = {
    accessKeyId: String(stranger['accessKeyId']),
    secretAccessKey: String(stranger['secretAccessKey']),
  };
  expect(await ask(details(), '', credentials)).toMatchObject({ status: 404 });
});

test('another account of the same organization is told', async () => {
  const organizations = new OrganizationsClient(house.client());
  await organizations.send(new CreateOrganizationCommand({ FeatureSet: 'ALL' }));
  const created = await organizations.send(
    new CreateAccountCommand({ AccountName: 'other', Email: 'other@example.com' }),
  );
  const { CreateAccountStatus } = await organizations.send(
    new DescribeCreateAccountStatusCommand({ CreateAccountRequestId: created.CreateAccountStatus?.Id }),
  );
  const member = CreateAccountStatus?.AccountId ?? '';
  const { Credentials: session } = await new STSClient(house.client()).send(
    new AssumeRoleCommand({
      RoleArn: `arn:aws:iam::${member}:role/OrganizationAccountAccessRole`,
      RoleSessionName: 'reader',
    }),
  );
  const reader: Credentials = {
    accessKeyId: session?.AccessKeyId ?? '',
    secretAccessKey: session?.SecretAccessKey ?? '',
    sessionToken: session?.SessionToken ?? '',
  };
  expect((await ask(details(), '', reader)).status).toBe(200);
});
