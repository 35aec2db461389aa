/** One size of a family, as AWS publishes it. */
export interface Size {
  readonly name: string;
  readonly vcpus: number;
  readonly gib: number;
  /** As AWS words it, for example `Up to 10 Gigabit`. */
  readonly network: string;
  readonly interfaces: number;
  readonly addressesPerInterface: number;
  /** Bandwidth in Mbit/s and operations a second that EBS gives always and at most; absent: not EBS-optimized. */
  readonly ebs?: Ebs | undefined;
}

/** Mbit/s always, Mbit/s at most, operations a second always, at most. */
type Ebs = readonly [baseline: number, most: number, baselineIops: number, mostIops: number];

/** Families that differ in their processors alone. */
export interface Family {
  /** Name, sustained clock speed in GHz. */
  readonly names: Readonly<Record<string, number>>;
  readonly maker: 'Intel' | 'AMD' | 'AWS';
  readonly isXen?: true;
  readonly isOld?: true;
  readonly sizes: readonly Size[];
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

/** Interfaces, and addresses on each, by vCPUs. */
function interfacesOf(vcpus: number): Pick<Size, 'interfaces' | 'addressesPerInterface'> {
  if (vcpus === 1) return { interfaces: 2, addressesPerInterface: 4 };
  if (vcpus === 2) return { interfaces: 3, addressesPerInterface: 10 };
  if (vcpus < 16) return { interfaces: 4, addressesPerInterface: 15 };
  return vcpus <= 48
    ? { interfaces: 8, addressesPerInterface: 30 }
    : { interfaces: 15, addressesPerInterface: 50 };
}

type Line = readonly [name: string, network: string, ...Ebs];

/** Sizes with so many GiB a vCPU. */
function sized(gibPerVcpu: number, lines: readonly Line[]): readonly Size[] {
  return lines.map(([name, network, ...ebs]) => {
    const vcpus = VCPUS[name] ?? 0;
    return { name, vcpus, gib: vcpus * gibPerVcpu, network, ebs, ...interfacesOf(vcpus) };
  });
}

const UP_TO_10 = 'Up to 10 Gigabit';
const UP_TO_12 = 'Up to 12.5 Gigabit';
const UP_TO_15 = 'Up to 15 Gigabit';

const M5: readonly Line[] = [
  ['large', UP_TO_10, 650, 4750, 3600, 18_750],
  ['xlarge', UP_TO_10, 1150, 4750, 6000, 18_750],
  ['2xlarge', UP_TO_10, 2300, 4750, 12_000, 18_750],
  ['4xlarge', UP_TO_10, 4750, 4750, 18_750, 18_750],
  ['8xlarge', '10 Gigabit', 6800, 6800, 30_000, 30_000],
  ['12xlarge', '12 Gigabit', 9500, 9500, 40_000, 40_000],
  ['16xlarge', '20 Gigabit', 13_600, 13_600, 60_000, 60_000],
  ['24xlarge', '25 Gigabit', 19_000, 19_000, 80_000, 80_000],
];

const M5A: readonly Line[] = [
  ['large', UP_TO_10, 650, 2880, 3600, 16_000],
  ['xlarge', UP_TO_10, 1085, 2880, 6000, 16_000],
  ['2xlarge', UP_TO_10, 1580, 2880, 8333, 16_000],
  ['4xlarge', UP_TO_10, 2880, 2880, 16_000, 16_000],
  ['8xlarge', UP_TO_10, 4750, 4750, 20_000, 20_000],
  ['12xlarge', '10 Gigabit', 6780, 6780, 30_000, 30_000],
  ['16xlarge', '12 Gigabit', 9500, 9500, 40_000, 40_000],
  ['24xlarge', '20 Gigabit', 13_750, 13_750, 60_000, 60_000],
];

const C5: readonly Line[] = [
  ['large', UP_TO_10, 650, 4750, 4000, 20_000],
  ['xlarge', UP_TO_10, 1150, 4750, 6000, 20_000],
  ['2xlarge', UP_TO_10, 2300, 4750, 10_000, 20_000],
  ['4xlarge', UP_TO_10, 4750, 4750, 20_000, 20_000],
  ['9xlarge', '12 Gigabit', 9500, 9500, 40_000, 40_000],
  ['12xlarge', '12 Gigabit', 9500, 9500, 40_000, 40_000],
  ['18xlarge', '25 Gigabit', 19_000, 19_000, 80_000, 80_000],
  ['24xlarge', '25 Gigabit', 19_000, 19_000, 80_000, 80_000],
];

const SIXTH: readonly Line[] = [
  ['large', UP_TO_12, 650, 10_000, 3600, 40_000],
  ['xlarge', UP_TO_12, 1250, 10_000, 6000, 40_000],
  ['2xlarge', UP_TO_12, 2500, 10_000, 12_000, 40_000],
  ['4xlarge', UP_TO_12, 5000, 10_000, 20_000, 40_000],
  ['8xlarge', '12.5 Gigabit', 10_000, 10_000, 40_000, 40_000],
  ['12xlarge', '18.75 Gigabit', 15_000, 15_000, 60_000, 60_000],
  ['16xlarge', '25 Gigabit', 20_000, 20_000, 80_000, 80_000],
  ['24xlarge', '37.5 Gigabit', 30_000, 30_000, 120_000, 120_000],
];
const SIXTH_32: Line = ['32xlarge', '50 Gigabit', 40_000, 40_000, 160_000, 160_000];
const SEVENTH_48: Line = ['48xlarge', '50 Gigabit', 40_000, 40_000, 240_000, 240_000];

const GRAVITON2: readonly Line[] = [
  ['medium', UP_TO_10, 315, 4750, 2500, 20_000],
  ['large', UP_TO_10, 630, 4750, 3600, 20_000],
  ['xlarge', UP_TO_10, 1188, 4750, 6000, 20_000],
  ['2xlarge', UP_TO_10, 2375, 4750, 12_000, 20_000],
  ['4xlarge', UP_TO_10, 4750, 4750, 20_000, 20_000],
  ['8xlarge', '12 Gigabit', 9500, 9500, 40_000, 40_000],
  ['12xlarge', '20 Gigabit', 14_250, 14_250, 50_000, 50_000],
  ['16xlarge', '25 Gigabit', 19_000, 19_000, 80_000, 80_000],
];

const GRAVITON3: readonly Line[] = [
  ['medium', UP_TO_12, 315, 10_000, 2500, 40_000],
  ['large', UP_TO_12, 630, 10_000, 3600, 40_000],
  ['xlarge', UP_TO_12, 1250, 10_000, 6000, 40_000],
  ['2xlarge', UP_TO_15, 2500, 10_000, 12_000, 40_000],
  ['4xlarge', UP_TO_15, 5000, 10_000, 20_000, 40_000],
  ['8xlarge', '15 Gigabit', 10_000, 10_000, 40_000, 40_000],
  ['12xlarge', '22.5 Gigabit', 15_000, 15_000, 60_000, 60_000],
  ['16xlarge', '30 Gigabit', 20_000, 20_000, 80_000, 80_000],
];

/** The burstable ones have sizes of their own. */
function burstable(baselines: readonly [number, number, number, number]): readonly Size[] {
  const [nano, micro, small, medium] = baselines;
  const lines: readonly (readonly [string, number, number, number, number, Ebs])[] = [
    ['nano', 2, 0.5, 2, 2, [nano, 2085, 250, 11_800]],
    ['micro', 2, 1, 2, 2, [micro, 2085, 500, 11_800]],
    ['small', 2, 2, 3, 4, [small, 2085, 1000, 11_800]],
    ['medium', 2, 4, 3, 6, [medium, 2085, 2000, 11_800]],
    ['large', 2, 8, 3, 12, [695, 2780, 4000, 15_700]],
    ['xlarge', 4, 16, 4, 15, [695, 2780, 4000, 15_700]],
    ['2xlarge', 8, 32, 4, 15, [695, 2780, 4000, 15_700]],
  ];
  return lines.map(([name, vcpus, gib, interfaces, addressesPerInterface, ebs]) => ({
    name,
    vcpus,
    gib,
    network: 'Up to 5 Gigabit',
    interfaces,
    addressesPerInterface,
    ebs,
  }));
}

const LOW = 'Low to Moderate';

/**
 * What AWS publishes of the families that most people launch.
 * @see https://docs.aws.amazon.com/ec2/latest/instancetypes/ec2-instance-type-specifications.html
 */
export const FAMILIES: readonly Family[] = [
  {
    // The type of a launch that names none.
    names: { m1: 1.7 },
    maker: 'Intel',
    isXen: true,
    isOld: true,
    sizes: [{ name: 'small', vcpus: 1, gib: 1.7, network: 'Low', interfaces: 2, addressesPerInterface: 4 }],
  },
  {
    names: { t2: 2.3 },
    maker: 'Intel',
    isXen: true,
    sizes: [
      { name: 'nano', vcpus: 1, gib: 0.5, network: LOW, interfaces: 2, addressesPerInterface: 2 },
      { name: 'micro', vcpus: 1, gib: 1, network: LOW, interfaces: 2, addressesPerInterface: 2 },
      { name: 'small', vcpus: 1, gib: 2, network: LOW, interfaces: 3, addressesPerInterface: 4 },
      { name: 'medium', vcpus: 2, gib: 4, network: LOW, interfaces: 3, addressesPerInterface: 6 },
      { name: 'large', vcpus: 2, gib: 8, network: LOW, interfaces: 3, addressesPerInterface: 12 },
      { name: 'xlarge', vcpus: 4, gib: 16, network: 'Moderate', interfaces: 3, addressesPerInterface: 15 },
      { name: '2xlarge', vcpus: 8, gib: 32, network: 'Moderate', interfaces: 3, addressesPerInterface: 15 },
    ],
  },
  { names: { t3: 2.5 }, maker: 'Intel', sizes: burstable([43, 87, 174, 347]) },
  { names: { t3a: 2.2 }, maker: 'AMD', sizes: burstable([45, 90, 175, 350]) },
  { names: { t4g: 2.5 }, maker: 'AWS', sizes: burstable([43, 87, 174, 347]) },
  { names: { m5: 3.1 }, maker: 'Intel', sizes: sized(4, M5) },
  { names: { m5a: 2.5 }, maker: 'AMD', sizes: sized(4, M5A) },
  { names: { m6i: 3.5 }, maker: 'Intel', sizes: sized(4, [...SIXTH, SIXTH_32]) },
  { names: { m6a: 3.6 }, maker: 'AMD', sizes: sized(4, [...SIXTH, SIXTH_32]) },
  { names: { m7i: 3.2 }, maker: 'Intel', sizes: sized(4, [...SIXTH, SEVENTH_48]) },
  { names: { m6g: 2.5 }, maker: 'AWS', sizes: sized(4, GRAVITON2) },
  { names: { m7g: 2.6 }, maker: 'AWS', sizes: sized(4, GRAVITON3) },
  { names: { c5: 3.4 }, maker: 'Intel', sizes: sized(2, C5) },
  { names: { c6i: 3.5 }, maker: 'Intel', sizes: sized(2, [...SIXTH, SIXTH_32]) },
  { names: { c6a: 3.6 }, maker: 'AMD', sizes: sized(2, [...SIXTH, SIXTH_32]) },
  { names: { c7i: 3.2 }, maker: 'Intel', sizes: sized(2, [...SIXTH, SEVENTH_48]) },
  { names: { c6g: 2.5 }, maker: 'AWS', sizes: sized(2, GRAVITON2) },
  { names: { c7g: 2.6 }, maker: 'AWS', sizes: sized(2, GRAVITON3) },
  { names: { r5: 3.1 }, maker: 'Intel', sizes: sized(8, M5) },
  { names: { r5a: 2.5 }, maker: 'AMD', sizes: sized(8, M5A) },
  { names: { r6i: 3.5 }, maker: 'Intel', sizes: sized(8, [...SIXTH, SIXTH_32]) },
  { names: { r7i: 3.2 }, maker: 'Intel', sizes: sized(8, [...SIXTH, SEVENTH_48]) },
  { names: { r6g: 2.5 }, maker: 'AWS', sizes: sized(8, GRAVITON2) },
  { names: { r7g: 2.6 }, maker: 'AWS', sizes: sized(8, GRAVITON3) },
];
