import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { failure } from '../../../test/ec2-bench.ts';
import {
  ACCOUNT,
  documentOf,
  openInProcessHouse,
  type InProcessHouse,
} from '../../../test/in-process-house.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { LogsOperationName, LogsOperations } from '../../model/generated/logs.ts';
import { logsService } from './service.ts';

let inside: InProcessHouse;
let now: number;
beforeAll(async () => {
  inside = await openInProcessHouse({ logs: logsService });
});
afterAll(() => inside.close());
beforeEach(async () => {
  await inside.house.store.write(async (tx) => void (await tx.deleteFrom('log_groups').execute()));
  now = inside.clock.now().getTime();
});

async function logs<Name extends LogsOperationName>(
  operation: Name,
  input: LogsOperations[Name]['input'],
  caller: Caller = inside.root,
) {
  return (await inside.call(caller, 'logs', operation, input)) as LogsOperations[Name]['output'];
}

const group = { logGroupName: '/app' };
const stream = { ...group, logStreamName: 'one' };
const put = (messages: readonly string[], at = now) =>
  logs('PutLogEvents', { ...stream, logEvents: messages.map((message) => ({ timestamp: at, message })) });

async function prepare(): Promise<void> {
  await logs('CreateLogGroup', group);
  await logs('CreateLogStream', stream);
}

test('groups are made once, described by prefix, and deleted with their streams', async () => {
  await prepare();
  expect(await failure(logs('CreateLogGroup', group))).toBe(
    'ResourceAlreadyExistsException: The specified log group already exists',
  );
  expect(await failure(logs('CreateLogStream', stream))).toBe(
    'ResourceAlreadyExistsException: The specified log stream already exists',
  );
  await logs('CreateLogGroup', { logGroupName: '/other', logGroupClass: 'INFREQUENT_ACCESS' });
  await logs('PutRetentionPolicy', { ...group, retentionInDays: 7 });
  await put(['four']);
  const { logGroups } = await logs('DescribeLogGroups', { logGroupNamePrefix: '/a' });
  const arn = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/app`;
  expect(logGroups).toMatchObject([
    { logGroupName: '/app', retentionInDays: 7, arn: `${arn}:*`, logGroupArn: arn, storedBytes: 4 },
  ]);
  const pages = await logs('DescribeLogGroups', { limit: 1 });
  const rest = await logs('DescribeLogGroups', { limit: 1, nextToken: pages.nextToken });
  expect(rest.logGroups).toMatchObject([{ logGroupName: '/other', logGroupClass: 'INFREQUENT_ACCESS' }]);
  await logs('DeleteLogGroup', group);
  const missing = 'ResourceNotFoundException: The specified log group does not exist.';
  expect(await failure(logs('DescribeLogStreams', group))).toBe(missing);
  expect(await failure(logs('DeleteLogGroup', group))).toBe(missing);
});

describe('events', () => {
  beforeEach(prepare);

  test('are read in the order of time, by pages in both directions', async () => {
    await put(['b', 'c'], now - 1000);
    await put(['a'], now - 2000);
    await put(['d\u0000']);
    const messages = (page: LogsOperations['GetLogEvents']['output']) =>
      page.events?.map(({ message }) => message).join('');
    const tail = await logs('GetLogEvents', { ...stream, limit: 2 });
    expect(messages(tail)).toBe('cd\u0000');
    const before = await logs('GetLogEvents', { ...stream, limit: 5, nextToken: tail.nextBackwardToken });
    expect(messages(before)).toBe('ab');
    const head = await logs('GetLogEvents', { ...stream, limit: 3, startFromHead: true });
    expect(messages(head)).toBe('abc');
    const next = await logs('GetLogEvents', { ...stream, nextToken: head.nextForwardToken });
    expect(messages(next)).toBe('d\u0000');
    const end = await logs('GetLogEvents', { ...stream, nextToken: next.nextForwardToken });
    expect(end).toMatchObject({ events: [], nextForwardToken: next.nextForwardToken });
    expect(await failure(logs('GetLogEvents', { ...stream, nextToken: 'x' }))).toContain(
      'InvalidParameterException: The specified nextToken is invalid.',
    );
    const { logStreams } = await logs('DescribeLogStreams', { ...group, orderBy: 'LastEventTime' });
    expect(logStreams).toMatchObject([{ firstEventTimestamp: now - 2000, lastEventTimestamp: now }]);
  });

  test('too old and too new ones are told by their index; those in disorder are refused', async () => {
    const HOUR = 3_600_000;
    const at = [now - 15 * 24 * HOUR, now, now + 3 * HOUR];
    const logEvents = at.map((timestamp) => ({ timestamp, message: 'm' }));
    expect(await logs('PutLogEvents', { ...stream, logEvents })).toMatchObject({
      rejectedLogEventsInfo: { tooNewLogEventStartIndex: 2, tooOldLogEventEndIndex: 1 },
    });
    expect((await logs('GetLogEvents', stream)).events).toHaveLength(1);
    const disorder = logs('PutLogEvents', { ...stream, logEvents: logEvents.toReversed() });
    expect(await failure(disorder)).toContain('must be in chronological order.');
    expect(await failure(put(['x'.repeat(1_048_576)]))).toContain('Upload too large');
  });

  test('a stream keeps its last 10,000 events', async () => {
    await put(Array.from({ length: 9_999 }, (_, n) => `old ${n}`));
    await put(['new 1', 'new 2', 'new 3']);
    const { events } = await logs('GetLogEvents', { ...stream, startFromHead: true });
    expect(events).toHaveLength(10_000);
    expect(events?.[0]?.message).toBe('old 2');
    expect(events?.at(-1)?.message).toBe('new 3');
  });

  test('what the retention leaves behind is not shown', async () => {
    await put(['old'], now - 2 * 24 * 3_600_000);
    await put(['young']);
    await logs('PutRetentionPolicy', { ...group, retentionInDays: 1 });
    expect((await logs('FilterLogEvents', group)).events).toMatchObject([{ message: 'young' }]);
    expect(await failure(logs('PutRetentionPolicy', { ...group, retentionInDays: 2 }))).toContain(
      "Value '2' at 'retentionInDays' failed to satisfy constraint",
    );
    await logs('DeleteRetentionPolicy', group);
    expect((await logs('FilterLogEvents', group)).events).toHaveLength(2);
  });

  test.each([
    ['', ['ERROR one', 'info two', 'ERROR (two) words']],
    ['ERROR', ['ERROR one', 'ERROR (two) words']],
    ['ERROR one', ['ERROR one']],
    ['?one ?info', ['ERROR one', 'info two']],
    ['ERROR -words', ['ERROR one']],
    ['"(two) words"', ['ERROR (two) words']],
  ])('the pattern %j lets through %j', async (filterPattern, found) => {
    await put(['ERROR one', 'info two', 'ERROR (two) words']);
    const { events } = await logs('FilterLogEvents', { ...group, filterPattern });
    expect(events?.map(({ message }) => message)).toEqual(found);
  });

  test.each(['{ $.a = 1 }', '[a, b]', '%x+%', '"open', '(x)'])(
    'the pattern %j is refused',
    async (pattern) => {
      const call = logs('FilterLogEvents', { ...group, filterPattern: pattern });
      expect(await failure(call)).toContain('InvalidParameterException');
    },
  );

  test('FilterLogEvents reads several streams by time, in pages', async () => {
    await logs('CreateLogStream', { ...group, logStreamName: 'two' });
    await put(['a', 'c']);
    const logEvents = [{ timestamp: now - 1, message: 'b' }];
    await logs('PutLogEvents', { ...group, logStreamName: 'two', logEvents });
    const first = await logs('FilterLogEvents', { ...group, limit: 2 });
    expect(first.events?.map(({ message }) => message)).toEqual(['b', 'a']);
    const second = await logs('FilterLogEvents', { ...group, limit: 2, nextToken: first.nextToken });
    expect(second.events?.map(({ message }) => message)).toEqual(['c']);
    const named = await logs('FilterLogEvents', { ...group, logStreamNamePrefix: 't' });
    expect(named.events).toMatchObject([{ logStreamName: 'two', message: 'b' }]);
  });
});

test('a policy that ends in :* gives a group and its streams, and no other', async () => {
  await prepare();
  const writer = await inside.addUser('writer', {
    policy: documentOf({
      Effect: 'Allow',
      Action: 'logs:*',
      Resource: `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/app:*`,
    }),
  });
  await logs('DescribeLogStreams', group, writer);
  await logs('PutLogEvents', { ...stream, logEvents: [{ timestamp: now, message: 'm' }] }, writer);
  expect(await failure(logs('CreateLogGroup', { logGroupName: '/other' }, writer))).toBe(
    `AccessDeniedException: User: ${writer.arn} is not authorized to perform: logs:CreateLogGroup on resource: arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/other:log-stream: because no identity-based policy allows the logs:CreateLogGroup action`,
  );
});

test('tags by name and by ARN', async () => {
  await logs('CreateLogGroup', { ...group, tags: { a: '1' } });
  const resourceArn = `arn:aws:logs:us-east-1:${ACCOUNT}:log-group:/app`;
  await logs('TagResource', { resourceArn, tags: { b: '2' } });
  await logs('TagLogGroup', { ...group, tags: { c: '3' } });
  await logs('UntagResource', { resourceArn, tagKeys: ['a'] });
  await logs('UntagLogGroup', { ...group, tags: ['c'] });
  expect(await logs('ListTagsForResource', { resourceArn })).toEqual({ tags: { b: '2' } });
  expect(await logs('ListTagsLogGroup', group)).toEqual({ tags: { b: '2' } });
  expect(await failure(logs('ListTagsForResource', { resourceArn: 'x' }))).toContain('ValidationException');
});
