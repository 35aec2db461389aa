import { afterAll, beforeAll, expect, test } from 'vitest';
import { ACCOUNT } from '../../../../test/in-process-house.ts';
import { openBench, type Bench } from '../../../../test/ec2-bench.ts';

/** The interfaces of an instance as its metadata service meets them. */
let bench: Bench;
let instance: string;
beforeAll(async () => {
  bench = await openBench();
  instance = await bench.runningInstance();
});
afterAll(() => bench.close());

async function view() {
  const found = await bench.house.instances.byId(instance);
  if (found === undefined) throw new Error('there is no such instance');
  return { ...found, networkInterfaces: await bench.house.instances.interfacesOf(instance) };
}

test('an instance has one from its launch, with its addresses', async () => {
  const { networkInterfaces, mac, privateIp, publicIp = '', publicDnsName, ...seen } = await view();
  expect(networkInterfaces).toEqual([
    {
      id: expect.stringMatching(/^eni-[0-9a-f]{17}$/),
      mac,
      deviceIndex: 0,
      privateIps: [privateIp],
      privateDnsName: seen.privateDnsName,
      publicAddresses: [{ publicIp, privateIp }],
      publicDnsName,
      subnetId: seen.subnetId,
      subnetCidr: seen.subnetCidr,
      securityGroups: seen.securityGroups,
    },
  ]);
});

test('a second one is there once attached, secondary and elastic addresses beside the private ones', async () => {
  const { Subnets } = await bench.ec2('DescribeSubnets', {
    Filters: [{ Name: 'default-for-az', Values: ['true'] }],
  });
  const other = Subnets?.find(({ AvailabilityZone }) => AvailabilityZone === 'us-east-1b');
  const subnetId = other?.SubnetId ?? '';
  const common = { account_id: ACCOUNT, region: 'us-east-1', created_at: 0 };
  const groups = [{ groupId: 'sg-1', groupName: 'other' }];
  const data = JSON.stringify({
    mac: '02:00:00:00:00:01',
    groups,
    attachment: { id: 'eni-attach-1', deviceIndex: 1, deleteOnTermination: false, attachedAt: 0 },
  });
  await bench.house.store.write(async (tx) => {
    await tx
      .insertInto('network_interfaces')
      .values({
        ...common,
        ...{ id: 'eni-1', instance_id: instance, subnet_id: subnetId, private_ip: '172.31.16.9', data },
      })
      .execute();
    for (const private_ip of ['172.31.16.11', '172.31.16.10']) {
      await tx
        .insertInto('secondary_addresses')
        .values({ interface_id: 'eni-1', subnet_id: subnetId, private_ip })
        .execute();
    }
    const association = { id: 'eipassoc-1', privateIp: '172.31.16.10' };
    await tx
      .insertInto('elastic_ips')
      .values({
        ...common,
        ...{ id: 'eipalloc-1', public_ip: '198.19.0.1', interface_id: 'eni-1' },
        data: JSON.stringify({ association }),
      })
      .execute();
  });
  const { networkInterfaces } = await view();
  expect(networkInterfaces).toHaveLength(2);
  expect(networkInterfaces.find(({ id }) => id === 'eni-1')).toEqual({
    id: 'eni-1',
    mac: '02:00:00:00:00:01',
    deviceIndex: 1,
    privateIps: ['172.31.16.9', '172.31.16.10', '172.31.16.11'],
    privateDnsName: 'ip-172-31-16-9.ec2.internal',
    publicAddresses: [{ publicIp: '198.19.0.1', privateIp: '172.31.16.10' }],
    publicDnsName: 'ec2-198-19-0-1.compute-1.amazonaws.com',
    subnetId,
    subnetCidr: other?.CidrBlock,
    securityGroups: groups,
  });
});

test('public addresses have names where the VPC gives them, and not where enableDnsHostnames is false', async () => {
  const { vpcId, publicDnsName, publicIp } = await view();
  expect(publicDnsName).toMatch(/^ec2-[\d-]+\.compute-1\.amazonaws\.com$/);
  const set = (Value: boolean) =>
    bench.ec2('ModifyVpcAttribute', { VpcId: vpcId, EnableDnsHostnames: { Value } });
  await set(false);
  const without = await view();
  expect([without.publicIp, without.publicDnsName]).toEqual([publicIp, undefined]);
  expect(without.networkInterfaces.map((nic) => nic.publicDnsName)).toEqual([undefined, undefined]);
  await set(true);
  expect((await view()).publicDnsName).toBe(publicDnsName);
});

test('a volume attached to a running instance is among its devices from the next start on', async () => {
  const devices = async () => (await view()).blockDevices.map(({ deviceName }) => deviceName);
  bench.clock.advance(60_000);
  const { VolumeId = '' } = await bench.ec2('CreateVolume', { AvailabilityZone: 'us-east-1a', Size: 1 });
  bench.settle();
  await bench.ec2('AttachVolume', { InstanceId: instance, VolumeId, Device: '/dev/sdf' });
  expect(await devices()).toEqual(['/dev/xvda']);
  await bench.ec2('StopInstances', { InstanceIds: [instance] });
  bench.settle();
  await bench.ec2('StartInstances', { InstanceIds: [instance] });
  expect(await devices()).toEqual(['/dev/xvda', '/dev/sdf']);
});
