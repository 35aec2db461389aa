import {
  AddUserToGroupCommand,
  AttachUserPolicyCommand,
  CreateGroupCommand,
  CreateRoleCommand,
  CreateUserCommand,
  GetContextKeysForCustomPolicyCommand,
  GetContextKeysForPrincipalPolicyCommand,
  IAMClient,
  PutGroupPolicyCommand,
  PutRolePolicyCommand,
  PutUserPermissionsBoundaryCommand,
  PutUserPolicyCommand,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
  type SimulateCustomPolicyCommandInput,
  type SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from '../../../../test/house.ts';
import { allow, documentOf } from '../../../../test/in-process-house.ts';
import { refusal } from '../../../../test/refusal.ts';

const BOB = `arn:aws:iam::${ACCOUNT}:user/Bob`;
const ROLE = `arn:aws:iam::${ACCOUNT}:role/Worker`;
const OTHER_ACCOUNT = '111122223333';
const GET = 's3:GetObject';
const KEY = 'arn:aws:s3:::bucket/key';
const DENY_KEY = documentOf({ Effect: 'Deny', Action: GET, Resource: KEY });

let house: TestHouse;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  iam = new IAMClient(house.client());
  const policy = (PolicyDocument: string) => ({ PolicyName: 'inline', PolicyDocument });
  await iam.send(new CreateUserCommand({ UserName: 'Bob' }));
  await iam.send(new PutUserPolicyCommand({ UserName: 'Bob', ...policy(allow(GET)) }));
  await iam.send(
    new AttachUserPolicyCommand({
      UserName: 'Bob',
      PolicyArn: 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess',
    }),
  );
  await iam.send(new CreateGroupCommand({ GroupName: 'Crew' }));
  await iam.send(new PutGroupPolicyCommand({ GroupName: 'Crew', ...policy(allow('sqs:SendMessage')) }));
  await iam.send(new AddUserToGroupCommand({ GroupName: 'Crew', UserName: 'Bob' }));
  const AssumeRolePolicyDocument = documentOf({
    Effect: 'Allow',
    Principal: { Service: 'ec2.amazonaws.com' },
    Action: 'sts:AssumeRole',
  });
  await iam.send(new CreateRoleCommand({ RoleName: 'Worker', AssumeRolePolicyDocument }));
  await iam.send(new PutRolePolicyCommand({ RoleName: 'Worker', ...policy(allow('sns:Publish')) }));
});
afterAll(() => house.close());

type Custom = Partial<SimulateCustomPolicyCommandInput>;
type OfPrincipal = Partial<SimulatePrincipalPolicyCommandInput>;

const custom = (PolicyInputList: string[], input: Custom = {}) =>
  iam.send(new SimulateCustomPolicyCommand({ PolicyInputList, ActionNames: [GET], ...input }));
const ofPrincipal = (PolicySourceArn: string, input: OfPrincipal = {}) =>
  iam.send(new SimulatePrincipalPolicyCommand({ PolicySourceArn, ActionNames: [GET], ...input }));
const first = async (answer: ReturnType<typeof custom>) => (await answer).EvaluationResults?.[0];

describe('SimulateCustomPolicy', () => {
  test('tells an allowed action and the statement that allows, where it stands', async () => {
    expect((await custom([allow(GET)])).EvaluationResults).toEqual([
      {
        EvalActionName: GET,
        EvalResourceName: '*',
        EvalDecision: 'allowed',
        MatchedStatements: [
          {
            SourcePolicyId: 'PolicyInputList.1',
            SourcePolicyType: 'IAM Policy',
            StartPosition: { Line: 1, Column: 38 },
            EndPosition: { Line: 1, Column: 95 },
          },
        ],
        MissingContextValues: [],
      },
    ]);
  });

  test('counts a statement from behind the one before, in a document of several lines', async () => {
    const document = JSON.stringify(
      {
        Version: '2012-10-17',
        Statement: [
          { Effect: 'Allow', Action: 'sqs:*', Resource: '*' },
          { Effect: 'Allow', Action: GET, Resource: '*' },
        ],
      },
      null,
      2,
    );
    const spans = async (action: string) =>
      (await first(custom([document], { ActionNames: [action] })))?.MatchedStatements?.map(
        ({ StartPosition: start, EndPosition: end }) => [start?.Line, start?.Column, end?.Line, end?.Column],
      );
    expect(await spans('sqs:SendMessage')).toEqual([[3, 17, 8, 6]]);
    expect(await spans(GET)).toEqual([[8, 6, 13, 6]]);
  });

  test('an explicit deny is all that is told; an implicit one matches nothing', async () => {
    const denied = await first(custom([allow('*'), DENY_KEY], { ResourceArns: [KEY] }));
    expect(denied).toMatchObject({
      EvalDecision: 'explicitDeny',
      MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.2' }],
    });
    expect(denied?.MatchedStatements).toHaveLength(1);
    expect(await first(custom([allow('sqs:*')]))).toMatchObject({
      EvalDecision: 'implicitDeny',
      MatchedStatements: [],
    });
  });

  test('one result an action, the most restrictive over its resources, each with its own', async () => {
    const ResourceArns = [KEY, 'arn:aws:s3:::bucket/other'];
    const answer = await custom([allow('s3:*'), DENY_KEY], {
      ResourceArns,
      ActionNames: [GET, 's3:PutObject'],
    });
    expect(answer.EvaluationResults).toMatchObject([
      {
        EvalActionName: GET,
        EvalResourceName: KEY,
        EvalDecision: 'explicitDeny',
        ResourceSpecificResults: [
          { EvalResourceName: KEY, EvalResourceDecision: 'explicitDeny' },
          { EvalResourceName: ResourceArns[1], EvalResourceDecision: 'allowed' },
        ],
      },
      { EvalActionName: 's3:PutObject', EvalDecision: 'allowed' },
    ]);
  });

  test('names the condition keys that are missing as the policy writes them: with `*` at the top, else by resource', async () => {
    const conditional = documentOf({
      Effect: 'Allow',
      Action: GET,
      Resource: 'arn:aws:s3:::${aws:PrincipalTag/Team}/*',
      Condition: { IpAddress: { 'aws:SourceIp': '192.0.2.0/24' } },
    });
    const keys = ['aws:PrincipalTag/Team', 'aws:SourceIp'];
    expect(await first(custom([conditional]))).toMatchObject({ MissingContextValues: keys });
    expect(await first(custom([conditional], { ResourceArns: [KEY] }))).toMatchObject({
      MissingContextValues: [],
      ResourceSpecificResults: [{ MissingContextValues: keys }],
    });
    const ContextEntries = [
      { ContextKeyName: 'AWS:sourceip', ContextKeyType: 'ip' as const, ContextKeyValues: ['192.0.2.7'] },
      { ContextKeyName: keys[0], ContextKeyType: 'string' as const, ContextKeyValues: ['bucket'] },
    ];
    expect(await first(custom([conditional], { ResourceArns: [KEY], ContextEntries }))).toMatchObject({
      EvalDecision: 'allowed',
      ResourceSpecificResults: [{ MissingContextValues: [] }],
    });
  });

  test('a list type makes a multi-valued key', async () => {
    const policy = documentOf({
      Effect: 'Allow',
      Action: GET,
      Resource: '*',
      Condition: { 'ForAllValues:StringEquals': { 'aws:TagKeys': ['a', 'b'] } },
    });
    const decided = async (values: string[]) =>
      (
        await first(
          custom([policy], {
            ContextEntries: [
              { ContextKeyName: 'aws:TagKeys', ContextKeyType: 'stringList', ContextKeyValues: values },
            ],
          }),
        )
      )?.EvalDecision;
    expect(await decided(['a', 'b'])).toBe('allowed');
    expect(await decided(['a', 'c'])).toBe('implicitDeny');
  });

  test('a permissions boundary limits, and its say is told', async () => {
    const boundary = { PermissionsBoundaryPolicyInputList: [allow('sqs:*')] };
    expect(await first(custom([allow('*')], boundary))).toMatchObject({
      EvalDecision: 'implicitDeny',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false },
    });
    expect(
      await first(custom([allow('*')], { ...boundary, ActionNames: ['sqs:SendMessage'] })),
    ).toMatchObject({
      EvalDecision: 'allowed',
      PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: true },
      MatchedStatements: [
        { SourcePolicyType: 'Permissions Boundary Policy' },
        { SourcePolicyId: 'PolicyInputList.1' },
      ],
    });
  });

  test('service control policies must allow at every level, and their statements are not told', async () => {
    const levels = (...documents: string[]) => ({
      OrderedOrganizationPolicyInputList: documents.map((document) => ({
        ServiceControlPolicyInputList: [document],
      })),
    });
    expect(await first(custom([allow('*')], levels(allow('*'), allow('sqs:*'))))).toMatchObject({
      EvalDecision: 'implicitDeny',
      MatchedStatements: [],
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
    });
    expect(await first(custom([allow('*')], levels(allow('*'), allow('s3:*'))))).toMatchObject({
      EvalDecision: 'allowed',
      OrganizationsDecisionDetail: { AllowedByOrganizations: true },
    });
  });

  test('across accounts both sides must allow, and each side is told (the words of the sides are a guess)', async () => {
    const ResourcePolicy = documentOf({
      Effect: 'Allow',
      Principal: { AWS: BOB },
      Action: GET,
      Resource: KEY,
    });
    const across = { ResourcePolicy, CallerArn: BOB, ResourceArns: [KEY], ResourceOwner: OTHER_ACCOUNT };
    expect(await first(custom([allow('sqs:*')], across))).toMatchObject({
      EvalDecision: 'implicitDeny',
      EvalDecisionDetails: { 'IAM Policy': 'implicitDeny', 'Resource Policy': 'allowed' },
    });
    expect(await first(custom([allow('s3:*')], across))).toMatchObject({ EvalDecision: 'allowed' });
    const within = await first(custom([allow('sqs:*')], { ...across, ResourceOwner: ACCOUNT }));
    expect(within).toMatchObject({ EvalDecision: 'allowed', EvalDecisionDetails: {} });
  });

  test('comes in pages of actions', async () => {
    const ActionNames = ['s3:A', 's3:B', 's3:C'];
    const one = await custom([allow('*')], { ActionNames, MaxItems: 2 });
    expect(one).toMatchObject({ IsTruncated: true });
    const two = await custom([allow('*')], { ActionNames, MaxItems: 2, Marker: one.Marker });
    expect(two.IsTruncated).toBe(false);
    const seen = [...(one.EvaluationResults ?? []), ...(two.EvaluationResults ?? [])];
    expect(seen.map((result) => result.EvalActionName)).toEqual(ActionNames);
    expect(await refusal(custom([allow('*')], { Marker: 'nonsense' }))).toMatchObject({
      code: 'ValidationError',
    });
  });

  const entry = (ContextKeyType: 'numeric' | 'boolean', ...ContextKeyValues: string[]) => ({
    ContextEntries: [{ ContextKeyName: 'aws:Some', ContextKeyType, ContextKeyValues }],
  });
  test.each<[string, string[], Custom]>([
    ['a wildcard for an action', [allow('*')], { ActionNames: ['s3:*'] }],
    ['what is no action', [allow('*')], { ActionNames: ['nothing'] }],
    ['what is no ARN', [allow('*')], { ResourceArns: ['bucket'] }],
    ['a document that is no policy', ['{}'], {}],
    [
      'a boundary that is no policy',
      [allow('*')],
      { PermissionsBoundaryPolicyInputList: ['{"Statement":1}'] },
    ],
    ['a resource policy without a caller', [allow('*')], { ResourcePolicy: DENY_KEY }],
    ['a role for a caller', [allow('*')], { CallerArn: ROLE }],
    ['an owner that is no account', [allow('*')], { ResourceOwner: 'me' }],
    ['a number that is none', [allow('*')], entry('numeric', 'many')],
    ['two values of a single-valued type', [allow('*')], entry('boolean', 'true', 'false')],
    ['an unknown scenario', [allow('*')], { ResourceHandlingOption: 'EC2-Classic' }],
    [
      'a scenario without its resources',
      [allow('*')],
      { ActionNames: ['ec2:RunInstances'], ResourceHandlingOption: 'EC2-VPC-EBS', ResourceArns: [KEY] },
    ],
    ['more resources than a moment can take', [allow('*')], { ResourceArns: Array<string>(1001).fill(KEY) }],
  ])('InvalidInput: %s (the words are a guess)', async (_what, policies, input) => {
    expect(await refusal(custom(policies, input))).toMatchObject({ code: 'InvalidInput', status: 400 });
  });

  test('a thousand actions on a thousand resources are answered a page at a time', async () => {
    const ActionNames = Array<string>(1000).fill('s3:GetObject');
    const ResourceArns = Array<string>(1000).fill(KEY);
    const answer = await custom([allow('sqs:*')], { ActionNames, ResourceArns });
    expect(answer.EvaluationResults).toHaveLength(10);
    expect(answer.IsTruncated).toBe(true);
  });
});

describe('SimulatePrincipalPolicy', () => {
  test("a user's own, attached and groups' policies, each named as AWS names it", async () => {
    expect(await first(ofPrincipal(BOB))).toMatchObject({
      EvalDecision: 'allowed',
      MatchedStatements: [
        { SourcePolicyId: 'user_Bob_inline', SourcePolicyType: 'IAM Policy' },
        { SourcePolicyId: 'AmazonS3ReadOnlyAccess', SourcePolicyType: 'IAM Policy' },
      ],
    });
    expect(await first(ofPrincipal(BOB, { ActionNames: ['sqs:SendMessage'] }))).toMatchObject({
      EvalDecision: 'allowed',
      MatchedStatements: [{ SourcePolicyId: 'group_Crew_inline' }],
    });
  });

  test('a role, and a group', async () => {
    const publishes = { ActionNames: ['sns:Publish'] };
    expect(await first(ofPrincipal(ROLE, publishes))).toMatchObject({
      MatchedStatements: [{ SourcePolicyId: 'role_Worker_inline' }],
    });
    const group = `arn:aws:iam::${ACCOUNT}:group/Crew`;
    expect(await first(ofPrincipal(group, publishes))).toMatchObject({ EvalDecision: 'implicitDeny' });
    expect(await first(ofPrincipal(group, { ActionNames: ['sqs:SendMessage'] }))).toMatchObject({
      EvalDecision: 'allowed',
    });
  });

  test('further policies count with them; policies can be left out by kind, ARN or name', async () => {
    expect(await first(ofPrincipal(BOB, { PolicyInputList: [DENY_KEY], ResourceArns: [KEY] }))).toMatchObject(
      {
        EvalDecision: 'explicitDeny',
        MatchedStatements: [{ SourcePolicyId: 'PolicyInputList.1' }],
      },
    );
    const without = async (...PolicyExclusionList: NonNullable<OfPrincipal['PolicyExclusionList']>) =>
      (await first(ofPrincipal(BOB, { PolicyExclusionList })))?.MatchedStatements?.map(
        (s) => s.SourcePolicyId,
      );
    const named = { PolicyName: 'inline', AttachmentType: 'user', AttachmentName: 'Bob' } as const;
    expect(await without({ PolicyType: 'aws-managed' })).toEqual(['user_Bob_inline']);
    expect(await without({ InlinePolicyIdentifier: named })).toEqual(['AmazonS3ReadOnlyAccess']);
    const PolicyArn = 'arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess';
    expect(await without({ PolicyArn }, { PolicyType: 'inline' })).toEqual([]);
  });

  test("the user's boundary limits unless another one is given", async () => {
    await iam.send(new CreateUserCommand({ UserName: 'Bound' }));
    const UserName = 'Bound';
    await iam.send(new PutUserPolicyCommand({ UserName, PolicyName: 'p', PolicyDocument: allow('*') }));
    const PermissionsBoundary = 'arn:aws:iam::aws:policy/AmazonSQSFullAccess';
    await iam.send(new PutUserPermissionsBoundaryCommand({ UserName, PermissionsBoundary }));
    const arn = `arn:aws:iam::${ACCOUNT}:user/Bound`;
    const limited = { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary: false } };
    expect(await first(ofPrincipal(arn))).toMatchObject({ EvalDecision: 'implicitDeny', ...limited });
    const PermissionsBoundaryPolicyInputList = [allow('s3:*')];
    expect(await first(ofPrincipal(arn, { PermissionsBoundaryPolicyInputList }))).toMatchObject({
      EvalDecision: 'allowed',
    });
  });

  test('a resource policy is simulated for users only', async () => {
    const ResourcePolicy = documentOf({ Effect: 'Allow', Principal: '*', Action: '*', Resource: '*' });
    const resource = { ResourcePolicy, ResourceArns: [KEY], ActionNames: ['s3:PutObject'] };
    expect(await first(ofPrincipal(BOB, resource))).toMatchObject({ EvalDecision: 'allowed' });
    expect(await refusal(ofPrincipal(ROLE, resource))).toEqual({
      code: 'InvalidInput',
      status: 400,
      message: 'Invalid caller - Caller must be an IAM user in this context.',
    });
  });

  test('refuses whom it does not know', async () => {
    expect(await refusal(ofPrincipal(`${BOB}by`))).toMatchObject({
      message: 'The user with name Bobby cannot be found.',
    });
    expect(await refusal(ofPrincipal(`arn:aws:iam::${OTHER_ACCOUNT}:user/Bob`))).toMatchObject({
      code: 'NoSuchEntity',
    });
    expect(await refusal(ofPrincipal('arn:aws:s3:::bucket/user/Bob'))).toMatchObject({
      code: 'InvalidInput',
    });
  });
});

describe('GetContextKeysFor…', () => {
  const asks = documentOf({
    Effect: 'Allow',
    Action: '*',
    Resource: 'arn:aws:s3:::b/${aws:username}',
    Condition: { Bool: { 'aws:SecureTransport': 'true' }, StringEquals: { 'AWS:Username': 'x' } },
  });

  test('names each key once, as the policy writes it', async () => {
    const answer = await iam.send(new GetContextKeysForCustomPolicyCommand({ PolicyInputList: [asks] }));
    expect(answer.ContextKeyNames).toEqual(['aws:username', 'aws:SecureTransport']);
  });

  test("reads a principal's policies and those given", async () => {
    const ask = (PolicySourceArn: string, PolicyInputList?: string[]) =>
      iam.send(new GetContextKeysForPrincipalPolicyCommand({ PolicySourceArn, PolicyInputList }));
    expect((await ask(BOB)).ContextKeyNames).toEqual([]);
    expect((await ask(BOB, [asks])).ContextKeyNames).toEqual(['aws:username', 'aws:SecureTransport']);
  });
});
