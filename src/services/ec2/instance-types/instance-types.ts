import { FAMILIES, type Family, type Size } from './families.ts';

/** An instance type, as AWS publishes it. */
export interface InstanceTypeRecord extends Omit<Size, 'name' | 'gib'> {
  /** `t3.micro` */
  readonly name: string;
  readonly architectures: readonly ('i386' | 'x86_64' | 'arm64')[];
  readonly maker: Family['maker'];
  /** GHz */
  readonly clockSpeed: number;
  readonly threadsPerCore: number;
  readonly memoryMiB: number;
  readonly isBurstable: boolean;
  readonly isCurrent: boolean;
  readonly hypervisor: 'xen' | 'nitro';
  readonly freeTier: boolean;
}

const FREE = new Set(['t2.micro', 't3.micro']);

/** The types that DescribeInstanceTypes knows, by name. */
export const INSTANCE_TYPES: ReadonlyMap<string, InstanceTypeRecord> = new Map(
  FAMILIES.flatMap((family) =>
    Object.entries(family.names).flatMap(([name, clockSpeed]) =>
      family.sizes.map((size) => recordOf(name, clockSpeed, family, size)),
    ),
  ).map((type) => [type.name, type]),
);

function recordOf(
  family: string,
  clockSpeed: number,
  { maker, isXen, isOld }: Family,
  { name: size, gib, ...published }: Size,
): InstanceTypeRecord {
  const name = `${family}.${size}`;
  const isSmall = isXen && published.vcpus <= 2;
  const x86 = isSmall ? (['i386', 'x86_64'] as const) : (['x86_64'] as const);
  return {
    ...published,
    name,
    maker,
    clockSpeed,
    architectures: maker === 'AWS' ? ['arm64'] : x86,
    threadsPerCore: maker === 'AWS' || isXen ? 1 : 2,
    memoryMiB: Math.floor(gib * 1024),
    isBurstable: /^t\d/.test(family),
    isCurrent: isOld !== true,
    hypervisor: isXen ? 'xen' : 'nitro',
    freeTier: FREE.has(name),
  };
}

/**
 * The architecture of any type, also of one that the table lacks: AWS marks its own ARM processors by
 * a `g` behind the generation.
 */
export function architectureOf(instanceType: string): 'x86_64' | 'arm64' {
  return /^(?:a1|[a-z]+\d+g[a-z-]*)\./.test(instanceType) ? 'arm64' : 'x86_64';
}

/** Cores of a type, and threads on each. */
export interface Cpu {
  readonly cores: number;
  readonly threadsPerCore: number;
}

/** What the CPU of a type is made of; types outside the table are taken for the smallest. */
export function cpuOf(instanceType: string): Cpu {
  const { vcpus = 1, threadsPerCore = 1 } = INSTANCE_TYPES.get(instanceType) ?? {};
  return { cores: Math.max(1, vcpus / threadsPerCore), threadsPerCore };
}

/** Whether a type earns and spends CPU credits, also one that the table lacks. */
export function isBurstable(instanceType: string): boolean {
  return /^t\d/.test(instanceType);
}
