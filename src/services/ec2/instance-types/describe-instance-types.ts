import type { InstanceTypeInfo } from '../../../model/generated/ec2.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { invalidInstanceTypes } from '../errors.ts';
import { compileFilters, type FilterFields } from '../shared/filters.ts';
import { pageOf } from '../shared/pages.ts';
import { instanceTypeToWire } from './instance-type-to-wire.ts';
import { INSTANCE_TYPES } from './instance-types.ts';

const BOUNDS = { min: 5, max: 100 };

const text = (value: string | number | boolean | undefined) =>
  value === undefined ? undefined : String(value);

/** Filters read what is shown. */
const FILTERS: FilterFields<InstanceTypeInfo> = {
  fields: {
    'auto-recovery-supported': (type) => text(type.AutoRecoverySupported),
    'bare-metal': (type) => text(type.BareMetal),
    'burstable-performance-supported': (type) => text(type.BurstablePerformanceSupported),
    'current-generation': (type) => text(type.CurrentGeneration),
    'dedicated-hosts-supported': (type) => text(type.DedicatedHostsSupported),
    'ebs-info.ebs-optimized-info.baseline-bandwidth-in-mbps': ({ EbsInfo }) =>
      text(EbsInfo?.EbsOptimizedInfo?.BaselineBandwidthInMbps),
    'ebs-info.ebs-optimized-info.baseline-iops': ({ EbsInfo }) =>
      text(EbsInfo?.EbsOptimizedInfo?.BaselineIops),
    'ebs-info.ebs-optimized-info.baseline-throughput-in-mbps': ({ EbsInfo }) =>
      text(EbsInfo?.EbsOptimizedInfo?.BaselineThroughputInMBps),
    'ebs-info.ebs-optimized-info.maximum-bandwidth-in-mbps': ({ EbsInfo }) =>
      text(EbsInfo?.EbsOptimizedInfo?.MaximumBandwidthInMbps),
    'ebs-info.ebs-optimized-info.maximum-iops': ({ EbsInfo }) => text(EbsInfo?.EbsOptimizedInfo?.MaximumIops),
    'ebs-info.ebs-optimized-info.maximum-throughput-in-mbps': ({ EbsInfo }) =>
      text(EbsInfo?.EbsOptimizedInfo?.MaximumThroughputInMBps),
    'ebs-info.ebs-optimized-support': ({ EbsInfo }) => EbsInfo?.EbsOptimizedSupport,
    'ebs-info.encryption-support': ({ EbsInfo }) => EbsInfo?.EncryptionSupport,
    'ebs-info.nvme-support': ({ EbsInfo }) => EbsInfo?.NvmeSupport,
    'free-tier-eligible': (type) => text(type.FreeTierEligible),
    'hibernation-supported': (type) => text(type.HibernationSupported),
    hypervisor: (type) => type.Hypervisor,
    'instance-storage-info.disk.type': () => undefined,
    'instance-storage-info.nvme-support': () => 'unsupported',
    'instance-storage-supported': (type) => text(type.InstanceStorageSupported),
    'instance-type': (type) => type.InstanceType,
    'memory-info.size-in-mib': ({ MemoryInfo }) => text(MemoryInfo?.SizeInMiB),
    'network-info.ena-support': ({ NetworkInfo }) => NetworkInfo?.EnaSupport,
    'network-info.ipv4-addresses-per-interface': ({ NetworkInfo }) =>
      text(NetworkInfo?.Ipv4AddressesPerInterface),
    'network-info.ipv6-addresses-per-interface': ({ NetworkInfo }) =>
      text(NetworkInfo?.Ipv6AddressesPerInterface),
    'network-info.ipv6-supported': ({ NetworkInfo }) => text(NetworkInfo?.Ipv6Supported),
    'network-info.maximum-network-cards': ({ NetworkInfo }) => text(NetworkInfo?.MaximumNetworkCards),
    'network-info.maximum-network-interfaces': ({ NetworkInfo }) =>
      text(NetworkInfo?.MaximumNetworkInterfaces),
    'network-info.network-performance': ({ NetworkInfo }) => NetworkInfo?.NetworkPerformance,
    'nitro-enclaves-support': (type) => type.NitroEnclavesSupport,
    'nitro-tpm-support': (type) => type.NitroTpmSupport,
    'processor-info.supported-architecture': ({ ProcessorInfo }) => ProcessorInfo?.SupportedArchitectures,
    'processor-info.sustained-clock-speed-in-ghz': ({ ProcessorInfo }) =>
      text(ProcessorInfo?.SustainedClockSpeedInGhz),
    'supported-boot-mode': (type) => type.SupportedBootModes,
    'supported-root-device-type': (type) => type.SupportedRootDeviceTypes,
    'supported-usage-class': (type) => type.SupportedUsageClasses,
    'supported-virtualization-type': (type) => type.SupportedVirtualizationTypes,
    'vcpu-info.default-cores': ({ VCpuInfo }) => text(VCpuInfo?.DefaultCores),
    'vcpu-info.default-threads-per-core': ({ VCpuInfo }) => text(VCpuInfo?.DefaultThreadsPerCore),
    'vcpu-info.default-vcpus': ({ VCpuInfo }) => text(VCpuInfo?.DefaultVCpus),
    'vcpu-info.valid-threads-per-core': ({ VCpuInfo }) => VCpuInfo?.ValidThreadsPerCore?.map(String),
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html */
export const describeInstanceTypes = ec2Operation('DescribeInstanceTypes', {
  authorizes: describing('DescribeInstanceTypes'),
  async runs({ InstanceTypes = [], Filters, ...paging }) {
    const matches = compileFilters(Filters, FILTERS);
    const unknown = InstanceTypes.filter((name) => !INSTANCE_TYPES.has(name));
    if (unknown.length > 0) throw invalidInstanceTypes(unknown);
    const found = [...INSTANCE_TYPES.values()]
      .filter(({ name }) => InstanceTypes.length === 0 || InstanceTypes.some((wanted) => wanted === name))
      .map(instanceTypeToWire)
      .filter(matches)
      .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    const page = pageOf(found, nameOf, paging, BOUNDS);
    return { InstanceTypes: page.items, NextToken: page.nextToken };
  },
});

function nameOf({ InstanceType = '' as never }: InstanceTypeInfo): string {
  return InstanceType;
}
