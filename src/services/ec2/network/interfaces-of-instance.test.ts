import { afterAll, beforeAll, expect, test } from 'vitest';
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

test('a second one is there once attached, secondary and elastic addresses beside the first private one', async () => {
  const { subnetId, subnetCidr, securityGroups } = await view();
  const { NetworkInterface } = await bench.ec2('CreateNetworkInterface', {
    SubnetId: subnetId,
    PrivateIpAddress: '172.31.9.9',
    SecondaryPrivateIpAddressCount: 1,
  });
  const { NetworkInterfaceId = '', MacAddress, PrivateIpAddresses } = NetworkInterface ?? {};
  const secondary = PrivateIpAddresses?.find(({ Primary }) => Primary === false)?.PrivateIpAddress ?? '';
  const { AllocationId, PublicIp = '' } = await bench.ec2('AllocateAddress', {});
  await bench.ec2('AssociateAddress', { AllocationId, NetworkInterfaceId, PrivateIpAddress: secondary });
  expect((await view()).networkInterfaces).toHaveLength(1);
  await bench.ec2('AttachNetworkInterface', { InstanceId: instance, NetworkInterfaceId, DeviceIndex: 1 });
  bench.settle();
  const { networkInterfaces } = await view();
  expect(networkInterfaces).toHaveLength(2);
  expect(networkInterfaces.find(({ id }) => id === NetworkInterfaceId)).toEqual({
    id: NetworkInterfaceId,
    mac: MacAddress,
    deviceIndex: 1,
    privateIps: ['172.31.9.9', secondary],
    privateDnsName: 'ip-172-31-9-9.ec2.internal',
    publicAddresses: [{ publicIp: PublicIp, privateIp: secondary }],
    publicDnsName: `ec2-${PublicIp.replaceAll('.', '-')}.compute-1.amazonaws.com`,
    subnetId,
    subnetCidr,
    securityGroups,
  });
});

test('an elastic address of the first interface stands in the place of the one that EC2 gave', async () => {
  const { publicIp, networkInterfaces } = await view();
  const first = networkInterfaces.find(({ deviceIndex }) => deviceIndex === 0);
  const { AllocationId, PublicIp } = await bench.ec2('AllocateAddress', {});
  const NetworkInterfaceId = first?.id ?? '';
  const { AssociationId } = await bench.ec2('AssociateAddress', { AllocationId, NetworkInterfaceId });
  const now = await view();
  expect(now.publicIp).toBe(PublicIp);
  expect(now.networkInterfaces.find(({ id }) => id === first?.id)?.publicAddresses).toEqual([
    { publicIp: PublicIp, privateIp: now.privateIp },
  ]);
  await bench.ec2('DisassociateAddress', { AssociationId });
  expect((await view()).publicIp).not.toBe(PublicIp);
  expect(publicIp).not.toBe(PublicIp);
});

/** The public names that EC2's own calls show, and how many instances are found by that name. */
async function described() {
  const { publicIp = '' } = await view();
  const { Reservations } = await bench.ec2('DescribeInstances', { InstanceIds: [instance] });
  const shown = Reservations?.[0]?.Instances?.[0];
  const { NetworkInterfaces } = await bench.ec2('DescribeNetworkInterfaces', {
    Filters: [{ Name: 'attachment.instance-id', Values: [instance] }],
  });
  const ofInstance = shown?.NetworkInterfaces?.map((nic) => nic.Association);
  const ofInterface = NetworkInterfaces?.map((nic) => nic.Association);
  const named = (all: typeof ofInstance) => all?.find((one) => one?.PublicIp === publicIp)?.PublicDnsName;
  const names = [shown?.PublicDnsName, named(ofInstance), named(ofInterface)];
  const byName = await bench.ec2('DescribeInstances', { Filters: [{ Name: 'dns-name', Values: ['ec2-*'] }] });
  return { names, found: byName.Reservations?.length ?? 0 };
}

test('public addresses have names where the VPC gives them, and not where enableDnsHostnames is false', async () => {
  const { vpcId, publicDnsName, publicIp } = await view();
  expect(publicDnsName).toMatch(/^ec2-[\d-]+\.compute-1\.amazonaws\.com$/);
  const set = (Value: boolean) =>
    bench.ec2('ModifyVpcAttribute', { VpcId: vpcId, EnableDnsHostnames: { Value } });
  await set(false);
  const without = await view();
  expect([without.publicIp, without.publicDnsName]).toEqual([publicIp, undefined]);
  expect(without.networkInterfaces.map((nic) => nic.publicDnsName)).toEqual([undefined, undefined]);
  expect(await described()).toMatchObject({ names: ['', '', ''], found: 0 });
  await set(true);
  expect(await described()).toMatchObject({
    names: Array.from({ length: 3 }, () => publicDnsName),
    found: 1,
  });
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
