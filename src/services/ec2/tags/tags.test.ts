import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../test/ec2-bench.ts';
import { documentOf } from '../../../../test/in-process-house.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

async function tagsOf(id: string): Promise<Record<string, string>> {
  const { Tags } = await bench.ec2('DescribeTags', { Filters: [{ Name: 'resource-id', Values: [id] }] });
  return Object.fromEntries((Tags ?? []).map(({ Key, Value }) => [Key, Value]));
}

test('tags are put on several resources at once; the same key is overwritten; DescribeInstances shows them', async () => {
  const instance = await bench.runningInstance();
  const { Vpcs } = await bench.ec2('DescribeVpcs', {});
  const vpc = Vpcs?.[0]?.VpcId ?? '';
  const Resources = [instance, vpc];
  await bench.ec2('CreateTags', {
    Resources,
    Tags: [{ Key: 'a', Value: '1' }, { Key: 'A', Value: '2' }, { Key: 'empty' }],
  });
  await bench.ec2('CreateTags', { Resources, Tags: [{ Key: 'a', Value: '3' }] });
  expect(await tagsOf(instance)).toEqual({ A: '2', a: '3', empty: '' });
  expect(await tagsOf(vpc)).toEqual({ A: '2', a: '3', empty: '' });
  const { Reservations } = await bench.ec2('DescribeInstances', { InstanceIds: [instance] });
  expect(Reservations?.[0]?.Instances?.[0]?.Tags).toEqual([
    { Key: 'A', Value: '2' },
    { Key: 'a', Value: '3' },
    { Key: 'empty', Value: '' },
  ]);
  expect((await bench.house.instances.byId(instance))?.tags).toEqual({ A: '2', a: '3', empty: '' });
});

test('deleting: a key, a key with its value, all', async () => {
  const id = await bench.runningInstance();
  const Resources = [id];
  const Tags = ['a', 'b', 'c', 'd'].map((Key) => ({ Key, Value: 'x' }));
  await bench.ec2('CreateTags', { Resources, Tags });
  await bench.ec2('DeleteTags', { Resources, Tags: [{ Key: 'a' }] });
  await bench.ec2('DeleteTags', {
    Resources,
    Tags: [
      { Key: 'b', Value: 'other' },
      { Key: 'c', Value: 'x' },
    ],
  });
  expect(Object.keys(await tagsOf(id))).toEqual(['b', 'd']);
  await bench.ec2('DeleteTags', { Resources });
  expect(await tagsOf(id)).toEqual({});
});

test('tags at launch reach the instance, its volumes and its network interface', async () => {
  const tags = (ResourceType: 'instance' | 'volume' | 'network-interface') => ({
    ResourceType,
    Tags: [{ Key: 'of', Value: ResourceType }],
  });
  await bench.runningInstance({
    TagSpecifications: [tags('instance'), tags('volume'), tags('network-interface')],
  });
  const { Tags } = await bench.ec2('DescribeTags', { Filters: [{ Name: 'key', Values: ['of'] }] });
  expect(Tags?.map(({ ResourceType, Value }) => [ResourceType, Value])).toEqual(
    expect.arrayContaining([
      ['instance', 'instance'],
      ['volume', 'volume'],
      ['network-interface', 'network-interface'],
    ]),
  );
});

describe('what is refused', () => {
  const create = (Resources: string[], Tags: { Key?: string; Value?: string }[]) =>
    failure(bench.ec2('CreateTags', { Resources, Tags }));

  test('resources that are not there or are none; nothing is tagged then', async () => {
    const id = await bench.runningInstance();
    expect(await create([id, 'i-0123456789abcdef0'], [{ Key: 'a' }])).toBe(
      "InvalidInstanceID.NotFound: The instance ID 'i-0123456789abcdef0' does not exist",
    );
    expect(await create(['nonsense'], [{ Key: 'a' }])).toBe("InvalidID: The ID 'nonsense' is not valid");
    expect(await create(['vpc-1'], [{ Key: 'a' }])).toBe('InvalidVpcID.Malformed: Invalid id: "vpc-1"');
    expect(await tagsOf(id)).toEqual({});
  });

  test('keys and values beyond AWS’s limits, and more than 50 tags', async () => {
    const id = await bench.runningInstance();
    expect(await create([id], [{ Key: 'x'.repeat(129) }])).toMatch(/^InvalidParameterValue: Tag key exceeds/);
    expect(await create([id], [{ Key: 'x', Value: 'y'.repeat(257) }])).toMatch(
      /^InvalidParameterValue: Tag value exceeds/,
    );
    expect(await create([id], [{ Key: 'x' }, { Key: 'x' }])).toMatch(
      /^InvalidParameterValue: Duplicate tag key/,
    );
    expect(await create([id], [{ Key: 'AWS:x' }])).toMatch(/^InvalidParameterValue: Tag keys starting with/);
    const many = (from: number, count: number) =>
      Array.from({ length: count }, (_, n) => ({ Key: `k${from + n}`, Value: '' }));
    expect(await create([id], many(0, 51))).toMatch(/^TagLimitExceeded: /);
    await bench.ec2('CreateTags', { Resources: [id], Tags: many(0, 40) });
    expect(await create([id], many(40, 11))).toBe(
      'TagLimitExceeded: The maximum number of Tags for a resource has been reached.',
    );
  });

  test('`__proto__` is a key like any', async () => {
    const id = await bench.runningInstance();
    await bench.ec2('CreateTags', { Resources: [id], Tags: [{ Key: '__proto__', Value: 'x' }] });
    const { Tags } = await bench.ec2('DescribeTags', { Filters: [{ Name: 'resource-id', Values: [id] }] });
    expect(Tags).toEqual([{ Key: '__proto__', ResourceId: id, ResourceType: 'instance', Value: 'x' }]);
  });
});

test('who may only tag what is his own (ec2:ResourceTag) is refused elsewhere', async () => {
  const [own, other] = [await bench.runningInstance(), await bench.runningInstance()];
  await bench.ec2('CreateTags', { Resources: [own], Tags: [{ Key: 'owner', Value: 'me' }] });
  const caller = await bench.addUser('tagger', {
    policy: documentOf({
      Effect: 'Allow',
      Action: ['ec2:CreateTags', 'ec2:DeleteTags'],
      Resource: '*',
      Condition: { StringEquals: { 'ec2:ResourceTag/owner': 'me' } },
    }),
  });
  await bench.ec2('CreateTags', { Resources: [own], Tags: [{ Key: 'x', Value: 'y' }] }, caller);
  expect(await tagsOf(own)).toEqual({ owner: 'me', x: 'y' });
  expect(
    await failure(bench.ec2('CreateTags', { Resources: [own, other], Tags: [{ Key: 'z' }] }, caller)),
  ).toContain(`ec2:CreateTags on resource: arn:aws:ec2:us-east-1:123456789012:instance/${other}`);
});
