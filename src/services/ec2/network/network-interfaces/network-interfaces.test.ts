import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../../test/ec2-bench.ts';
import { makeNetwork } from '../../../../../test/ec2-network.ts';
import { documentOf } from '../../../../../test/in-process-house.ts';

let bench: Bench;
let net: Awaited<ReturnType<typeof makeNetwork>>;
beforeAll(async () => {
  bench = await openBench();
  net = await makeNetwork((name, input) => bench.ec2(name, input));
});
afterAll(() => bench.close());

const make = async (input: object = {}) =>
  (await bench.ec2('CreateNetworkInterface', { SubnetId: net.SubnetId, ...input })).NetworkInterface;
const idOf = async (input: object = {}) => (await make(input))?.NetworkInterfaceId ?? '';
const nicOf = async (id: string) =>
  (await bench.ec2('DescribeNetworkInterfaces', { NetworkInterfaceIds: [id] })).NetworkInterfaces?.[0];
const instanceOf = async (id: string) =>
  (await bench.ec2('DescribeInstances', { InstanceIds: [id] })).Reservations?.[0]?.Instances?.[0];
const launch = () => bench.runningInstance({ SubnetId: net.SubnetId });

test('an interface is made with the VPC’s default group and a free address, or as it was asked for', async () => {
  const plain = await make({ Description: 'plain' });
  expect(plain).toMatchObject({
    Description: 'plain',
    InterfaceType: 'interface',
    Status: 'pending',
    VpcId: net.VpcId,
    Groups: [{ GroupName: 'default' }],
    SourceDestCheck: true,
    RequesterManaged: false,
    MacAddress: expect.stringMatching(/^02(:[0-9a-f]{2}){5}$/),
  });
  const asked = await make({
    PrivateIpAddresses: [
      { PrivateIpAddress: '10.7.1.100', Primary: true },
      { PrivateIpAddress: '10.7.1.101', Primary: false },
    ],
    Groups: [net.GroupId],
    TagSpecifications: [{ ResourceType: 'network-interface', Tags: [{ Key: 'a', Value: 'b' }] }],
  });
  const shown = await nicOf(asked?.NetworkInterfaceId ?? '');
  expect(shown).toMatchObject({
    Status: 'available',
    PrivateIpAddress: '10.7.1.100',
    PrivateIpAddresses: [
      { PrivateIpAddress: '10.7.1.100', Primary: true },
      { PrivateIpAddress: '10.7.1.101', Primary: false },
    ],
    Groups: [{ GroupId: net.GroupId, GroupName: 'own' }],
    TagSet: [{ Key: 'a', Value: 'b' }],
  });
  expect(shown?.Attachment).toBeUndefined();
  const found = await bench.ec2('DescribeNetworkInterfaces', {
    Filters: [{ Name: 'addresses.private-ip-address', Values: ['10.7.1.101'] }],
  });
  expect(found.NetworkInterfaces?.map(({ NetworkInterfaceId }) => NetworkInterfaceId)).toEqual([
    asked?.NetworkInterfaceId,
  ]);
});

test.each([
  [
    { PrivateIpAddress: '10.8.0.1' },
    /^InvalidParameterValue: Value \(10\.8\.0\.1\) for parameter privateIpAddress/,
  ],
  [{ PrivateIpAddress: '10.7.1.1' }, /^InvalidParameterValue: /],
  [{ PrivateIpAddress: '10.7.1.100' }, /^InvalidIPAddress\.InUse: /],
  [{ PrivateIpAddress: '10.7.1.101' }, /^InvalidIPAddress\.InUse: /],
  [{ Groups: ['sg-00000000'] }, /^InvalidGroup\.NotFound: /],
  [{ SubnetId: 'subnet-00000000' }, /^InvalidSubnetID\.NotFound: /],
  [{ SecondaryPrivateIpAddressCount: 300 }, /^InsufficientFreeAddressesInSubnet: /],
  [{ Description: 'x'.repeat(256) }, /^InvalidParameterValue: /],
  [{ InterfaceType: 'efa' }, /^NotImplemented: /],
  [{ PrivateIpAddresses: [{ PrivateIpAddress: '10.7.1.50' }] }, /^InvalidParameterCombination: /],
])('%j is refused', async (input, message) => {
  expect(await failure(make(input))).toMatch(message);
});

describe('attaching', () => {
  test('shows the interface on the instance, to its metadata too, until it is detached', async () => {
    const [InstanceId, NetworkInterfaceId] = [await launch(), await idOf({ Description: 'second' })];
    const attach = (DeviceIndex: number, id = NetworkInterfaceId) =>
      bench.ec2('AttachNetworkInterface', { InstanceId, NetworkInterfaceId: id, DeviceIndex });
    const { AttachmentId = '' } = await attach(1);
    const instance = await instanceOf(InstanceId);
    expect(instance?.NetworkInterfaces).toMatchObject([
      { Attachment: { DeviceIndex: 0, DeleteOnTermination: true } },
      {
        NetworkInterfaceId,
        Description: 'second',
        Status: 'in-use',
        Attachment: { AttachmentId, DeviceIndex: 1, DeleteOnTermination: false, Status: 'attached' },
      },
    ]);
    expect(instance?.PrivateIpAddress).toBe(instance?.NetworkInterfaces?.[0]?.PrivateIpAddress);
    expect(await bench.house.instances.interfacesOf(InstanceId)).toHaveLength(2);
    expect((await nicOf(NetworkInterfaceId))?.Attachment).toMatchObject({ InstanceId, DeviceIndex: 1 });
    expect(await failure(attach(2))).toBe(
      `InvalidNetworkInterface.InUse: Interface: [${NetworkInterfaceId}] in use.`,
    );
    expect(await failure(attach(1, await idOf()))).toBe(
      `InvalidParameterValue: Instance '${InstanceId}' already has an interface attached at device index '1'.`,
    );
    expect(await failure(bench.ec2('DeleteNetworkInterface', { NetworkInterfaceId }))).toBe(
      `InvalidParameterValue: Network interface '${NetworkInterfaceId}' is currently in use.`,
    );
    await bench.ec2('DetachNetworkInterface', { AttachmentId });
    expect(await failure(bench.ec2('DetachNetworkInterface', { AttachmentId }))).toBe(
      `InvalidAttachmentID.NotFound: The attachment ID '${AttachmentId}' does not exist`,
    );
    expect((await instanceOf(InstanceId))?.NetworkInterfaces).toHaveLength(1);
    await bench.ec2('DeleteNetworkInterface', { NetworkInterfaceId });
    expect(await failure(nicOf(NetworkInterfaceId))).toBe(
      `InvalidNetworkInterfaceID.NotFound: The networkInterface ID '${NetworkInterfaceId}' does not exist`,
    );
  });

  test('the first interface cannot be detached, one of another zone not attached', async () => {
    const InstanceId = await launch();
    const first = (await instanceOf(InstanceId))?.NetworkInterfaces?.[0]?.Attachment?.AttachmentId ?? '';
    expect(await failure(bench.ec2('DetachNetworkInterface', { AttachmentId: first }))).toBe(
      'OperationNotPermitted: The network interface at device index 0 and networkCard index 0 cannot be detached.',
    );
    const elsewhere = await bench.ec2('CreateSubnet', {
      VpcId: net.VpcId,
      CidrBlock: '10.7.50.0/24',
      AvailabilityZone: 'us-east-1f',
    });
    const NetworkInterfaceId = await idOf({ SubnetId: elsewhere.Subnet?.SubnetId });
    const attach = bench.ec2('AttachNetworkInterface', { InstanceId, NetworkInterfaceId, DeviceIndex: 1 });
    expect(await failure(attach)).toMatch(
      /^InvalidParameterCombination: You may not attach a network interface/,
    );
  });

  test('to two instances at once: one is refused', async () => {
    const [one, two, NetworkInterfaceId] = [await launch(), await launch(), await idOf()];
    const results = await Promise.allSettled(
      [one, two].map((InstanceId) =>
        bench.ec2('AttachNetworkInterface', { InstanceId, NetworkInterfaceId, DeviceIndex: 1 }),
      ),
    );
    expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  });
});

test('a terminated instance leaves the interfaces that do not go with it', async () => {
  const InstanceId = await launch();
  const [kept, gone] = [await idOf(), await idOf()];
  await bench.ec2('AttachNetworkInterface', { InstanceId, NetworkInterfaceId: kept, DeviceIndex: 1 });
  const { AttachmentId } = await bench.ec2('AttachNetworkInterface', {
    InstanceId,
    NetworkInterfaceId: gone,
    DeviceIndex: 2,
  });
  await bench.ec2('ModifyNetworkInterfaceAttribute', {
    NetworkInterfaceId: gone,
    Attachment: { AttachmentId, DeleteOnTermination: true },
  });
  const first = (await instanceOf(InstanceId))?.NetworkInterfaces?.[0];
  await bench.ec2('ModifyNetworkInterfaceAttribute', {
    NetworkInterfaceId: first?.NetworkInterfaceId ?? '',
    Attachment: { AttachmentId: first?.Attachment?.AttachmentId, DeleteOnTermination: false },
  });
  await bench.ec2('TerminateInstances', { InstanceIds: [InstanceId] });
  expect((await nicOf(kept))?.Status).toBe('available');
  expect(await nicOf(first?.NetworkInterfaceId ?? '')).toMatchObject({
    Status: 'available',
    MacAddress: first?.MacAddress,
    Groups: first?.Groups,
  });
  expect(await failure(nicOf(gone))).toMatch(/^InvalidNetworkInterfaceID\.NotFound/);
});

test('attributes are changed one at a time; of an instance’s first interface the instance shows them', async () => {
  const InstanceId = await launch();
  const id = (await instanceOf(InstanceId))?.NetworkInterfaces?.[0]?.NetworkInterfaceId ?? '';
  for (const NetworkInterfaceId of [id, await idOf()]) {
    const modify = (input: object) =>
      bench.ec2('ModifyNetworkInterfaceAttribute', { NetworkInterfaceId, ...input });
    await modify({ Description: { Value: 'described' } });
    await modify({ SourceDestCheck: { Value: false } });
    await modify({ Groups: [net.GroupId] });
    expect(await nicOf(NetworkInterfaceId)).toMatchObject({
      Description: 'described',
      SourceDestCheck: false,
      Groups: [{ GroupId: net.GroupId }],
    });
    const read = (Attribute: 'description' | 'groupSet' | 'sourceDestCheck' | 'attachment') =>
      bench.ec2('DescribeNetworkInterfaceAttribute', { NetworkInterfaceId, Attribute });
    expect(await read('description')).toEqual({ NetworkInterfaceId, Description: { Value: 'described' } });
    expect(await read('sourceDestCheck')).toEqual({ NetworkInterfaceId, SourceDestCheck: { Value: false } });
    expect((await read('groupSet')).Groups).toEqual([{ GroupId: net.GroupId, GroupName: 'own' }]);
    expect((await read('attachment')).Attachment?.DeviceIndex).toBe(
      NetworkInterfaceId === id ? 0 : undefined,
    );
    expect(await failure(modify({}))).toMatch(/^MissingParameter: /);
    expect(await failure(modify({ Groups: ['sg-00000000'] }))).toMatch(/^InvalidGroup\.NotFound: /);
    expect(await failure(modify({ Description: { Value: 'a' }, SourceDestCheck: { Value: true } }))).toMatch(
      /^InvalidParameterCombination: /,
    );
  }
  expect(await instanceOf(InstanceId)).toMatchObject({
    SourceDestCheck: false,
    SecurityGroups: [{ GroupId: net.GroupId }],
  });
  const violation = await failure(bench.ec2('DeleteSecurityGroup', { GroupId: net.GroupId }));
  expect(violation).toBe(`DependencyViolation: resource ${net.GroupId} has a dependent object`);
});

test('further private addresses are assigned, moved and taken away', async () => {
  const [one, two] = [await idOf(), await idOf()];
  const assign = (NetworkInterfaceId: string, input: object) =>
    bench.ec2('AssignPrivateIpAddresses', { NetworkInterfaceId, ...input });
  expect((await assign(one, { SecondaryPrivateIpAddressCount: 2 })).AssignedPrivateIpAddresses).toHaveLength(
    2,
  );
  await assign(one, { PrivateIpAddresses: ['10.7.1.200'] });
  expect((await nicOf(one))?.PrivateIpAddresses).toHaveLength(4);
  expect(await failure(assign(two, { PrivateIpAddresses: ['10.7.1.200'] }))).toMatch(
    /^InvalidIPAddress\.InUse: /,
  );
  await assign(two, { PrivateIpAddresses: ['10.7.1.200'], AllowReassignment: true });
  expect((await nicOf(one))?.PrivateIpAddresses).toHaveLength(3);
  const first = (await nicOf(one))?.PrivateIpAddress ?? '';
  expect(await failure(assign(two, { PrivateIpAddresses: [first], AllowReassignment: true }))).toMatch(
    /^InvalidIPAddress\.InUse: /,
  );
  const unassign = (PrivateIpAddresses: string[]) =>
    bench.ec2('UnassignPrivateIpAddresses', { NetworkInterfaceId: two, PrivateIpAddresses });
  await unassign(['10.7.1.200']);
  expect(await failure(unassign(['10.7.1.200']))).toBe(
    `InvalidParameterValue: Some of [10.7.1.200] addresses are not assigned to interface ${two}`,
  );
  expect(await failure(assign(one, { SecondaryPrivateIpAddressCount: 60 }))).toMatch(
    /^PrivateIpAddressLimitExceeded: /,
  );
  expect(await failure(assign(one, {}))).toMatch(/^MissingParameter: /);
});

test('a client token makes one interface', async () => {
  const token = { ClientToken: 'the same' };
  const id = await idOf(token);
  expect(await idOf(token)).toBe(id);
  expect(await failure(idOf({ ...token, Description: 'other' }))).toMatch(/^IdempotentParameterMismatch: /);
});

test('who may attach to instances of a tag, and interfaces of a subnet, is refused on others', async () => {
  const [own, other] = [await launch(), await launch()];
  await bench.ec2('CreateTags', { Resources: [own], Tags: [{ Key: 'team', Value: 'red' }] });
  const caller = await bench.addUser('attacher', {
    policy: documentOf(
      {
        Effect: 'Allow',
        Action: 'ec2:AttachNetworkInterface',
        Resource: 'arn:aws:ec2:*:*:instance/*',
        Condition: { StringEquals: { 'aws:ResourceTag/team': 'red' } },
      },
      {
        Effect: 'Allow',
        Action: 'ec2:AttachNetworkInterface',
        Resource: 'arn:aws:ec2:*:*:network-interface/*',
        Condition: {
          ArnEquals: { 'ec2:Subnet': `arn:aws:ec2:us-east-1:123456789012:subnet/${net.SubnetId}` },
        },
      },
    ),
  });
  const attach = async (InstanceId: string, SubnetId = net.SubnetId) =>
    bench.ec2(
      'AttachNetworkInterface',
      { InstanceId, NetworkInterfaceId: await idOf({ SubnetId }), DeviceIndex: 1 },
      caller,
    );
  expect((await attach(own)).AttachmentId).toMatch(/^eni-attach-/);
  expect(await failure(attach(other))).toContain(`instance/${other} because no identity-based policy`);
  const { Subnet } = await bench.ec2('CreateSubnet', { VpcId: net.VpcId, CidrBlock: '10.7.60.0/24' });
  expect(await failure(attach(own, Subnet?.SubnetId))).toContain('network-interface/eni-');
});
