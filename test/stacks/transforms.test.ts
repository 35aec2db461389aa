import {
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackResourcesCommand,
  GetTemplateSummaryCommand,
  ListStackResourcesCommand,
  UpdateStackCommand,
  ValidateTemplateCommand,
  type Capability,
} from '@aws-sdk/client-cloudformation';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { DeleteParameterCommand, GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { refusal } from '../refusal.ts';
import { settled } from './settled.ts';

/** What transforms make of templates, who must have agreed to it, and what is no template without them. */

let house: TestHouse;
let stacks: CloudFormationClient;
let ssm: SSMClient;
beforeAll(async () => {
  house = await startHouse();
  stacks = new CloudFormationClient(house.client());
  ssm = new SSMClient(house.client());
  const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'snippets' }));
  const put = (Key: string, Body: string) => s3.send(new PutObjectCommand({ Bucket: 'snippets', Key, Body }));
  await put('value.yaml', 'Value: included\n');
  await put('type.yaml', 'Type: String\n');
  await put('short.yaml', 'Value: !Ref AWS::Region\n');
  await put('long.yaml', 'Value: {Ref: AWS::Region}\n');
});
afterAll(() => house.close());

const AUTO_EXPAND: Capability[] = ['CAPABILITY_AUTO_EXPAND'];

const parameters = (given: Readonly<Record<string, string>>) =>
  Object.entries(given).map(([ParameterKey, ParameterValue]) => ({ ParameterKey, ParameterValue }));

async function made(
  StackName: string,
  TemplateBody: string,
  given: Readonly<Record<string, string>> = {},
): Promise<readonly (string | undefined)[]> {
  const Parameters = parameters(given);
  await stacks.send(
    new CreateStackCommand({ StackName, TemplateBody, Parameters, Capabilities: AUTO_EXPAND }),
  );
  const { StackStatus, StackStatusReason, Outputs = [] } = await settled(stacks, StackName);
  expect({ StackStatus, StackStatusReason }).toEqual({ StackStatus: 'CREATE_COMPLETE' });
  return Outputs.map(({ OutputValue }) => OutputValue);
}

const including = (location: string, more = '') => `
Parameters:
  Bucket: {Type: String, Default: snippets}
  File: {Type: String}
Mappings:
  Files: {by: {map: "s3://snippets/value.yaml"}}
Resources:
  One:
    Type: AWS::SSM::Parameter
    Properties:
      Type: String
      Fn::Transform: {Name: AWS::Include, Parameters: {Location: ${location}}}
${more}
Outputs:
  Value: {Value: !GetAtt One.Value}
`;

const create = (StackName: string, TemplateBody: string, Capabilities: Capability[] = []) =>
  refusal(
    stacks.send(
      new CreateStackCommand({
        StackName,
        TemplateBody,
        Capabilities,
        Parameters: TemplateBody.includes('File:') ? parameters({ File: 'value.yaml' }) : [],
      }),
    ),
  );

test.each([
  ['ref', '!Ref File', 's3://snippets/value.yaml'],
  ['sub', '!Sub "s3://${Bucket}/${File}"', 'value.yaml'],
  ['join', '!Join ["/", ["s3:/", !Ref Bucket, !Ref File]]', 'value.yaml'],
  ['map', '!FindInMap [Files, by, map]', 'unused'],
])('where AWS::Include reads from may be said by functions: %s', async (name, location, File) => {
  expect(await made(`from-${name}`, including(location), { File })).toEqual(['included']);
});

test('several snippets may be included in one place', async () => {
  const template = `
Resources:
  One:
    Type: AWS::SSM::Parameter
    Properties:
      Fn::Transform:
        - {Name: AWS::Include, Parameters: {Location: "s3://snippets/type.yaml"}}
        - {Name: AWS::Include, Parameters: {Location: "s3://snippets/value.yaml"}}
Outputs:
  Value: {Value: !GetAtt One.Value}
`;
  expect(await made('several', template)).toEqual(['included']);
});

test('snippets have functions by their full names only', async () => {
  expect(await made('long', including('!Sub "s3://${Bucket}/${File}"'), { File: 'long.yaml' })).toEqual([
    'us-east-1',
  ]);
  expect(await create('short', including('"s3://snippets/short.yaml"'), AUTO_EXPAND)).toMatchObject({
    code: 'ValidationError',
    message:
      "Transform AWS::Include failed with: The specified S3 object's content should be valid Yaml/JSON",
  });
});

const EXTENDED = `
Transform: AWS::LanguageExtensions
Resources: {One: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: {Fn::ToJsonString: [1]}}}}
`;

test.each([
  ['an embedded AWS::Include', including('"s3://snippets/value.yaml"')],
  ['AWS::LanguageExtensions', EXTENDED],
])('stacks of a template with %s are made directly only with CAPABILITY_AUTO_EXPAND', async (_name, body) => {
  const refused = {
    code: 'InsufficientCapabilitiesException',
    message: 'Requires capabilities : [CAPABILITY_AUTO_EXPAND]',
  };
  expect(await create('expanding', body)).toMatchObject(refused);
  const StackName = 'expanding';
  const Parameters = body === EXTENDED ? [] : parameters({ File: 'value.yaml' });
  await stacks.send(
    new CreateStackCommand({ StackName, TemplateBody: body, Parameters, Capabilities: AUTO_EXPAND }),
  );
  expect((await settled(stacks, StackName)).StackStatus).toBe('CREATE_COMPLETE');
  const update = new UpdateStackCommand({ StackName, TemplateBody: body, Parameters });
  expect(await refusal(stacks.send(update))).toMatchObject(refused);
  await stacks.send(new DeleteStackCommand({ StackName }));
  for (;;) {
    const there = stacks.send(new ListStackResourcesCommand({ StackName }));
    if ((await there.catch(() => undefined)) === undefined) break;
  }
});

test('change sets need it not', async () => {
  const StackName = 'previewed';
  const ChangeSetName = 'first';
  const TemplateBody = EXTENDED;
  await stacks.send(
    new CreateChangeSetCommand({ StackName, ChangeSetName, ChangeSetType: 'CREATE', TemplateBody }),
  );
  const { Status } = await stacks.send(new DescribeChangeSetCommand({ StackName, ChangeSetName }));
  expect(Status).toBe('CREATE_COMPLETE');
});

test('with the language extensions functions say what is referred to', async () => {
  const template = `
Transform: AWS::LanguageExtensions
Parameters:
  Which: {Type: String}
  Attribute: {Type: String, Default: Value}
Conditions:
  IsA: !Equals [!Ref Which, A]
Resources:
  Fn::ForEach::Letters:
    - Letter
    - !Split [",", "A,B"]
    - P\${Letter}: {Type: AWS::SSM::Parameter, Properties: {Type: String, Value: !Sub "value-\${Letter}"}}
Outputs:
  Attribute: {Value: !GetAtt [!Sub "P\${Which}", !Ref Attribute]}
  Chosen: {Value: !GetAtt [!If [IsA, PB, PA], Value]}
  Ref: {Value: !Select [1, !Split ["-", {Ref: !Sub "P\${Which}"}]]}
`;
  const [attribute, chosen, ref] = await made('referring', template, { Which: 'A' });
  expect([attribute, chosen]).toEqual(['value-A', 'value-B']);
  expect(ref).toBe('PA');
});

test('a template that is extended by values that nobody gave yet is told as it stands', async () => {
  const TemplateBody = `
Transform: AWS::LanguageExtensions
Parameters: {Names: {Type: CommaDelimitedList}}
Resources:
  Fn::ForEach::All: [Name, !Ref Names, {"P\${Name}": {Type: AWS::SSM::Parameter}}]
  Group: {Type: AWS::IAM::Group}
Outputs: {Out: {Value: !Ref PA}}
`;
  const summary = await stacks.send(new GetTemplateSummaryCommand({ TemplateBody }));
  expect(summary).toMatchObject({
    Parameters: [{ ParameterKey: 'Names' }],
    ResourceTypes: ['AWS::IAM::Group'],
    Capabilities: ['CAPABILITY_IAM'],
    DeclaredTransforms: ['AWS::LanguageExtensions'],
  });
});

const parameter = (value: string, more = '') =>
  `Resources: {One: {Type: AWS::SSM::Parameter, ${more}Properties: {Type: String, Value: ${value}}}}`;

test.each([
  [parameter('!Length [a]'), /^Template error: Encountered unsupported function: Fn::Length Supported /],
  [parameter('!ToJsonString {a: b}'), /^Template error: Encountered unsupported function: Fn::ToJsonString /],
  [parameter('{Ref: !Sub "a"}'), /^Template error: every Ref object must have a single String value\.$/],
  [parameter('!GetAtt [!Sub "a", Value]'), /^Template error: every Fn::GetAtt object requires two non-empty/],
  [
    `Mappings: {M: {a: {b: c}}}\n${parameter('!FindInMap [M, x, y, {DefaultValue: d}]')}`,
    /^Template error: every Fn::FindInMap object requires three parameters/,
  ],
  [
    'Resources: {"Fn::ForEach::L": [X, [a], {"${X}": {Type: AWS::IAM::Group}}]}',
    /^Template format error: \[\/Resources\/Fn::ForEach::L\] resource definition is malformed$/,
  ],
  [
    'Resources: {One: {Type: AWS::IAM::Group, Properties: {Path: ~}}}',
    /^\[\/Resources\/One\/Type\/Path\] 'null' values are not allowed in templates$/,
  ],
])('without the language extensions %s is refused at once', async (TemplateBody, message) => {
  const refused = { code: 'ValidationError', message: expect.stringMatching(message) as string };
  expect(await create('not-extended', TemplateBody)).toMatchObject(refused);
  expect(await refusal(stacks.send(new ValidateTemplateCommand({ TemplateBody })))).toMatchObject(refused);
  const set = { StackName: 'not-extended', ChangeSetName: 'one', ChangeSetType: 'CREATE' as const };
  expect(await refusal(stacks.send(new CreateChangeSetCommand({ ...set, TemplateBody })))).toMatchObject(
    refused,
  );
});

const KEPT = `
Parameters: {Kept: {Type: String}, Policy: {Type: String, Default: Delete}}
Conditions: {IsKept: !Equals [!Ref Kept, "yes"]}
Resources:
  One:
    Type: AWS::SSM::Parameter
    DeletionPolicy: !If [IsKept, Retain, Delete]
    UpdateReplacePolicy: !Ref Policy
    Properties: {Name: /kept/or/not, Type: String, Value: x}
`;

test.each([
  ['yes', 'x'],
  ['no', 'ParameterNotFound'],
])('what a deletion policy is, functions may say: kept %s', async (Kept, left) => {
  const StackName = `kept-${Kept}`;
  await made(StackName, KEPT, { Kept });
  const { StackResources: [one] = [] } = await stacks.send(new DescribeStackResourcesCommand({ StackName }));
  expect(one?.PhysicalResourceId).toBe('/kept/or/not');
  const { StackId } = await settled(stacks, StackName);
  await stacks.send(new DeleteStackCommand({ StackName }));
  expect((await settled(stacks, StackId ?? '')).StackStatus).toBe('DELETE_COMPLETE');
  const read = ssm.send(new GetParameterCommand({ Name: '/kept/or/not' }));
  const found = await read.then(({ Parameter }) => Parameter?.Value).catch((error: Error) => error.name);
  expect(found).toBe(left);
  if (found === 'x') await ssm.send(new DeleteParameterCommand({ Name: '/kept/or/not' }));
});

test('what a deletion policy comes out as must be one, and of parameters alone', async () => {
  const policy = (word: string) => KEPT.replace('!Ref Policy', word);
  const told = async (TemplateBody: string) => {
    const Parameters = parameters({ Kept: 'no' });
    const sent = stacks.send(new CreateStackCommand({ StackName: 'policy', TemplateBody, Parameters }));
    return (await refusal(sent))?.message;
  };
  const wrong = 'Template format error: Unrecognized UpdateReplacePolicy Keep for resource One';
  expect(await told(policy('!Sub "Keep"'))).toBe(wrong);
  expect(await told(policy('Keep'))).toBe(wrong);
  expect(await told(policy('!Ref One'))).toBe(
    'Template format error: Unresolved resource dependencies [One] in the Resources block of the template',
  );
});

test('parameters of the parameter store that are not there are told before anything is made', async () => {
  const dynamic = parameter('"{{resolve:ssm:/nope}} {{resolve:ssm:/nor/this:3}}"');
  const message = 'Parameters: [ssm:/nope, ssm:/nor/this:3] cannot be found.';
  expect(await create('dynamic', dynamic)).toMatchObject({ code: 'ValidationError', message });
  const set = { StackName: 'dynamic', ChangeSetName: 'one', ChangeSetType: 'CREATE' as const };
  expect(
    await refusal(stacks.send(new CreateChangeSetCommand({ ...set, TemplateBody: dynamic }))),
  ).toMatchObject({ code: 'ValidationError', message });
  const typed = `Parameters: {P: {Type: "AWS::SSM::Parameter::Value<String>", Default: /nope}}\n${parameter('!Ref P')}`;
  expect(await create('dynamic', typed)).toMatchObject({
    code: 'ValidationError',
    message: 'Unable to fetch parameters [/nope] from parameter store for this account.',
  });
});
