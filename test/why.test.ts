import {
  CreateAccessKeyCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  PutUserPolicyCommand,
} from '@aws-sdk/client-iam';
import { EC2Client, RunInstancesCommand } from '@aws-sdk/client-ec2';
import { DecodeAuthorizationMessageCommand, STSClient } from '@aws-sdk/client-sts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { askServer } from '../src/cli/control-client.ts';
import type { ToldRequest } from '../src/kernel/told-request.ts';
import { ACCOUNT, startHouse, type Credentials, type TestHouse } from './house.ts';
import { documentOf } from './in-process-house.ts';
import { refusal } from './refusal.ts';
import { runUtsuwa } from './utsuwa-cli.ts';

/** `utsuwa why`: a pasted refusal is explained as the request itself would be. */

const ANN = `arn:aws:iam::${ACCOUNT}:user/ann`;
const REAL = '111122223333';

let house: TestHouse;
let ann: Credentials;
beforeAll(async () => {
  house = await startHouse();
  const iam = new IAMClient(house.client());
  await iam.send(new CreateUserCommand({ UserName: 'ann' }));
  const conditional = documentOf(
    { Effect: 'Allow', Action: 's3:*', Resource: '*' },
    {
      Sid: 'Home',
      Effect: 'Allow',
      Action: 'ec2:*',
      Resource: '*',
      Condition: { StringEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
    },
  );
  await iam.send(
    new PutUserPolicyCommand({ UserName: 'ann', PolicyName: 'own', PolicyDocument: conditional }),
  );
  const { AccessKey } = await iam.send(new CreateAccessKeyCommand({ UserName: 'ann' }));
  ann = { accessKeyId: AccessKey?.AccessKeyId ?? '', secretAccessKey: AccessKey?.SecretAccessKey ?? '' };
  const AssumeRolePolicyDocument = documentOf({
    Effect: 'Allow',
    Principal: { Service: 'lambda.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  await iam.send(new CreateRoleCommand({ RoleName: 'worker', AssumeRolePolicyDocument }));
  const PolicyDocument = documentOf({ Sid: 'Stop', Effect: 'Deny', Action: 'sqs:*', Resource: '*' });
  await iam.send(new PutRolePolicyCommand({ RoleName: 'worker', PolicyName: 'own', PolicyDocument }));
});
afterAll(() => house.close());

const why = async (text: string) =>
  (await askServer(house.port, 'POST', 'why', { text })) as unknown as ToldRequest;

async function refusedLaunch(): Promise<string> {
  const ec2 = new EC2Client(house.client(ann));
  const launch = { ImageId: 'ami-0abcdef1234567890', MinCount: 1, MaxCount: 1 };
  return (await refusal(ec2.send(new RunInstancesCommand(launch))))?.message ?? '';
}

test('a denial with an authorization id is the very request', async () => {
  const refused = await refusal(
    new IAMClient(house.client(ann)).send(new GetRoleCommand({ RoleName: 'worker' })),
  );
  const told = await why(`An error occurred (AccessDenied): ${refused?.message}`);
  expect(told).toMatchObject({ caller: ANN, operation: 'GetRole', notes: [] });
});

describe('a request made out of a text', () => {
  test('an encoded message, and what STS decodes it to, with the condition keys that it tells', async () => {
    const message = await refusedLaunch();
    const EncodedMessage = message.split('Encoded authorization failure message: ')[1] ?? '';
    const sts = new STSClient(house.client());
    const decoded = await sts.send(new DecodeAuthorizationMessageCommand({ EncodedMessage }));
    const pastes = [message, EncodedMessage, decoded.DecodedMessage ?? '', JSON.stringify(decoded)];
    for (const paste of pastes) {
      const told = await why(paste);
      expect(told.caller).toBe(ANN);
      expect(told.notes).toHaveLength(1);
      expect(told.evaluations).toMatchObject([
        {
          action: 'ec2:RunInstances',
          decision: 'implicit-deny',
          context: { 'aws:RequestedRegion': 'us-east-1' },
          policies: [{ statements: [{ failedAt: 'Action' }, { sid: 'Home', failedAt: 'Condition' }] }],
        },
      ]);
    }
  });

  test('real AWS’s text, over lines, of another account, whose role was made here', async () => {
    const told = await why(
      `An error occurred (AccessDenied) when calling the SendMessage operation:\n  User: arn:aws:sts::${REAL}:assumed-role/worker/i-0123 is not authorized\n  to perform: sqs:sendmessage on resource: arn:aws:sqs:us-east-1:${ACCOUNT}:q with an explicit deny in an identity-based policy`,
    );
    expect(told).toMatchObject({
      caller: `arn:aws:sts::${ACCOUNT}:assumed-role/worker/i-0123`,
      notes: expect.arrayContaining([
        expect.objectContaining({
          text: `the text is of account ${REAL}, which is not here: it was read as of account ${ACCOUNT}`,
        }),
      ]) as unknown[],
      evaluations: [
        { decision: 'explicit-deny', policies: [{ statements: [{ sid: 'Stop', decided: true }] }] },
      ],
    });
  });

  test('a trust policy has its say', async () => {
    const role = `arn:aws:iam::${ACCOUNT}:role/worker`;
    const told = await why(`User: ${ANN} is not authorized to perform: sts:AssumeRole on resource: ${role}`);
    expect(told.evaluations[0]).toMatchObject({ decision: 'implicit-deny', decidedBy: 'role trust policy' });
    expect(told.evaluations[0]?.edits).toHaveLength(1);
  });

  test('the JSON of GetRequestAuthorizationDetails', async () => {
    const details = {
      requestContext: { 'aws:PrincipalArn': ANN, 'aws:RequestedRegion': 'eu-west-1' },
      evaluations: [
        { action: 'ec2:DescribeInstances', resource: '', evaluatedEffect: 'ALLOW' },
        { action: 'sns:Publish', resource: '', context: {}, evaluatedEffect: 'IMPLICIT_DENY' },
      ],
    };
    const told = await why(JSON.stringify(details));
    expect(told.evaluations).toMatchObject([
      { action: 'sns:Publish', resource: '*', context: { 'aws:RequestedRegion': 'eu-west-1' } },
    ]);
  });

  test('IAM’s short names of resources', async () => {
    const told = await why(
      `User: ${ANN} is not authorized to perform: iam:GetRole on resource: role worker because …`,
    );
    expect(told.evaluations[0]?.resource).toBe(`arn:aws:iam::${ACCOUNT}:role/worker`);
  });
});

test.each([
  ['', 'this is no text of a refusal'],
  ['{"context":{"principal":null}}', 'this is no text of a refusal'],
  ['{"evaluations":[null,7],"requestContext":{}}', 'this is no text of a refusal'],
  ['A'.repeat(5000), 'can be opened only by the server that made it'],
  [
    `User: arn:aws:iam::${REAL}:user/nobody is not authorized to perform: s3:GetObject`,
    'nobody here is named as',
  ],
])('%s: %s', async (text, message) => {
  await expect(why(text)).rejects.toThrow(message);
});

test('an action that AWS has not is said to be none', async () => {
  const told = await why(`User: ${ANN} is not authorized to perform: s3:GetObjekt on resource: *`);
  expect(told.notes.map(({ text }) => text)).toContain("AWS's tables have no action s3:GetObjekt");
});

test('`utsuwa why` prints it', async () => {
  const text = `User: ${ANN} is not authorized to perform: sns:Publish on resource: arn:aws:sns:us-east-1:${ACCOUNT}:t`;
  const { stdout, code } = await runUtsuwa(['why', '--port', String(house.port), text]);
  expect(code).toBe(0);
  expect(stdout).toContain('refused: no identity-based policy allows sns:Publish');
  expect(stdout).toContain('decided anew by the policies that stand here now');
  expect(stdout).toContain('put-user-policy --user-name ann');
});
