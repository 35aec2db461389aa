import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, IMAGE_ID, openBench, type Bench } from '../../../../test/ec2-bench.ts';
import { ACCOUNT } from '../../../../test/in-process-house.ts';

let bench: Bench;
let web: string;
let worker: string;
let profileArn: string;
beforeAll(async () => {
  bench = await openBench();
  profileArn = (await bench.addProfile('Web')).arn;
  const tagged = (name: string) => [
    { ResourceType: 'instance' as const, Tags: [{ Key: 'Name', Value: name }] },
  ];
  web = await bench.runningInstance({
    InstanceType: 't3.micro',
    TagSpecifications: tagged('web-1'),
    IamInstanceProfile: { Name: 'Web' },
  });
  worker = await bench.runningInstance({
    InstanceType: 'm5.large',
    TagSpecifications: tagged('worker*1'),
    Placement: { AvailabilityZone: 'us-east-1b' },
  });
  await bench.ec2('StopInstances', { InstanceIds: [worker] });
  bench.settle();
});
afterAll(() => bench.close());

async function idsBy(...filters: readonly (readonly [string, ...string[]])[]): Promise<string[]> {
  const { Reservations } = await bench.ec2('DescribeInstances', {
    Filters: filters.map(([Name, ...Values]) => ({ Name, Values })),
  });
  return (Reservations ?? []).flatMap(
    ({ Instances }) => Instances?.map((each) => each.InstanceId ?? '') ?? [],
  );
}

describe('filters', () => {
  test('by state, type, zone, image and reservation', async () => {
    expect(await idsBy(['instance-state-name', 'running'])).toEqual([web]);
    expect(await idsBy(['instance-state-code', '80'])).toEqual([worker]);
    expect(await idsBy(['instance-type', 'm5.large', 'm5.xlarge'])).toEqual([worker]);
    expect(await idsBy(['availability-zone', 'us-east-1a'])).toEqual([web]);
    expect(await idsBy(['image-id', IMAGE_ID])).toEqual([web, worker]);
  });

  test('by tags: `tag:KEY`, `tag-key`', async () => {
    expect(await idsBy(['tag:Name', 'web-1'])).toEqual([web]);
    expect(await idsBy(['tag-key', 'Name'])).toEqual([web, worker]);
    expect(await idsBy(['tag:name', 'web-1'])).toEqual([]);
    expect(await idsBy(['tag:toString', '*'])).toEqual([]);
  });

  test('by instance profile', async () => {
    expect(await idsBy(['iam-instance-profile.arn', profileArn])).toEqual([web]);
  });

  test('`*` and `?` are wildcards, a backslash takes them literally', async () => {
    expect(await idsBy(['tag:Name', 'w*1'])).toEqual([web, worker]);
    expect(await idsBy(['tag:Name', 'web-?'])).toEqual([web]);
    expect(await idsBy(['tag:Name', String.raw`worker\*1`])).toEqual([worker]);
    expect(await idsBy(['tag:Name', String.raw`web\*1`])).toEqual([]);
  });

  test('values of one filter are alternatives, several filters must all match', async () => {
    expect(await idsBy(['tag:Name', 'web-1', 'worker*'], ['instance-state-name', 'stopped'])).toEqual([
      worker,
    ]);
  });

  test('an unknown one is refused by name', async () => {
    const unknown = (Name: string) =>
      failure(bench.ec2('DescribeInstances', { Filters: [{ Name, Values: ['x'] }] }));
    expect(await unknown('nonsense')).toBe("InvalidParameterValue: The filter 'nonsense' is invalid");
    expect(await unknown('toString')).toBe("InvalidParameterValue: The filter 'toString' is invalid");
    expect(await unknown('x'.repeat(10_000))).toHaveLength(
      `InvalidParameterValue: The filter '...' is invalid`.length + 255,
    );
  });

  test('more than 200 values are refused; a value of many stars costs no time', async () => {
    const Values = Array.from({ length: 201 }, (_, n) => `i-${n}`);
    expect(
      await failure(bench.ec2('DescribeInstances', { Filters: [{ Name: 'instance-id', Values }] })),
    ).toMatch(/^FilterLimitExceeded: /);
    const began = performance.now();
    await idsBy(['tag:Name', `${'*a'.repeat(2_000)}b`]);
    expect(performance.now() - began).toBeLessThan(500);
  });
});

describe('ids', () => {
  test('each once, unknown ones named', async () => {
    const { Reservations } = await bench.ec2('DescribeInstances', { InstanceIds: [web, web] });
    expect(Reservations?.flatMap(({ Instances }) => Instances)).toHaveLength(1);
    expect(await failure(bench.ec2('DescribeInstances', { InstanceIds: [web, 'i-0123456789abcdef0'] }))).toBe(
      "InvalidInstanceID.NotFound: The instance ID 'i-0123456789abcdef0' does not exist",
    );
  });

  test('cannot be paged through', async () => {
    expect(await failure(bench.ec2('DescribeInstances', { InstanceIds: [web], MaxResults: 5 }))).toBe(
      'InvalidParameterCombination: The parameter instancesSet cannot be used with the parameter maxResults',
    );
  });
});

test('pages hold every instance once, grouped by reservation, also while others are launched', async () => {
  const { Instances } = await bench.ec2('RunInstances', { ImageId: IMAGE_ID, MinCount: 12, MaxCount: 12 });
  const seen: string[] = [];
  let NextToken: string | undefined;
  do {
    const page = await bench.ec2('DescribeInstances', { MaxResults: 5, NextToken });
    for (const reservation of page.Reservations ?? []) {
      expect(reservation.OwnerId).toBe(ACCOUNT);
      for (const { InstanceId = '' } of reservation.Instances ?? []) seen.push(InstanceId);
    }
    NextToken = page.NextToken;
    if (seen.length === 5) await bench.ec2('RunInstances', { ImageId: IMAGE_ID, MinCount: 1, MaxCount: 1 });
  } while (NextToken !== undefined);
  expect(new Set(seen).size).toBe(seen.length);
  expect(seen).toEqual(
    expect.arrayContaining([web, worker, ...(Instances ?? []).map(({ InstanceId }) => InstanceId)]),
  );
});

test('page sizes out of 5–1000 and foreign tokens are refused', async () => {
  expect(await failure(bench.ec2('DescribeInstances', { MaxResults: 1 }))).toBe(
    'InvalidParameterValue: Value ( 1 ) for parameter maxResults is invalid. Expecting a value greater than 5.',
  );
  expect(await failure(bench.ec2('DescribeInstances', { MaxResults: 1001 }))).toMatch(
    /^InvalidParameterValue: /,
  );
  for (const NextToken of ['nonsense', 'x'.repeat(100_000), '%00']) {
    expect(await failure(bench.ec2('DescribeInstances', { NextToken }))).toBe(
      'InvalidNextToken: The specified NextToken is not valid.',
    );
  }
});
