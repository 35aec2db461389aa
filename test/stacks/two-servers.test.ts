import { CloudFormationClient, CreateStackCommand, DeleteStackCommand } from '@aws-sdk/client-cloudformation';
import { IAMClient, ListGroupsCommand } from '@aws-sdk/client-iam';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from '../house.ts';
import { startPostgres, type PostgresServer } from '../postgres-server.ts';
import { inStatus, settled, signalled } from './settled.ts';

let postgres: PostgresServer;
let first: TestHouse;
let second: TestHouse;
beforeAll(async () => {
  postgres = await startPostgres();
  const place = { kind: 'postgres', url: postgres.url } as const;
  first = await startHouse({ place });
  second = await startHouse({ place });
});
afterAll(async () => {
  await first?.close();
  await second?.close();
  await postgres?.stop();
});

test('a stack that one server makes is seen, signalled and deleted through the other', async () => {
  const here = new CloudFormationClient(first.client());
  const there = new CloudFormationClient(second.client());
  const Gate = {
    Type: 'AWS::CloudFormation::WaitCondition',
    CreationPolicy: { ResourceSignal: { Timeout: 'PT10M' } },
  };
  const Group = { Type: 'AWS::IAM::Group', DependsOn: 'Gate' };
  const TemplateBody = JSON.stringify({ Resources: { Gate, Group } });
  const Capabilities = ['CAPABILITY_IAM' as const];
  const begun = here.send(new CreateStackCommand({ StackName: 'shared', TemplateBody, Capabilities }));
  await inStatus(there, 'shared', 'CREATE_IN_PROGRESS');
  const { StackId = '' } = await begun;
  const signal = {
    StackName: 'shared',
    LogicalResourceId: 'Gate',
    UniqueId: 'go',
    Status: 'SUCCESS',
  } as const;
  await signalled(there, signal);
  expect((await settled(there, 'shared')).StackStatus).toBe('CREATE_COMPLETE');
  await there.send(new DeleteStackCommand({ StackName: 'shared' }));
  expect((await settled(here, StackId)).StackStatus).toBe('DELETE_COMPLETE');
  expect((await new IAMClient(first.client()).send(new ListGroupsCommand({}))).Groups).toEqual([]);
});
