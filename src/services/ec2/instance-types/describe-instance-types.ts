import type { InstanceType, InstanceTypeInfo } from '../../../model/generated/ec2.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { invalidInstanceTypes } from '../errors.ts';
import { compileFilters, type FilterFields } from '../shared/filters.ts';
import { INSTANCE_TYPES, type InstanceTypeRecord } from './instance-types.ts';
import { pageOf } from '../shared/pages.ts';

const BOUNDS = { min: 5, max: 100 };

const cores = ({ vcpus, threadsPerCore }: InstanceTypeRecord) => Math.max(1, vcpus / threadsPerCore);

const FILTERS: FilterFields<InstanceTypeRecord> = {
  fields: {
    'bare-metal': () => 'false',
    'burstable-performance-supported': ({ isBurstable }) => String(isBurstable),
    'current-generation': () => 'true',
    'free-tier-eligible': ({ freeTier }) => String(freeTier),
    hypervisor: ({ hypervisor }) => hypervisor,
    'instance-storage-supported': () => 'false',
    'instance-type': ({ name }) => name,
    'memory-info.size-in-mib': ({ memoryMiB }) => String(memoryMiB),
    'processor-info.supported-architecture': ({ architectures }) => architectures,
    'supported-root-device-type': () => 'ebs',
    'supported-usage-class': () => ['on-demand', 'spot'],
    'supported-virtualization-type': () => 'hvm',
    'vcpu-info.default-cores': (type) => String(cores(type)),
    'vcpu-info.default-threads-per-core': ({ threadsPerCore }) => String(threadsPerCore),
    'vcpu-info.default-vcpus': ({ vcpus }) => String(vcpus),
  },
};

/**
 * The types that the house knows, with what AWS publishes of each in the same place: processors,
 * memory, generation. What differs from type to type without a rule (networks, disks) is left out.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstanceTypes.html
 */
export const describeInstanceTypes = ec2Operation('DescribeInstanceTypes', {
  authorizes: describing('DescribeInstanceTypes'),
  async runs({ InstanceTypes = [], Filters, ...paging }) {
    const matches = compileFilters(Filters, FILTERS);
    const unknown = InstanceTypes.filter((name) => !INSTANCE_TYPES.has(name));
    if (unknown.length > 0) throw invalidInstanceTypes(unknown);
    const found = [...INSTANCE_TYPES.values()]
      .filter(({ name }) => InstanceTypes.length === 0 || InstanceTypes.some((wanted) => wanted === name))
      .filter(matches)
      .toSorted((a, b) => (a.name < b.name ? -1 : 1));
    const page = pageOf(found, ({ name }) => name, paging, BOUNDS);
    return { InstanceTypes: page.items.map(typeToWire), NextToken: page.nextToken };
  },
});

function typeToWire(type: InstanceTypeRecord): InstanceTypeInfo {
  return {
    InstanceType: type.name as InstanceType,
    CurrentGeneration: true,
    FreeTierEligible: type.freeTier,
    SupportedUsageClasses: ['on-demand', 'spot'],
    SupportedRootDeviceTypes: ['ebs'],
    SupportedVirtualizationTypes: ['hvm'],
    BareMetal: false,
    Hypervisor: type.hypervisor,
    ProcessorInfo: { SupportedArchitectures: type.architectures },
    VCpuInfo: {
      DefaultVCpus: type.vcpus,
      DefaultCores: cores(type),
      DefaultThreadsPerCore: type.threadsPerCore,
    },
    MemoryInfo: { SizeInMiB: type.memoryMiB },
    InstanceStorageSupported: false,
    BurstablePerformanceSupported: type.isBurstable,
    SupportedBootModes: type.architectures.includes('arm64') ? ['uefi'] : ['legacy-bios', 'uefi'],
  };
}
