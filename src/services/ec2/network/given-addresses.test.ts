import { afterAll, beforeAll, expect, test } from 'vitest';
import { openBench, type Bench } from '../../../../test/ec2-bench.ts';

/** The public addresses that EC2 gives by itself. */
let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

async function described(id: string) {
  const { Reservations } = await bench.ec2('DescribeInstances', { InstanceIds: [id] });
  return Reservations?.[0]?.Instances?.[0];
}
const publicIp = async (id: string) => (await described(id))?.PublicIpAddress;

async function everyAddress(): Promise<readonly (string | null)[]> {
  const rows = await bench.house.store.read((tx) =>
    tx.selectFrom('instances').select('public_ip').where('public_ip', 'is not', null).execute(),
  );
  return rows.map(({ public_ip }) => public_ip);
}

test('no two instances have the same public address, and none has one that the house needs itself', async () => {
  await bench.ec2('RunInstances', { ImageId: 'ami-56d4ad31', MinCount: 100, MaxCount: 100 });
  await bench.runningInstance();
  const all = await everyAddress();
  expect(all).toHaveLength(101);
  expect(new Set(all).size).toBe(101);
  for (const address of all) expect(address).toMatch(/^198\.18\.(?!0\.)\d+\.\d+$/);
});

test('instances with the same private address in two VPCs have public addresses of their own', async () => {
  const launchInto = async () => {
    const { Vpc } = await bench.ec2('CreateVpc', { CidrBlock: '10.9.0.0/16' });
    const { Subnet } = await bench.ec2('CreateSubnet', { VpcId: Vpc?.VpcId ?? '', CidrBlock: '10.9.1.0/24' });
    return bench.runningInstance({
      NetworkInterfaces: [
        {
          DeviceIndex: 0,
          SubnetId: Subnet?.SubnetId,
          AssociatePublicIpAddress: true,
          PrivateIpAddress: '10.9.1.9',
        },
      ],
    });
  };
  const [one, two] = [await described(await launchInto()), await described(await launchInto())];
  expect([one?.PrivateIpAddress, two?.PrivateIpAddress]).toEqual(['10.9.1.9', '10.9.1.9']);
  expect(one?.PublicIpAddress).toMatch(/^198\.18\./);
  expect(two?.PublicIpAddress).not.toBe(one?.PublicIpAddress);
});

test('the address is released when an instance stops, and it gets a new one at its start; a reboot keeps it', async () => {
  const id = await bench.runningInstance();
  const before = await publicIp(id);
  expect(before).toMatch(/^198\.18\./);
  await bench.ec2('RebootInstances', { InstanceIds: [id] });
  expect(await publicIp(id)).toBe(before);
  await bench.ec2('StopInstances', { InstanceIds: [id] });
  expect(await publicIp(id)).toBeUndefined();
  expect(await everyAddress()).not.toContain(before);
  bench.settle();
  await bench.ec2('StartInstances', { InstanceIds: [id] });
  const after = await publicIp(id);
  expect(after).toMatch(/^198\.18\./);
  expect(after).not.toBe(before);
  expect((await bench.house.instances.byId(id))?.publicIp).toBe(after);
  await bench.ec2('TerminateInstances', { InstanceIds: [id] });
  expect(await everyAddress()).not.toContain(after);
});

test('an elastic address releases the one that EC2 gave; taken off, the instance receives a new one', async () => {
  const id = await bench.runningInstance();
  const before = await publicIp(id);
  const { AllocationId, PublicIp } = await bench.ec2('AllocateAddress', {});
  const { AssociationId } = await bench.ec2('AssociateAddress', { AllocationId, InstanceId: id });
  expect(await publicIp(id)).toBe(PublicIp);
  expect(await everyAddress()).not.toContain(before);
  await bench.ec2('DisassociateAddress', { AssociationId });
  const after = await publicIp(id);
  expect(after).toMatch(/^198\.18\./);
  expect(after).not.toBe(before);
});

test('AssociatePublicIpAddress of a running instance gives and takes the address', async () => {
  const id = await bench.runningInstance();
  const nic = (await described(id))?.NetworkInterfaces?.[0]?.NetworkInterfaceId ?? '';
  const set = (AssociatePublicIpAddress: boolean) =>
    bench.ec2('ModifyNetworkInterfaceAttribute', { NetworkInterfaceId: nic, AssociatePublicIpAddress });
  await set(false);
  expect(await publicIp(id)).toBeUndefined();
  await set(true);
  expect(await publicIp(id)).toMatch(/^198\.18\./);
});

test('the answer of a launch shows no public address and no volumes, which the instance has soon after', async () => {
  const { Instances } = await bench.ec2('RunInstances', {
    ImageId: 'ami-56d4ad31',
    MinCount: 1,
    MaxCount: 1,
  });
  const launched = Instances?.[0];
  expect(launched?.State?.Name).toBe('pending');
  expect([launched?.PublicIpAddress, launched?.PublicDnsName]).toEqual([undefined, '']);
  expect(launched?.NetworkInterfaces?.map(({ Association }) => Association)).toEqual([undefined]);
  expect(launched?.BlockDeviceMappings).toEqual([]);
  bench.settle();
  const running = await described(launched?.InstanceId ?? '');
  expect(running?.PublicIpAddress).toMatch(/^198\.18\./);
  expect(running?.BlockDeviceMappings).toHaveLength(1);
});
