import type {
  EbsInfo,
  InstanceType,
  InstanceTypeInfo,
  NetworkInfo,
  VCpuInfo,
} from '../../../model/generated/ec2.ts';
import { cpuOf, type InstanceTypeRecord } from './instance-types.ts';

/**
 * A type as DescribeInstanceTypes shows it. What the house does not do is said of every type:
 * no hibernation, no enclaves, no dedicated hosts.
 */
export function instanceTypeToWire(type: InstanceTypeRecord): InstanceTypeInfo {
  const isArm = type.architectures.includes('arm64');
  const isNitro = type.hypervisor === 'nitro';
  return {
    InstanceType: type.name as InstanceType,
    CurrentGeneration: type.isCurrent,
    FreeTierEligible: type.freeTier,
    SupportedUsageClasses: ['on-demand', 'spot'],
    SupportedRootDeviceTypes: ['ebs'],
    SupportedVirtualizationTypes: ['hvm'],
    BareMetal: false,
    Hypervisor: type.hypervisor,
    ProcessorInfo: {
      SupportedArchitectures: type.architectures,
      SustainedClockSpeedInGhz: type.clockSpeed,
      Manufacturer: type.maker,
    },
    VCpuInfo: vcpuInfo(type),
    MemoryInfo: { SizeInMiB: type.memoryMiB },
    InstanceStorageSupported: false,
    EbsInfo: ebsInfo(type),
    NetworkInfo: networkInfo(type),
    PlacementGroupInfo: {
      SupportedStrategies: type.isBurstable ? ['partition', 'spread'] : ['cluster', 'partition', 'spread'],
    },
    HibernationSupported: false,
    BurstablePerformanceSupported: type.isBurstable,
    DedicatedHostsSupported: false,
    AutoRecoverySupported: true,
    SupportedBootModes: isArm ? ['uefi'] : isNitro ? ['legacy-bios', 'uefi'] : ['legacy-bios'],
    NitroEnclavesSupport: 'unsupported',
    NitroTpmSupport: 'unsupported',
  };
}

function vcpuInfo({ name, vcpus }: InstanceTypeRecord): VCpuInfo {
  const { cores, threadsPerCore } = cpuOf(name);
  return {
    DefaultVCpus: vcpus,
    DefaultCores: cores,
    DefaultThreadsPerCore: threadsPerCore,
    ValidThreadsPerCore: threadsPerCore === 1 ? [1] : [1, 2],
  };
}

function ebsInfo({ ebs, hypervisor }: InstanceTypeRecord): EbsInfo {
  const common = {
    EncryptionSupport: 'supported',
    NvmeSupport: hypervisor === 'nitro' ? 'required' : 'unsupported',
  } as const;
  if (ebs === undefined) return { ...common, EbsOptimizedSupport: 'unsupported' };
  const [baseline, most, baselineIops, mostIops] = ebs;
  return {
    ...common,
    EbsOptimizedSupport: 'default',
    EbsOptimizedInfo: {
      BaselineBandwidthInMbps: baseline,
      BaselineThroughputInMBps: baseline / 8,
      BaselineIops: baselineIops,
      MaximumBandwidthInMbps: most,
      MaximumThroughputInMBps: most / 8,
      MaximumIops: mostIops,
    },
  };
}

function networkInfo(type: InstanceTypeRecord): NetworkInfo {
  const { network, interfaces, addressesPerInterface, hypervisor } = type;
  return {
    NetworkPerformance: network,
    MaximumNetworkInterfaces: interfaces,
    MaximumNetworkCards: 1,
    DefaultNetworkCardIndex: 0,
    NetworkCards: [
      { NetworkCardIndex: 0, NetworkPerformance: network, MaximumNetworkInterfaces: interfaces },
    ],
    Ipv4AddressesPerInterface: addressesPerInterface,
    Ipv6AddressesPerInterface: type.isCurrent ? addressesPerInterface : 0,
    Ipv6Supported: type.isCurrent,
    EnaSupport: hypervisor === 'nitro' ? 'required' : 'unsupported',
    EnaSrdSupported: false,
  };
}
