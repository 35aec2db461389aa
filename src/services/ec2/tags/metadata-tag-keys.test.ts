import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openBench, type Bench } from '../../../../test/ec2-bench.ts';

/** Tags that an instance shows in its metadata must have keys that a path can tell. */
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

const SHOWN = { MetadataOptions: { InstanceMetadataTags: 'enabled' } } as const;
const refusal = (key: string) => ({
  code: 'InvalidParameterValue',
  message:
    `'${key}' is not a valid tag key. Tag keys must match pattern ([0-9a-zA-Z\\\\-_+=,.@:]{1,255}), ` +
    "and must not be a reserved name ('.', '..', '_index')",
});
const KEYS = ['Patch Group', 'k8s.io/cluster-autoscaler/enabled', 'ü', '.', '..', '_index', 'a%2fb', 'a\nb'];

function tagged(key: string) {
  return { TagSpecifications: [{ ResourceType: 'instance', Tags: [{ Key: key, Value: 'x' }] }] } as const;
}

describe.each(KEYS)('%j', (key) => {
  test('is refused at launch, by CreateTags and when the tags are to be shown', async () => {
    await expect(bench.runningInstance({ ...SHOWN, ...structuredClone(tagged(key)) })).rejects.toMatchObject(
      refusal(key),
    );
    const shown = await bench.runningInstance(SHOWN);
    const Tags = [{ Key: key, Value: 'x' }];
    await expect(bench.ec2('CreateTags', { Resources: [shown], Tags })).rejects.toMatchObject(refusal(key));
    const hidden = await bench.runningInstance(structuredClone(tagged(key)));
    await expect(
      bench.ec2('ModifyInstanceMetadataOptions', { InstanceId: hidden, InstanceMetadataTags: 'enabled' }),
    ).rejects.toMatchObject(refusal(key));
  });
});

test('what a path can tell is taken, and is in the metadata', async () => {
  const keys = ['Name', 'aws-like:key', 'a.b', 'a+b=c,d@e_f-g', '...', 'index'];
  const instance = await bench.runningInstance(SHOWN);
  await bench.ec2('CreateTags', {
    Resources: [instance],
    Tags: keys.map((Key) => ({ Key, Value: 'x' })),
  });
  expect(Object.keys((await bench.house.instances.byId(instance))?.tags ?? {}).sort()).toEqual(keys.sort());
});

test('where tags are not shown every key is taken, and on other resources too', async () => {
  const instance = await bench.runningInstance();
  const { Volumes } = await bench.ec2('DescribeVolumes', {});
  const Resources = [instance, Volumes?.[0]?.VolumeId ?? ''];
  await bench.ec2('CreateTags', { Resources, Tags: [{ Key: 'Any Key', Value: 'x' }] });
  const { Tags } = await bench.ec2('DescribeTags', { Filters: [{ Name: 'key', Values: ['Any Key'] }] });
  expect(Tags).toHaveLength(2);
});
