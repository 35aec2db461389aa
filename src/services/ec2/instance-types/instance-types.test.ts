import { afterAll, beforeAll, expect, test } from 'vitest';
import { failure, openBench, type Bench } from '../../../../test/ec2-bench.ts';
import { INSTANCE_TYPES } from './instance-types.ts';

let bench: Bench;
beforeAll(async () => {
  bench = await openBench();
});
afterAll(() => bench.close());

test('a type is described with its processors, memory, disks and network', async () => {
  const { InstanceTypes } = await bench.ec2('DescribeInstanceTypes', { InstanceTypes: ['m5.xlarge'] });
  expect(InstanceTypes).toEqual([
    {
      InstanceType: 'm5.xlarge',
      CurrentGeneration: true,
      FreeTierEligible: false,
      SupportedUsageClasses: ['on-demand', 'spot'],
      SupportedRootDeviceTypes: ['ebs'],
      SupportedVirtualizationTypes: ['hvm'],
      BareMetal: false,
      Hypervisor: 'nitro',
      ProcessorInfo: {
        SupportedArchitectures: ['x86_64'],
        SustainedClockSpeedInGhz: 3.1,
        Manufacturer: 'Intel',
      },
      VCpuInfo: {
        DefaultVCpus: 4,
        DefaultCores: 2,
        DefaultThreadsPerCore: 2,
        ValidThreadsPerCore: [1, 2],
      },
      MemoryInfo: { SizeInMiB: 16_384 },
      InstanceStorageSupported: false,
      EbsInfo: {
        EbsOptimizedSupport: 'default',
        EncryptionSupport: 'supported',
        EbsOptimizedInfo: {
          BaselineBandwidthInMbps: 1150,
          BaselineThroughputInMBps: 143.75,
          BaselineIops: 6000,
          MaximumBandwidthInMbps: 4750,
          MaximumThroughputInMBps: 593.75,
          MaximumIops: 18_750,
        },
        NvmeSupport: 'required',
      },
      NetworkInfo: {
        NetworkPerformance: 'Up to 10 Gigabit',
        MaximumNetworkInterfaces: 4,
        MaximumNetworkCards: 1,
        DefaultNetworkCardIndex: 0,
        NetworkCards: [
          { NetworkCardIndex: 0, NetworkPerformance: 'Up to 10 Gigabit', MaximumNetworkInterfaces: 4 },
        ],
        Ipv4AddressesPerInterface: 15,
        Ipv6AddressesPerInterface: 15,
        Ipv6Supported: true,
        EnaSupport: 'required',
        EnaSrdSupported: false,
      },
      PlacementGroupInfo: { SupportedStrategies: ['cluster', 'partition', 'spread'] },
      HibernationSupported: false,
      BurstablePerformanceSupported: false,
      DedicatedHostsSupported: false,
      AutoRecoverySupported: true,
      SupportedBootModes: ['legacy-bios', 'uefi'],
      NitroEnclavesSupport: 'unsupported',
      NitroTpmSupport: 'unsupported',
    },
  ]);
});

test.each([
  ['t2.micro', { Hypervisor: 'xen', VCpuInfo: { DefaultVCpus: 1 }, MemoryInfo: { SizeInMiB: 1024 } }],
  ['t3a.nano', { BurstablePerformanceSupported: true, MemoryInfo: { SizeInMiB: 512 } }],
  ['m7g.medium', { ProcessorInfo: { SupportedArchitectures: ['arm64'], Manufacturer: 'AWS' } }],
  ['c5.9xlarge', { VCpuInfo: { DefaultVCpus: 36, DefaultCores: 18 }, MemoryInfo: { SizeInMiB: 73_728 } }],
  ['r6i.32xlarge', { VCpuInfo: { DefaultVCpus: 128 }, MemoryInfo: { SizeInMiB: 1_048_576 } }],
  ['m1.small', { CurrentGeneration: false, MemoryInfo: { SizeInMiB: 1740 } }],
] as const)('%s is as AWS publishes it', async (name, expected) => {
  const { InstanceTypes } = await bench.ec2('DescribeInstanceTypes', { InstanceTypes: [name] });
  expect(InstanceTypes).toMatchObject([expected]);
});

test('filters read what is shown', async () => {
  const { InstanceTypes } = await bench.ec2('DescribeInstanceTypes', {
    Filters: [
      { Name: 'processor-info.supported-architecture', Values: ['arm64'] },
      { Name: 'vcpu-info.default-vcpus', Values: ['2'] },
      { Name: 'memory-info.size-in-mib', Values: ['1024', '4096'] },
    ],
  });
  expect(InstanceTypes?.map((type) => type.InstanceType)).toEqual([
    'c6g.large',
    'c7g.large',
    't4g.medium',
    't4g.micro',
  ]);
});

test('types that are not there are named, all of them', async () => {
  const asked = ['t3.micro', 'x9.large', 'y9.large'] as never[];
  expect(await failure(bench.ec2('DescribeInstanceTypes', { InstanceTypes: asked }))).toBe(
    'InvalidInstanceType: The following supplied instance types do not exist: [x9.large, y9.large]',
  );
});

test('pages of types hold at most a hundred and repeat nothing', async () => {
  const seen: unknown[] = [];
  let NextToken: string | undefined;
  do {
    const page = await bench.ec2('DescribeInstanceTypes', { MaxResults: 70, NextToken });
    seen.push(...(page.InstanceTypes ?? []).map((type) => type.InstanceType));
    ({ NextToken } = page);
  } while (NextToken !== undefined);
  expect(new Set(seen).size).toBe(INSTANCE_TYPES.size);
  expect(seen).toHaveLength(INSTANCE_TYPES.size);
});

test('every type is offered in the region, and in each of its zones by name or id', async () => {
  const offered = async (LocationType: 'region' | 'availability-zone' | 'availability-zone-id') => {
    const Filters = [{ Name: 'instance-type', Values: ['t3.micro'] }];
    const { InstanceTypeOfferings } = await bench.ec2('DescribeInstanceTypeOfferings', {
      LocationType,
      Filters,
    });
    return InstanceTypeOfferings?.map(({ Location }) => Location);
  };
  expect(await offered('region')).toEqual(['us-east-1']);
  expect((await offered('availability-zone'))?.slice(0, 2)).toEqual(['us-east-1a', 'us-east-1b']);
  expect((await offered('availability-zone-id'))?.[0]).toMatch(/^use1-az\d$/);
  const { InstanceTypeOfferings } = await bench.ec2('DescribeInstanceTypeOfferings', {
    LocationType: 'availability-zone',
    Filters: [{ Name: 'location', Values: ['us-west-2*', 'us-east-1f'] }],
  });
  expect(new Set(InstanceTypeOfferings?.map(({ Location }) => Location))).toEqual(new Set(['us-east-1f']));
});
