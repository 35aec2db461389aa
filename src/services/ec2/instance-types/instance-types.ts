/** An instance type's size, as AWS publishes it. */
export interface InstanceTypeRecord {
  readonly name: string;
  readonly architectures: readonly ('i386' | 'x86_64' | 'arm64')[];
  readonly vcpus: number;
  readonly threadsPerCore: number;
  readonly memoryMiB: number;
  readonly isBurstable: boolean;
  readonly hypervisor: 'xen' | 'nitro';
  readonly freeTier: boolean;
}

interface Family {
  readonly names: readonly string[];
  readonly isArm?: true;
  readonly isXen?: true;
  /** Sizes as `[name, vCPUs, GiB]`. */
  readonly sizes: readonly (readonly [string, number, number])[];
}

/** Sizes from `large` (2 vCPUs) up, with so many GiB a vCPU. */
function series(gibPerVcpu: number, ...names: readonly string[]): Family['sizes'] {
  return names.map((name) => {
    const vcpus = VCPUS[name] ?? 0;
    return [name, vcpus, vcpus * gibPerVcpu] as const;
  });
}

const VCPUS: Readonly<Record<string, number>> = {
  medium: 1,
  large: 2,
  xlarge: 4,
  '2xlarge': 8,
  '4xlarge': 16,
  '8xlarge': 32,
  '9xlarge': 36,
  '12xlarge': 48,
  '16xlarge': 64,
  '18xlarge': 72,
  '24xlarge': 96,
  '32xlarge': 128,
  '48xlarge': 192,
};

const GRAVITON = ['medium', 'large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge'];
const FIFTH = ['large', 'xlarge', '2xlarge', '4xlarge', '8xlarge', '12xlarge', '16xlarge', '24xlarge'];
const BURSTABLE: Family['sizes'] = [
  ['nano', 2, 0.5],
  ['micro', 2, 1],
  ['small', 2, 2],
  ['medium', 2, 4],
  ['large', 2, 8],
  ['xlarge', 4, 16],
  ['2xlarge', 8, 32],
];

/** @see https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-type-specifications.html */
const FAMILIES: readonly Family[] = [
  {
    names: ['t2'],
    isXen: true,
    sizes: [
      ['nano', 1, 0.5],
      ['micro', 1, 1],
      ['small', 1, 2],
      ['medium', 2, 4],
      ['large', 2, 8],
      ['xlarge', 4, 16],
      ['2xlarge', 8, 32],
    ],
  },
  { names: ['t3', 't3a'], sizes: BURSTABLE },
  { names: ['t4g'], isArm: true, sizes: BURSTABLE },
  { names: ['m5', 'm5a'], sizes: series(4, ...FIFTH) },
  { names: ['m6i', 'm6a'], sizes: series(4, ...FIFTH, '32xlarge') },
  { names: ['m7i'], sizes: series(4, ...FIFTH, '48xlarge') },
  { names: ['m6g', 'm7g'], isArm: true, sizes: series(4, ...GRAVITON) },
  {
    names: ['c5'],
    sizes: series(2, 'large', 'xlarge', '2xlarge', '4xlarge', '9xlarge', '12xlarge', '18xlarge', '24xlarge'),
  },
  { names: ['c6i', 'c6a'], sizes: series(2, ...FIFTH, '32xlarge') },
  { names: ['c7i'], sizes: series(2, ...FIFTH, '48xlarge') },
  { names: ['c6g', 'c7g'], isArm: true, sizes: series(2, ...GRAVITON) },
  { names: ['r5', 'r5a'], sizes: series(8, ...FIFTH) },
  { names: ['r6i'], sizes: series(8, ...FIFTH, '32xlarge') },
  { names: ['r7i'], sizes: series(8, ...FIFTH, '48xlarge') },
  { names: ['r6g', 'r7g'], isArm: true, sizes: series(8, ...GRAVITON) },
];

/** The types that DescribeInstanceTypes knows, by name. */
export const INSTANCE_TYPES: ReadonlyMap<string, InstanceTypeRecord> = new Map(
  FAMILIES.flatMap((family) =>
    family.names.flatMap((name) => family.sizes.map((size) => recordOf(name, family, size))),
  ).map((type) => [type.name, type]),
);

function recordOf(
  family: string,
  { isArm, isXen }: Family,
  [size, vcpus, gib]: Family['sizes'][number],
): InstanceTypeRecord {
  const name = `${family}.${size}`;
  const x86 = isXen ? (['i386', 'x86_64'] as const) : (['x86_64'] as const);
  return {
    name,
    architectures: isArm ? ['arm64'] : x86,
    vcpus,
    threadsPerCore: isArm || isXen || vcpus === 1 ? 1 : 2,
    memoryMiB: gib * 1024,
    isBurstable: /^t\d/.test(family),
    hypervisor: isXen ? 'xen' : 'nitro',
    freeTier: name === 't2.micro' || name === 't3.micro',
  };
}

/**
 * The architecture of any type, also of one that the table lacks: AWS marks its own ARM processors by
 * a `g` behind the generation.
 */
export function architectureOf(instanceType: string): 'x86_64' | 'arm64' {
  return /^(?:a1|[a-z]+\d+g[a-z-]*)\./.test(instanceType) ? 'arm64' : 'x86_64';
}

/** What the CPU of a type is made of; types outside the table are taken for the smallest. */
export function cpuOf(instanceType: string): { readonly cores: number; readonly threadsPerCore: number } {
  const { vcpus = 1, threadsPerCore = 1 } = INSTANCE_TYPES.get(instanceType) ?? {};
  return { cores: Math.max(1, vcpus / threadsPerCore), threadsPerCore };
}
