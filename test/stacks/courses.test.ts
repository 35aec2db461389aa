import {
  CancelUpdateStackCommand,
  CloudFormationClient,
  CreateChangeSetCommand,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeChangeSetCommand,
  DescribeStackEventsCommand,
  DescribeStackResourcesCommand,
  ExecuteChangeSetCommand,
  SetStackPolicyCommand,
  ListExportsCommand,
  ListImportsCommand,
  UpdateStackCommand,
  UpdateTerminationProtectionCommand,
} from '@aws-sdk/client-cloudformation';
import { GetGroupCommand, GetRoleCommand, IAMClient } from '@aws-sdk/client-iam';
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { refusal } from '../refusal.ts';
import { inStatus, settled, signalled } from './settled.ts';

/** What becomes of stacks that do not simply succeed. */

let house: TestHouse;
let stacks: CloudFormationClient;
let iam: IAMClient;
beforeAll(async () => {
  house = await startHouse();
  stacks = new CloudFormationClient(house.client());
  iam = new IAMClient(house.client());
});
afterAll(() => house.close());

const Capabilities = ['CAPABILITY_NAMED_IAM' as const];

function create(StackName: string, resources: object, more: object = {}) {
  const TemplateBody = JSON.stringify({ Resources: resources, ...more });
  return stacks.send(new CreateStackCommand({ StackName, TemplateBody, Capabilities }));
}

function update(StackName: string, resources: object, more: object = {}) {
  const TemplateBody = JSON.stringify({ Resources: resources, ...more });
  return stacks.send(new UpdateStackCommand({ StackName, TemplateBody, Capabilities }));
}

async function told(StackName: string): Promise<readonly string[]> {
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName }));
  return StackEvents.map((event) => `${event.LogicalResourceId} ${event.ResourceStatus}`).reverse();
}

const group = (name: string, path = '/') => ({
  Type: 'AWS::IAM::Group',
  Properties: { GroupName: name, Path: path },
});
const hasGroup = async (GroupName: string) =>
  (await refusal(iam.send(new GetGroupCommand({ GroupName })))) === undefined;
/** One that waits until it is signalled. */
const gate = {
  Type: 'AWS::CloudFormation::WaitCondition',
  CreationPolicy: { ResourceSignal: { Timeout: 'PT10M' } },
};
const signal = (StackName: string, Status: 'SUCCESS' | 'FAILURE') =>
  signalled(stacks, { StackName, LogicalResourceId: 'Gate', UniqueId: 'one', Status });

describe('an update', () => {
  test('that fails is taken back: changed in place, replaced, added and left out', async () => {
    await create('taken-back', {
      Kept: group('kept', '/one/'),
      Left: group('left'),
      Replaced: group('replaced'),
    });
    await settled(stacks, 'taken-back');
    await update('taken-back', {
      Kept: group('kept', '/two/'),
      Replaced: group('replacement'),
      Added: group('added'),
      Bad: { ...group('bad name!'), DependsOn: ['Kept', 'Replaced', 'Added'] },
    });
    const stack = await settled(stacks, 'taken-back');
    expect(stack).toMatchObject({ StackStatus: 'UPDATE_ROLLBACK_COMPLETE' });
    expect(await told('taken-back')).toEqual(
      expect.arrayContaining([
        'Kept UPDATE_COMPLETE',
        'Bad CREATE_FAILED',
        'taken-back UPDATE_ROLLBACK_IN_PROGRESS',
        'taken-back UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS',
        'Added DELETE_COMPLETE',
        'taken-back UPDATE_ROLLBACK_COMPLETE',
      ]),
    );
    const { Group } = await iam.send(new GetGroupCommand({ GroupName: 'kept' }));
    expect(Group?.Path).toBe('/one/');
    expect(await Promise.all(['left', 'replaced', 'replacement', 'added'].map(hasGroup))).toEqual([
      ...[true, true, false, false],
    ]);
    expect(
      await refusal(
        update('taken-back', {
          Kept: group('kept', '/one/'),
          Left: group('left'),
          Replaced: group('replaced'),
        }),
      ),
    ).toMatchObject({ code: 'ValidationError', message: 'No updates are to be performed.' });
  });

  test('while another one runs is refused; the running one can be cancelled', async () => {
    await create('busy', { A: group('busy-a') });
    await settled(stacks, 'busy');
    const begun = update('busy', { A: group('busy-a', '/new/'), Gate: { ...gate, DependsOn: 'A' } });
    await inStatus(stacks, 'busy', 'UPDATE_IN_PROGRESS');
    await begun;
    const refused = await refusal(update('busy', { A: group('other') }));
    expect(refused?.code).toBe('ValidationError');
    expect(refused?.message).toMatch(
      /^Stack:arn:aws:cloudformation:.*:stack\/busy\/.* is in UPDATE_IN_PROGRESS state and can not be updated\.$/,
    );
    await stacks.send(new CancelUpdateStackCommand({ StackName: 'busy' }));
    expect((await settled(stacks, 'busy')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    expect((await iam.send(new GetGroupCommand({ GroupName: 'busy-a' }))).Group?.Path).toBe('/');
  });

  test("of what must be made anew but has a name of its own is refused in AWS's words", async () => {
    const role = (path: string) => ({
      Type: 'AWS::IAM::Role',
      Properties: {
        RoleName: 'fixed',
        Path: path,
        AssumeRolePolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
          ],
        },
      },
    });
    await create('fixed', { Role: role('/') });
    await settled(stacks, 'fixed');
    await update('fixed', { Role: role('/other/') });
    expect((await settled(stacks, 'fixed')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
    const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName: 'fixed' }));
    expect(StackEvents.find((event) => event.ResourceStatus === 'UPDATE_FAILED')?.ResourceStatusReason).toBe(
      'CloudFormation cannot update a stack when a custom-named resource requires replacing. Rename fixed and update the stack again.',
    );
  });
});

describe('signals', () => {
  test('let a stack go on, or fail it', async () => {
    const begun = create('signalled', { Gate: gate, After: { ...group('after'), DependsOn: 'Gate' } });
    await inStatus(stacks, 'signalled', 'CREATE_IN_PROGRESS');
    await begun;
    expect(await hasGroup('after')).toBe(false);
    await signal('signalled', 'SUCCESS');
    expect((await settled(stacks, 'signalled')).StackStatus).toBe('CREATE_COMPLETE');
    expect(await hasGroup('after')).toBe(true);

    await create('failed', { Gate: gate, After: { ...group('never'), DependsOn: 'Gate' } });
    await signal('failed', 'FAILURE');
    expect((await settled(stacks, 'failed')).StackStatus).toBe('ROLLBACK_COMPLETE');
  });

  test('may come by the URL of a handle, with data', async () => {
    await create(
      'handle',
      {
        Handle: { Type: 'AWS::CloudFormation::WaitConditionHandle' },
        Wait: {
          Type: 'AWS::CloudFormation::WaitCondition',
          Properties: { Handle: { Ref: 'Handle' }, Timeout: 600, Count: 1 },
        },
      },
      { Outputs: { Data: { Value: { 'Fn::GetAtt': ['Wait', 'Data'] } } } },
    );
    const { StackResources = [] } = await stacks.send(
      new DescribeStackResourcesCommand({ StackName: 'handle', LogicalResourceId: 'Handle' }),
    );
    const url = StackResources[0]?.PhysicalResourceId ?? '';
    const body = JSON.stringify({ Status: 'SUCCESS', UniqueId: 'one', Reason: 'done', Data: 'hello' });
    expect((await fetch(url, { method: 'PUT', body })).status).toBe(200);
    expect((await fetch(`${url}x`, { method: 'PUT', body })).status).toBe(403);
    const stack = await settled(stacks, 'handle');
    expect(stack.StackStatus).toBe('CREATE_COMPLETE');
    expect(stack.Outputs?.[0]?.OutputValue).toBe('{"one":"hello"}');
  });
});

describe('a deletion', () => {
  test('ends a creation that still runs and removes what it made', async () => {
    const begun = create('cut-short', { First: group('first'), Gate: { ...gate, DependsOn: 'First' } });
    await inStatus(stacks, 'cut-short', 'CREATE_IN_PROGRESS');
    const { StackId = '' } = await begun;
    await stacks.send(new DeleteStackCommand({ StackName: 'cut-short' }));
    expect((await settled(stacks, StackId)).StackStatus).toBe('DELETE_COMPLETE');
    expect(await hasGroup('first')).toBe(false);
  });

  test('during an update removes what it made and what it was to replace', async () => {
    await create('replacing', { A: group('replacing-old') });
    const { StackId = '' } = await settled(stacks, 'replacing');
    const begun = update('replacing', { A: group('replacing-new'), Gate: { ...gate, DependsOn: 'A' } });
    while (!(await hasGroup('replacing-new'))) await inStatus(stacks, 'replacing', 'UPDATE_IN_PROGRESS');
    await begun;
    await stacks.send(new DeleteStackCommand({ StackName: 'replacing' }));
    expect((await settled(stacks, StackId)).StackStatus).toBe('DELETE_COMPLETE');
    expect(await Promise.all(['replacing-old', 'replacing-new'].map(hasGroup))).toEqual([false, false]);
  });

  test('is refused of a protected stack, and leaves what is retained', async () => {
    await create('retained', { Group: { ...group('retained'), DeletionPolicy: 'Retain' } });
    const { StackId = '' } = await settled(stacks, 'retained');
    await stacks.send(
      new UpdateTerminationProtectionCommand({ StackName: 'retained', EnableTerminationProtection: true }),
    );
    expect(await refusal(stacks.send(new DeleteStackCommand({ StackName: 'retained' })))).toMatchObject({
      code: 'ValidationError',
      message: 'Stack [retained] cannot be deleted while TerminationProtection is enabled',
    });
    await stacks.send(
      new UpdateTerminationProtectionCommand({ StackName: 'retained', EnableTerminationProtection: false }),
    );
    await stacks.send(new DeleteStackCommand({ StackName: 'retained' }));
    expect((await settled(stacks, StackId)).StackStatus).toBe('DELETE_COMPLETE');
    expect(await hasGroup('retained')).toBe(true);
  });

  test('of what another stack imports fails until that one is gone', async () => {
    await create(
      'exporter',
      { Group: group('exported') },
      { Outputs: { Name: { Value: { Ref: 'Group' }, Export: { Name: 'group-name' } } } },
    );
    const importing = {
      User: {
        Type: 'AWS::IAM::User',
        Properties: { UserName: 'importer', Groups: [{ 'Fn::ImportValue': 'group-name' }] },
      },
    };
    await create('importer', importing);
    expect((await settled(stacks, 'importer')).StackStatus).toBe('CREATE_COMPLETE');
    expect((await stacks.send(new ListExportsCommand({}))).Exports).toMatchObject([
      { Name: 'group-name', Value: 'exported' },
    ]);
    const imports = await stacks.send(new ListImportsCommand({ ExportName: 'group-name' }));
    expect(imports.Imports).toEqual(['importer']);
    await stacks.send(new DeleteStackCommand({ StackName: 'exporter' }));
    expect(await settled(stacks, 'exporter')).toMatchObject({
      StackStatus: 'DELETE_FAILED',
      StackStatusReason: 'Export group-name cannot be deleted as it is in use by importer',
    });
    const { StackId = '' } = await settled(stacks, 'exporter');
    await stacks.send(new DeleteStackCommand({ StackName: 'importer' }));
    await stacks.send(new DeleteStackCommand({ StackName: 'exporter' }));
    expect((await settled(stacks, StackId)).StackStatus).toBe('DELETE_COMPLETE');
  });
});

test('a change set tells what would be replaced, with values where they are asked for', async () => {
  await create('planned', { A: group('plan-a'), B: group('plan-b') });
  await settled(stacks, 'planned');
  const set = { StackName: 'planned', ChangeSetName: 'plan' };
  const user = { Type: 'AWS::IAM::User', Properties: { Groups: [{ Ref: 'A' }] } };
  const Resources = { A: group('plan-new'), C: user };
  await stacks.send(
    new CreateChangeSetCommand({ ...set, TemplateBody: JSON.stringify({ Resources }), Capabilities }),
  );
  const plain = await stacks.send(new DescribeChangeSetCommand(set));
  expect(plain).toMatchObject({ Status: 'CREATE_COMPLETE', ExecutionStatus: 'AVAILABLE' });
  expect(
    plain.Changes?.map(({ ResourceChange: change }) => [
      change?.LogicalResourceId,
      change?.Action,
      change?.Replacement,
    ]),
  ).toEqual([
    ['A', 'Modify', 'True'],
    ['B', 'Remove', undefined],
    ['C', 'Add', undefined],
  ]);
  expect(plain.Changes?.[0]?.ResourceChange?.BeforeContext).toBeUndefined();
  const valued = await stacks.send(new DescribeChangeSetCommand({ ...set, IncludePropertyValues: true }));
  const [a, , c] = valued.Changes ?? [];
  expect(a?.ResourceChange?.Details?.[0]).toMatchObject({
    Evaluation: 'Static',
    Target: {
      Attribute: 'Properties',
      Name: 'GroupName',
      RequiresRecreation: 'Always',
      BeforeValue: 'plan-a',
      AfterValue: 'plan-new',
    },
  });
  expect(c?.ResourceChange?.AfterContext).toBe(
    '{"Properties":{"Groups":["{{changeSet:KNOWN_AFTER_APPLY}}"]}}',
  );
});

test('a stack within a stack is made, gives its outputs, and goes with it', async () => {
  const s3 = new S3Client({ ...house.client(), forcePathStyle: true });
  await s3.send(new CreateBucketCommand({ Bucket: 'templates' }));
  const inner = {
    Parameters: { Name: { Type: 'String' } },
    Resources: { Group: { Type: 'AWS::IAM::Group', Properties: { GroupName: { Ref: 'Name' } } } },
    Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Group', 'Arn'] } } },
  };
  await s3.send(
    new PutObjectCommand({ Bucket: 'templates', Key: 'inner.json', Body: JSON.stringify(inner) }),
  );
  const outer = (Name: string) => ({
    Resources: {
      Inner: {
        Type: 'AWS::CloudFormation::Stack',
        Properties: { TemplateURL: `${house.endpoint}/templates/inner.json`, Parameters: { Name } },
      },
    },
    Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Inner', 'Outputs.Arn'] } } },
  });
  await create('outer', outer('innermost').Resources, { Outputs: outer('innermost').Outputs });
  const stack = await settled(stacks, 'outer');
  expect(stack.StackStatus).toBe('CREATE_COMPLETE');
  expect(stack.Outputs?.[0]?.OutputValue).toMatch(/:group\/innermost$/);
  const { StackResources = [] } = await stacks.send(
    new DescribeStackResourcesCommand({ StackName: 'outer' }),
  );
  const inside = StackResources[0]?.PhysicalResourceId ?? '';
  expect(await settled(stacks, inside)).toMatchObject({ ParentId: stack.StackId, RootId: stack.StackId });

  const broken = JSON.stringify(outer('bad name!'));
  await stacks.send(new UpdateStackCommand({ StackName: 'outer', TemplateBody: broken, Capabilities }));
  expect((await settled(stacks, 'outer')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect((await settled(stacks, inside)).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  expect(await hasGroup('innermost')).toBe(true);
  await stacks.send(new DeleteStackCommand({ StackName: 'outer' }));
  expect((await settled(stacks, stack.StackId ?? '')).StackStatus).toBe('DELETE_COMPLETE');
  expect(await hasGroup('innermost')).toBe(false);
});

test('what is wrong is told before anything is made', async () => {
  const wrong = async (resources: object, more: object = {}) =>
    (await refusal(create('wrong', resources, more)))?.message;
  expect(await wrong({ A: { Type: 'AWS::SQS::Queue' } })).toBe(
    'Resource types that AWS has and Utsuwa has not built: [AWS::SQS::Queue]',
  );
  expect(await wrong({})).toBe('Template format error: At least one Resources member must be defined.');
  expect(await wrong({ A: group('a'), B: { ...group('b'), DependsOn: 'C' } })).toBe(
    'Template format error: Unresolved resource dependencies [C] in the Resources block of the template',
  );
  expect(await wrong({ A: { ...group('a'), DependsOn: 'B' }, B: { ...group('b'), DependsOn: 'A' } })).toBe(
    'Circular dependency between resources: [A, B]',
  );
  expect(await wrong({ A: group('a') }, { Outputs: { X: { Value: { 'Fn::GetAtt': ['A', 'Nope'] } } } })).toBe(
    'Template error: resource A does not support attribute type Nope in Fn::GetAtt',
  );
  expect(await wrong({ A: group('a') }, { Parameters: { P: { Type: 'String' } } })).toBe(
    'Parameters: [P] must have values',
  );
  expect(await refusal(iam.send(new GetRoleCommand({ RoleName: 'a' })))).toMatchObject({
    code: 'NoSuchEntity',
  });
  await create('extra', { A: { Type: 'AWS::IAM::Group', Properties: { Nope: 1 } } });
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName: 'extra' }));
  expect(StackEvents.find((event) => event.ResourceStatus === 'CREATE_FAILED')?.ResourceStatusReason).toBe(
    'Properties validation failed for resource A with message:\n#: extraneous key [Nope] is not permitted',
  );
});

test('the value of a NoEcho parameter is shown nowhere', async () => {
  const TemplateBody = JSON.stringify({
    Parameters: { Secret: { Type: 'String', NoEcho: true } },
    Resources: { A: { Type: 'AWS::IAM::Group', Properties: { GroupName: { Ref: 'Secret' } } } },
  });
  const Parameters = [{ ParameterKey: 'Secret', ParameterValue: 'hush-hush' }];
  const set = { StackName: 'secret', ChangeSetName: 'one' };
  const input = { ...set, TemplateBody, Parameters, Capabilities, ChangeSetType: 'CREATE' as const };
  await stacks.send(new CreateChangeSetCommand(input));
  const shown = await stacks.send(new DescribeChangeSetCommand({ ...set, IncludePropertyValues: true }));
  expect(JSON.stringify(shown)).not.toContain('hush-hush');
  await stacks.send(new ExecuteChangeSetCommand(set));
  const stack = await settled(stacks, 'secret');
  expect(stack).toMatchObject({
    StackStatus: 'CREATE_COMPLETE',
    Parameters: [{ ParameterKey: 'Secret', ParameterValue: '****' }],
  });
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName: 'secret' }));
  expect(StackEvents.map(({ ResourceProperties }) => ResourceProperties)).toContain('{"GroupName":"****"}');
});

test('a stack policy refuses what it does not allow, unless the update brings another', async () => {
  await create('guarded', { A: group('guarded', '/one/') });
  const policy = (Effect: string) =>
    JSON.stringify({
      Statement: [{ Effect, Principal: '*', Action: 'Update:Modify', Resource: 'LogicalResourceId/A' }],
    });
  await stacks.send(new SetStackPolicyCommand({ StackName: 'guarded', StackPolicyBody: policy('Deny') }));
  await update('guarded', { A: group('guarded', '/two/') });
  expect((await settled(stacks, 'guarded')).StackStatus).toBe('UPDATE_ROLLBACK_COMPLETE');
  const { StackEvents = [] } = await stacks.send(new DescribeStackEventsCommand({ StackName: 'guarded' }));
  expect(
    StackEvents.find(({ ResourceStatus }) => ResourceStatus === 'UPDATE_FAILED')?.ResourceStatusReason,
  ).toBe('Action denied by stack policy: Statement [#1] denies [Update:Modify] for resource [A]');
  const TemplateBody = JSON.stringify({ Resources: { A: group('guarded', '/two/') } });
  await stacks.send(
    new UpdateStackCommand({
      ...{ StackName: 'guarded', TemplateBody, Capabilities },
      StackPolicyDuringUpdateBody: policy('Allow'),
    }),
  );
  expect((await settled(stacks, 'guarded')).StackStatus).toBe('UPDATE_COMPLETE');
});
