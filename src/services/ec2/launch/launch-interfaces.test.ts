import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { failure, IMAGE_ID, openBench, type Bench } from '../../../../test/ec2-bench.ts';
import { documentOf } from '../../../../test/in-process-house.ts';
import type { Caller } from '../../../kernel/caller.ts';
import type { RunInstancesRequest } from '../../../model/generated/ec2.ts';

let bench: Bench;
let SubnetId: string;
let other: string;
beforeAll(async () => {
  bench = await openBench();
  const { Subnets = [] } = await bench.ec2('DescribeSubnets', {});
  const inZone = (zone: string) => Subnets.find((each) => each.AvailabilityZone === zone)?.SubnetId ?? '';
  SubnetId = inZone('us-east-1a');
  other = inZone('us-east-1b');
});
afterAll(() => bench.close());

async function makeInterface(subnet = SubnetId): Promise<string> {
  const { NetworkInterface } = await bench.ec2('CreateNetworkInterface', {
    SubnetId: subnet,
    Description: 'given',
  });
  return NetworkInterface?.NetworkInterfaceId ?? '';
}

const run = (input: Partial<RunInstancesRequest>, caller: Caller = bench.root) =>
  bench.ec2(
    'RunInstances',
    { ImageId: IMAGE_ID, InstanceType: 'm5.large', MinCount: 1, MaxCount: 1, ...input },
    caller,
  );

async function one(input: Partial<RunInstancesRequest>) {
  const { Instances } = await run(input);
  const id = Instances?.[0]?.InstanceId ?? '';
  bench.settle();
  const { Reservations } = await bench.ec2('DescribeInstances', { InstanceIds: [id] });
  return { id, launched: Instances?.[0], shown: Reservations?.[0]?.Instances?.[0] };
}

async function statusOf(id: string) {
  const { NetworkInterfaces } = await bench.ec2('DescribeNetworkInterfaces', { NetworkInterfaceIds: [id] });
  return NetworkInterfaces?.[0]?.Status;
}

describe('a launch with network interfaces', () => {
  test('that are there: the instance has their address, and they outlive it', async () => {
    const eni = await makeInterface();
    const { NetworkInterfaces } = await bench.ec2('DescribeNetworkInterfaces', {
      NetworkInterfaceIds: [eni],
    });
    const { PrivateIpAddress, MacAddress, Groups } = NetworkInterfaces?.[0] ?? {};
    const { id, launched, shown } = await one({
      NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: eni }],
    });
    for (const instance of [launched, shown]) {
      expect(instance).toMatchObject({
        PrivateIpAddress,
        SubnetId,
        SecurityGroups: Groups,
        NetworkInterfaces: [
          {
            NetworkInterfaceId: eni,
            MacAddress,
            Description: 'given',
            PrivateIpAddress,
            Attachment: { DeviceIndex: 0, DeleteOnTermination: false, Status: 'attached' },
          },
        ],
      });
    }
    expect(await statusOf(eni)).toBe('in-use');
    expect(await failure(one({ NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: eni }] }))).toBe(
      `InvalidNetworkInterface.InUse: Interface: [${eni}] in use.`,
    );
    expect((await bench.house.instances.interfacesOf(id)).map((nic) => nic.id)).toEqual([eni]);
    await bench.ec2('TerminateInstances', { InstanceIds: [id] });
    bench.settle();
    expect(await statusOf(eni)).toBe('available');
    await one({ NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: eni }] });
  });

  test('several: new ones and one that is there, in the order of their indexes', async () => {
    const eni = await makeInterface();
    const { shown } = await one({
      NetworkInterfaces: [
        { DeviceIndex: 1, NetworkInterfaceId: eni },
        { DeviceIndex: 0, SubnetId, Description: 'first' },
        { DeviceIndex: 2, SubnetId, Description: 'third', DeleteOnTermination: true },
      ],
    });
    expect(
      shown?.NetworkInterfaces?.map(
        ({ Attachment, Description }) => `${Attachment?.DeviceIndex} ${Description}`,
      ),
    ).toEqual(['0 first', '1 given', '2 third']);
    expect(shown?.PublicIpAddress).toBeUndefined();
    const third = shown?.NetworkInterfaces?.[2]?.NetworkInterfaceId ?? '';
    await bench.ec2('TerminateInstances', { InstanceIds: [shown?.InstanceId ?? ''] });
    bench.settle();
    expect(await statusOf(eni)).toBe('available');
    expect(await failure(statusOf(third))).toMatch(/^InvalidNetworkInterfaceID.NotFound: /);
  });

  test('with further addresses, counted or named', async () => {
    const addresses = async (nic: object) => {
      const { shown } = await one({ NetworkInterfaces: [{ DeviceIndex: 0, SubnetId, ...nic }] });
      return shown?.NetworkInterfaces?.[0]?.PrivateIpAddresses?.map((each) => each.PrivateIpAddress);
    };
    expect(await addresses({ SecondaryPrivateIpAddressCount: 2 })).toHaveLength(3);
    const named = [{ Primary: true, PrivateIpAddress: '172.31.5.10' }, { PrivateIpAddress: '172.31.5.11' }];
    expect(await addresses({ PrivateIpAddresses: named })).toEqual(['172.31.5.10', '172.31.5.11']);
  });

  test('that cannot be', async () => {
    const eni = await makeInterface();
    const elsewhere = await makeInterface(other);
    const missing = 'eni-0123456789abcdef0';
    const cases: readonly (readonly [Partial<RunInstancesRequest>, RegExp])[] = [
      [
        { NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: missing }] },
        /^InvalidNetworkInterfaceID.NotFound: The networkInterface ID 'eni-0123456789abcdef0' does not exist/,
      ],
      [
        { NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: 'eni-x' }] },
        /^InvalidNetworkInterfaceI[dD].Malformed: /,
      ],
      [
        { NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: eni, SubnetId }] },
        /^InvalidParameterCombination: A network interface may not specify both a network interface ID and a subnet$/,
      ],
      [
        { MaxCount: 2, NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: eni }] },
        /^InvalidParameterCombination: /,
      ],
      [
        { NetworkInterfaces: [{ DeviceIndex: 1, SubnetId }] },
        /^InvalidParameterCombination: The specified network interfaces must include one with device index 0$/,
      ],
      [
        {
          NetworkInterfaces: [
            { DeviceIndex: 0, SubnetId },
            { DeviceIndex: 0, SubnetId },
          ],
        },
        /^InvalidParameterCombination: Each network interface requires a unique device index\.$/,
      ],
      [
        {
          NetworkInterfaces: [
            { DeviceIndex: 0, SubnetId, AssociatePublicIpAddress: true },
            { DeviceIndex: 1, SubnetId },
          ],
        },
        /^InvalidParameterCombination: The associatePublicIPAddress parameter cannot be specified when launching with multiple network interfaces\.$/,
      ],
      [
        {
          InstanceType: 't3.micro',
          NetworkInterfaces: [0, 1, 2].map((DeviceIndex) => ({ DeviceIndex, SubnetId })),
        },
        /^AttachmentLimitExceeded: Interface count 3 exceeds the limit for t3.micro$/,
      ],
      [
        {
          NetworkInterfaces: [
            { DeviceIndex: 0, SubnetId },
            { DeviceIndex: 1, NetworkInterfaceId: elsewhere },
          ],
        },
        /^InvalidParameterCombination: You may not attach a network interface to an instance if they are not in the same availability zone$/,
      ],
      [
        { NetworkInterfaces: [{ DeviceIndex: 0, SubnetId, Ipv6AddressCount: 1 }] },
        /^NotImplemented: the parameter `NetworkInterface.Ipv6Address`/,
      ],
    ];
    for (const [input, expected] of cases) expect(await failure(run(input))).toMatch(expected);
    expect(await statusOf(eni)).toBe('available');
  });

  test('is authorised on the very interface that is there', async () => {
    const eni = await makeInterface();
    const policy = documentOf(
      { Effect: 'Allow', Action: 'ec2:RunInstances', Resource: '*' },
      {
        Effect: 'Deny',
        Action: 'ec2:RunInstances',
        Resource: `arn:aws:ec2:us-east-1:123456789012:network-interface/${eni}`,
      },
    );
    const user = await bench.addUser('not-that-one', { policy });
    const given = { NetworkInterfaces: [{ DeviceIndex: 0, NetworkInterfaceId: eni }] };
    expect(await failure(run(given, user))).toMatch(
      new RegExp(
        `^UnauthorizedOperation: .* on resource: arn:.*network-interface/${eni} with an explicit deny`,
      ),
    );
    await run({ NetworkInterfaces: [{ DeviceIndex: 0, SubnetId }] }, user);
  });
});
