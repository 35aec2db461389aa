import {
  CloudFormationClient,
  CreateStackCommand,
  GetTemplateCommand,
  GetTemplateSummaryCommand,
  UpdateStackCommand,
  type Parameter,
} from '@aws-sdk/client-cloudformation';
import { IAMClient, ListGroupsCommand } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { PutParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT, startHouse, type TestHouse } from '../house.ts';
import { refusal } from '../refusal.ts';
import { settled } from './settled.ts';

/** The template language from end to end: what is evaluated with what a stack has, and not only with itself. */

let house: TestHouse;
let stacks: CloudFormationClient;
beforeAll(async () => {
  house = await startHouse();
  stacks = new CloudFormationClient(house.client());
});
afterAll(() => house.close());

const Capabilities = ['CAPABILITY_NAMED_IAM' as const, 'CAPABILITY_AUTO_EXPAND' as const];

async function outputsOf(
  StackName: string,
  TemplateBody: string,
  parameters: Readonly<Record<string, string>> = {},
): Promise<Readonly<Record<string, string>>> {
  const Parameters: Parameter[] = Object.entries(parameters).map(([ParameterKey, ParameterValue]) => ({
    ParameterKey,
    ParameterValue,
  }));
  await stacks.send(new CreateStackCommand({ StackName, TemplateBody, Parameters, Capabilities }));
  const { StackStatus, StackStatusReason, Outputs = [] } = await settled(stacks, StackName);
  expect({ StackStatus, StackStatusReason }).toEqual({ StackStatus: 'CREATE_COMPLETE' });
  return Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
}

const FEATURES = `
Parameters:
  Stage: {Type: String, Default: test, AllowedValues: [test, prod]}
  Names: {Type: CommaDelimitedList, Default: "one, two"}
Mappings:
  Paths:
    test: {path: /test/}
    prod: {path: /prod/}
Conditions:
  IsProd: !Equals [!Ref Stage, prod]
  IsTest: !Not [!Condition IsProd]
Rules:
  TwoNames:
    Assertions:
      - Assert: !Not [!Contains [!Ref Names, forbidden]]
        AssertDescription: no forbidden names
Resources:
  Always:
    Type: AWS::IAM::Group
    Properties:
      Path: !FindInMap [Paths, !Ref Stage, path]
      ManagedPolicyArns: !If [IsProd, [arn:aws:iam::aws:policy/ReadOnlyAccess], !Ref AWS::NoValue]
  OnlyProd:
    Type: AWS::IAM::Group
    Condition: IsProd
    Properties: {GroupName: !Sub "\${AWS::StackName}-only"}
Outputs:
  Arn: {Value: !GetAtt Always.Arn}
  Only: {Condition: IsProd, Value: !Ref OnlyProd}
  Where: {Value: !Sub "\${AWS::Partition} \${AWS::Region} \${AWS::AccountId} \${AWS::URLSuffix}"}
  Joined: {Value: !Join ["+", !Ref Names]}
  Which: {Value: !If [IsTest, !Select [1, !Ref Names], none]}
`;

test('conditions, mappings, rules and pseudo parameters decide what a stack holds', async () => {
  const outputs = await outputsOf('features', FEATURES);
  expect(outputs).toEqual({
    Arn: expect.stringMatching(/:group\/test\/features-Always-[A-Za-z0-9]{12}$/),
    Where: `aws us-east-1 ${ACCOUNT} amazonaws.com`,
    Joined: 'one+two',
    Which: 'two',
  });
  expect(await outputsOf('features-prod', FEATURES, { Stage: 'prod' })).toMatchObject({
    Only: 'features-prod-only',
    Which: 'none',
  });
  const Parameters = [{ ParameterKey: 'Names', ParameterValue: 'a,forbidden' }];
  const input = { StackName: 'ruled', TemplateBody: FEATURES, Parameters, Capabilities };
  expect(await refusal(stacks.send(new CreateStackCommand(input)))).toMatchObject({
    code: 'ValidationError',
    message: 'Template error: Assertion failed for rule TwoNames: no forbidden names',
  });
  await stacks.send(
    new UpdateStackCommand({
      StackName: 'features',
      UsePreviousTemplate: true,
      Parameters: [
        { ParameterKey: 'Stage', ParameterValue: 'prod' },
        { ParameterKey: 'Names', UsePreviousValue: true },
      ],
      Capabilities,
    }),
  );
  const { StackStatus, Outputs } = await settled(stacks, 'features');
  expect(StackStatus).toBe('UPDATE_COMPLETE');
  expect(Outputs).toContainEqual({ OutputKey: 'Only', OutputValue: 'features-only' });
});

test('loops of the language extensions are written out; both stages of the template are told', async () => {
  const TemplateBody = `
Transform: AWS::LanguageExtensions
Parameters:
  Teams: {Type: CommaDelimitedList, Default: "red,blue"}
Resources:
  Fn::ForEach::Groups:
    - Team
    - !Ref Teams
    - Group\${Team}:
        Type: AWS::IAM::Group
        Properties: {GroupName: !Sub "loop-\${Team}"}
Outputs:
  Count: {Value: !Length [a, b, c]}
  Text: {Value: !ToJsonString {red: !GetAtt Groupred.Arn}}
`;
  const outputs = await outputsOf('loops', TemplateBody);
  expect(outputs).toEqual({ Count: '3', Text: `{"red":"arn:aws:iam::${ACCOUNT}:group/loop-red"}` });
  const { Groups = [] } = await new IAMClient(house.client()).send(new ListGroupsCommand({}));
  const names = Groups.map(({ GroupName }) => GroupName).filter((name) => name?.startsWith('loop-'));
  expect(names).toEqual(['loop-blue', 'loop-red']);
  const stage = async (TemplateStage: 'Original' | 'Processed') =>
    (await stacks.send(new GetTemplateCommand({ StackName: 'loops', TemplateStage }))).TemplateBody;
  expect(await stage('Original')).toBe(TemplateBody);
  expect(JSON.parse((await stage('Processed')) ?? '')).toMatchObject({
    Resources: { Groupred: { Properties: { GroupName: { 'Fn::Sub': 'loop-red' } } } },
  });
});

test('AWS::Include puts in what lies in S3', async () => {
  const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'parts' }));
  const Body = 'Path: /included/\n';
  await s3.send(new PutObjectCommand({ Bucket: 'parts', Key: 'group.yaml', Body }));
  const outputs = await outputsOf(
    'including',
    `
Resources:
  Group:
    Type: AWS::IAM::Group
    Properties:
      Fn::Transform: {Name: AWS::Include, Parameters: {Location: s3://parts/group.yaml}}
Outputs:
  Arn: {Value: !GetAtt Group.Arn}
`,
  );
  expect(outputs['Arn']).toContain(':group/included/including-Group-');
});

test('parameters are read of the parameter store, and of EC2 must exist', async () => {
  const ssm = new SSMClient(house.client());
  await ssm.send(new PutParameterCommand({ Name: '/team/path', Value: '/stored/', Type: 'String' }));
  const template = `
Parameters:
  Path: {Type: "AWS::SSM::Parameter::Value<String>", Default: /team/path}
  Image: {Type: "AWS::SSM::Parameter::Value<AWS::EC2::Image::Id>", Default: /aws/service/ami-amazon-linux-latest/al2023-ami-kernel-6.1-x86_64}
Resources:
  Group: {Type: AWS::IAM::Group, Properties: {Path: !Ref Path}}
Outputs:
  Arn: {Value: !GetAtt Group.Arn}
  Image: {Value: !Ref Image}
`;
  const outputs = await outputsOf('stored', template);
  expect(outputs['Arn']).toContain(':group/stored/stored-Group-');
  expect(outputs['Image']).toMatch(/^ami-[0-9a-f]{17}$/);
  const { Parameters } = await settled(stacks, 'stored');
  expect(Parameters).toContainEqual({
    ParameterKey: 'Path',
    ParameterValue: '/team/path',
    ResolvedValue: '/stored/',
  });
  const missing = {
    StackName: 'missing',
    TemplateBody: template.replace('/team/path', '/no/path'),
    Capabilities,
  };
  expect((await refusal(stacks.send(new CreateStackCommand(missing))))?.message).toBe(
    'Unable to fetch parameters [/no/path] from parameter store for this account.',
  );
  const TemplateBody = `
Parameters:
  Key: {Type: AWS::EC2::KeyPair::KeyName}
Resources:
  Group: {Type: AWS::IAM::Group}
`;
  const Parameters2 = [{ ParameterKey: 'Key', ParameterValue: 'no-such-key' }];
  await stacks.send(
    new CreateStackCommand({ StackName: 'keyless', TemplateBody, Parameters: Parameters2, Capabilities }),
  );
  expect((await settled(stacks, 'keyless')).StackStatus).toBe('ROLLBACK_COMPLETE');
});

test('dynamic references are read of the parameter store; a change there is a change of the stack', async () => {
  const ssm = new SSMClient(house.client());
  const put = (Value: string) =>
    ssm.send(new PutParameterCommand({ Name: '/team/dynamic', Value, Type: 'String', Overwrite: true }));
  await put('one');
  const TemplateBody = `
Resources:
  Group: {Type: AWS::IAM::Group, Properties: {Path: '/{{resolve:ssm:/team/dynamic}}/'}}
Outputs:
  Arn: {Value: !GetAtt Group.Arn}
`;
  expect((await outputsOf('dynamic', TemplateBody))['Arn']).toContain(':group/one/');
  const update = () =>
    stacks.send(new UpdateStackCommand({ StackName: 'dynamic', TemplateBody, Capabilities }));
  expect((await refusal(update()))?.message).toBe('No updates are to be performed.');
  await put('two');
  await update();
  expect((await settled(stacks, 'dynamic')).Outputs?.[0]?.OutputValue).toContain(':group/two/');
});

test('a summary tells what a template asks for', async () => {
  const summary = await stacks.send(new GetTemplateSummaryCommand({ TemplateBody: FEATURES }));
  expect(summary).toMatchObject({
    Capabilities: ['CAPABILITY_NAMED_IAM'],
    ResourceTypes: ['AWS::IAM::Group'],
    Parameters: [
      {
        ParameterKey: 'Stage',
        DefaultValue: 'test',
        ParameterType: 'String',
        NoEcho: false,
        ParameterConstraints: { AllowedValues: ['test', 'prod'] },
      },
      { ParameterKey: 'Names', ParameterType: 'CommaDelimitedList' },
    ],
  });
});
