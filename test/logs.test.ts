import { afterAll, beforeAll, expect, test } from 'vitest';
import { startHouse, type TestHouse } from './house.ts';
import { startPostgres } from './postgres-server.ts';
import {
  CloudWatchLogsClient,
  CreateLogGroupCommand,
  CreateLogStreamCommand,
  FilterLogEventsCommand,
  PutLogEventsCommand,
} from '@aws-sdk/client-cloudwatch-logs';

/** CloudWatch Logs over a socket: the AWS CLI, and two servers on one PostgreSQL. */

let house: TestHouse;
beforeAll(async () => {
  house = await startHouse();
});
afterAll(() => house.close());

test('the AWS CLI makes a group, writes and tails it', async () => {
  const aws = (...args: string[]) => house.awsJson(['logs', ...args]);
  await aws('create-log-group', '--log-group-name', '/cli');
  await aws('create-log-stream', '--log-group-name', '/cli', '--log-stream-name', 's');
  const events = `timestamp=${Date.now()},message=hello`;
  const named = ['--log-group-name', '/cli', '--log-stream-name', 's'];
  await aws('put-log-events', ...named, '--log-events', events);
  expect(await aws('get-log-events', ...named)).toMatchObject({ events: [{ message: 'hello' }] });
  const bad = await house.aws(['logs', 'create-log-group', '--log-group-name', 'a b']);
  expect(bad.stderr).toContain(
    "(InvalidParameterException) when calling the CreateLogGroup operation: 1 validation error detected: Value 'a b' at 'logGroupName' failed to satisfy constraint",
  );
});

test('two servers on one PostgreSQL write one stream', async () => {
  const postgres = await startPostgres();
  const place = { kind: 'postgres', url: postgres.url } as const;
  const [one, two] = [await startHouse({ place }), await startHouse({ place })];
  try {
    const first = new CloudWatchLogsClient(one.client());
    const second = new CloudWatchLogsClient(two.client(one.admin));
    const stream = { logGroupName: '/shared', logStreamName: 's' };
    await first.send(new CreateLogGroupCommand({ logGroupName: '/shared' }));
    await second.send(new CreateLogStreamCommand(stream));
    const timestamp = Date.now();
    const writes = [first, second, first].map((client, n) =>
      client.send(new PutLogEventsCommand({ ...stream, logEvents: [{ timestamp, message: `m${n}\u0000` }] })),
    );
    await Promise.all(writes);
    const { events = [] } = await second.send(new FilterLogEventsCommand({ logGroupName: '/shared' }));
    expect(new Set(events.map(({ message }) => message))).toEqual(
      new Set(['m0\u0000', 'm1\u0000', 'm2\u0000']),
    );
  } finally {
    await Promise.all([one.close(), two.close()]);
    await postgres.stop();
  }
});
