import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  DeleteLogGroupCommand,
  DescribeLogGroupsCommand,
  DescribeLogStreamsCommand,
  FilterLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';
import { CreateRoleCommand, IAMClient, PutRolePolicyCommand } from '@aws-sdk/client-iam';
import { InvokeCommand, UpdateFunctionCodeCommand } from '@aws-sdk/client-lambda';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT } from '../house.ts';
import { zipOf } from '../zip.ts';
import { allow, openLambdaWorld, trusting, type LambdaWorld } from './lambda-world.ts';

let world: LambdaWorld;
let logs: CloudWatchLogsClient;
beforeAll(async () => {
  world = await openLambdaWorld();
  logs = new CloudWatchLogsClient(world.house.client());
});
afterAll(() => world.house.close());

/** A role for functions that may do so much with logs. @returns its ARN */
async function roleWith(RoleName: string, ...actions: readonly string[]): Promise<string> {
  const iam = new IAMClient(world.house.client());
  const AssumeRolePolicyDocument = trusting('lambda.amazonaws.com');
  const { Role } = await iam.send(new CreateRoleCommand({ RoleName, AssumeRolePolicyDocument }));
  await permit(RoleName, ...actions);
  return Role?.Arn ?? '';
}

async function permit(RoleName: string, ...actions: readonly string[]): Promise<void> {
  const Statement = [allow(actions.map((action) => `logs:${action}`))];
  const PolicyDocument = JSON.stringify({ Version: '2012-10-17', Statement });
  const iam = new IAMClient(world.house.client());
  await iam.send(new PutRolePolicyCommand({ RoleName, PolicyName: 'logs', PolicyDocument }));
}

const ALL = ['CreateLogGroup', 'CreateLogStream', 'PutLogEvents'];
const NODE = {
  'index.mjs':
    'export const handler = async (event) => { console.log("said", event); if (event.fail) throw new Error("no"); };',
};

/** A group's lines; none where there is no group. */
async function linesOf(logGroupName: string): Promise<readonly string[]> {
  const { events = [] } = await logs
    .send(new FilterLogEventsCommand({ logGroupName }))
    .catch((error: Error) => {
      if (error.name === 'ResourceNotFoundException') return { events: [] };
      throw error;
    });
  return events.map(({ message = '' }) => message);
}

/** Waits until a group has a line. @returns all of its lines then */
async function linesWith(group: string, part: string): Promise<readonly string[]> {
  let lines: readonly string[] = [];
  await expect
    .poll(async () => (lines = await linesOf(group)).join(''), { timeout: 120_000 })
    .toContain(part);
  return lines;
}

test('what a function prints is in its group, a stream for each environment, between START, END and REPORT', async () => {
  const Role = await roleWith('logging', ...ALL);
  const name = await world.make(NODE, { Role });
  const group = `/aws/lambda/${name}`;
  const call = (event: object) =>
    world.lambda.send(new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(event) }));
  const { $metadata } = await call({ n: 1 });
  const id = $metadata.requestId ?? '';
  const first = await linesWith(group, `REPORT RequestId: ${id}`);
  expect(first).toEqual([
    'INIT_START Runtime Version: nodejs20.x\n',
    `START RequestId: ${id} Version: $LATEST\n`,
    expect.stringMatching(new RegExp(`^\\d{4}-\\S+Z\\t${id}\\tINFO\\tsaid \\{ n: 1 \\}\\n$`)),
    `END RequestId: ${id}\n`,
    expect.stringMatching(
      new RegExp(
        `^REPORT RequestId: ${id}\\tDuration: \\S+ ms\\tBilled Duration: \\d+ ms\\tMemory Size: 128 MB\\tMax Memory Used: \\d+ MB\\tInit Duration: \\S+ ms\\t\\n$`,
      ),
    ),
  ]);
  const failed = (await call({ fail: true })).$metadata.requestId ?? '';
  const second = await linesWith(group, `REPORT RequestId: ${failed}`);
  expect(second.join('')).toContain('"errorMessage":"no"');
  const streams = async () => {
    const { logStreams = [] } = await logs.send(new DescribeLogStreamsCommand({ logGroupName: group }));
    return logStreams.map(({ logStreamName = '' }) => logStreamName);
  };
  expect(await streams()).toEqual([expect.stringMatching(/^\d{4}\/\d\d\/\d\d\/\[\$LATEST\][0-9a-f]{32}$/)]);
  await world.lambda.send(new UpdateFunctionCodeCommand({ FunctionName: name, ZipFile: zipOf(NODE) }));
  const other = (await call({})).$metadata.requestId ?? '';
  await linesWith(group, `REPORT RequestId: ${other}`);
  expect(await streams()).toHaveLength(2);
});

test('the function is told its group and stream; a group of its choice says whose a stream is', async () => {
  const Role = await roleWith('elsewhere', ...ALL);
  const code = {
    'index.py': `import os
def handler(event, context):
    print("from python")
    return [context.log_group_name, context.log_stream_name, os.environ["AWS_LAMBDA_LOG_GROUP_NAME"]]`,
  };
  const LoggingConfig = { LogGroup: '/own/group' };
  const name = await world.make(code, { Role, Runtime: 'python3.12', LoggingConfig });
  const [group, stream, variable] = (await world.invoke(name)).payload as string[];
  expect([group, variable]).toEqual(['/own/group', '/own/group']);
  expect(stream).toMatch(new RegExp(`^\\d{4}/\\d\\d/\\d\\d/${name}\\[\\$LATEST\\]\\[[0-9a-f]{32}\\]$`));
  expect(await linesWith('/own/group', 'REPORT')).toContain('from python\n');
  const { logStreams } = await logs.send(new DescribeLogStreamsCommand({ logGroupName: '/own/group' }));
  expect(logStreams?.map(({ logStreamName }) => logStreamName)).toEqual([stream]);
});

test('a role that may not write has no lines, without a word; from the next call on when it may', async () => {
  const Role = await roleWith('silent', 'CreateLogGroup', 'CreateLogStream');
  const name = await world.make(NODE, { Role });
  const refusals = () => world.house.awsJson<{ Events: object[] }>(['cloudtrail', 'lookup-events']);
  const { status, error } = await world.invoke(name);
  expect([status, error]).toEqual([200, undefined]);
  const group = `/aws/lambda/${name}`;
  const streamsOf = () =>
    logs.send(new DescribeLogStreamsCommand({ logGroupName: group })).then(
      ({ logStreams }) => logStreams?.length,
      () => 0,
    );
  await expect.poll(streamsOf, { timeout: 120_000 }).toBe(1);
  expect(await linesOf(group)).toEqual([]);
  expect(JSON.stringify((await refusals()).Events)).not.toContain('logs:PutLogEvents');
  await permit('silent', ...ALL);
  await world.invoke(name, { later: true });
  expect((await linesWith(group, 'REPORT')).join('')).toContain('later');
});

test('without leave to make groups there are lines only where somebody made one', async () => {
  const Role = await roleWith('no-groups', 'CreateLogStream', 'PutLogEvents');
  const name = await world.make(NODE, { Role });
  const logGroupName = `/aws/lambda/${name}`;
  await world.invoke(name);
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  await world.invoke(name, { second: true });
  await linesWith(logGroupName, 'second');
  await logs.send(new DeleteLogGroupCommand({ logGroupName }));
  await world.invoke(name, { third: true });
  const { logGroups } = await logs.send(new DescribeLogGroupsCommand({ logGroupNamePrefix: logGroupName }));
  expect(logGroups).toEqual([]);
  await logs.send(new CreateLogGroupCommand({ logGroupName }));
  await world.invoke(name, { fourth: true });
  await linesWith(logGroupName, 'fourth');
});

test('what is written is written as the role’s session, which CloudTrail tells', async () => {
  const Role = await roleWith('traced', ...ALL);
  const name = await world.make(NODE, { Role });
  await world.invoke(name);
  await linesWith(`/aws/lambda/${name}`, 'REPORT');
  const told = await world.house.awsJson<{ Events: { CloudTrailEvent: string }[] }>([
    ...['cloudtrail', 'lookup-events', '--lookup-attributes'],
    'AttributeKey=EventName,AttributeValue=CreateLogGroup',
  ]);
  const callers = told.Events.map(
    ({ CloudTrailEvent }) =>
      (JSON.parse(CloudTrailEvent) as { userIdentity: { arn: string } }).userIdentity.arn,
  );
  expect(callers).toContain(`arn:aws:sts::${ACCOUNT}:assumed-role/traced/${name}`);
});

test('one that floods its log is answered; of its lines as much is kept as there is room for', async () => {
  const Role = await roleWith('flooding', ...ALL);
  const code =
    'export const handler = async () => { for (let i = 0; i < 60000; i++) process.stdout.write("x".repeat(99) + "\\n"); return 1; };';
  const name = await world.make({ 'index.mjs': code }, { Role, Timeout: 60, MemorySize: 512 });
  expect((await world.invoke(name)).payload).toBe(1);
  await expect
    .poll(() => linesOf(`/aws/lambda/${name}`).then(({ length }) => length), { timeout: 120_000 })
    .toBeGreaterThan(50);
});
