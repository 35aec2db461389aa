import { createHash } from 'node:crypto';
import type { ImageRecord } from './image-record.ts';

interface Entry extends Pick<
  ImageRecord,
  'name' | 'description' | 'ownerId' | 'architecture' | 'creationDate' | 'bootMode' | 'imdsSupport'
> {
  readonly root: '/dev/xvda' | '/dev/sda1';
  readonly volumeType: 'gp2' | 'gp3';
  readonly isWindows?: true;
}

const AMAZON = '137112412989';
const ECS = '591542846629';
const CANONICAL = '099720109477';
const DEBIAN = '136693071363';
const WINDOWS = '801119661308';

const AMAZON_MACHINES = ['x86_64', 'arm64'] as const;
const DEBIAN_MACHINES = ['amd64', 'arm64'] as const;
type DebianMachine = (typeof DEBIAN_MACHINES)[number];

const architectureOf = (machine: DebianMachine) => (machine === 'amd64' ? 'x86_64' : 'arm64');

/** Version and day of the Amazon Linux 2023 releases here, so that there is a most recent one. */
const AL2023 = [
  ['2023.5.20241001.1', '2024-09-28T01:03:31.000Z'],
  ['2023.6.20250303.0', '2025-02-28T00:10:32.000Z'],
  ['2023.8.20250818.0', '2025-08-15T23:14:06.000Z'],
] as const;

function amazonLinux2023(): readonly Entry[] {
  return AMAZON_MACHINES.flatMap((architecture) => {
    const common = {
      architecture,
      root: '/dev/xvda',
      volumeType: 'gp3',
      bootMode: architecture === 'arm64' ? 'uefi' : 'uefi-preferred',
      imdsSupport: 'v2.0',
    } as const;
    const releases = AL2023.flatMap(([version, creationDate]): Entry[] => [
      {
        ...common,
        name: `al2023-ami-${version}-kernel-6.1-${architecture}`,
        description: `Amazon Linux 2023 AMI ${version} ${architecture} HVM kernel-6.1`,
        ownerId: AMAZON,
        creationDate,
      },
      {
        ...common,
        name: `al2023-ami-minimal-${version}-kernel-6.1-${architecture}`,
        description: `Amazon Linux 2023 AMI ${version} ${architecture} Minimal HVM kernel-6.1`,
        ownerId: AMAZON,
        creationDate,
      },
    ]);
    const forContainers: Entry = {
      ...common,
      name: `al2023-ami-ecs-hvm-2023.0.20250821-kernel-6.1-${architecture}`,
      description: `Amazon Linux AMI 2023.0.20250821 ${architecture} ECS HVM EBS`,
      ownerId: ECS,
      creationDate: '2025-08-21T21:23:05.000Z',
    };
    return [...releases, forContainers];
  });
}

function amazonLinux2(): readonly Entry[] {
  const version = '2.0.20250305.0';
  return AMAZON_MACHINES.flatMap((architecture) =>
    (
      [
        ['amzn2-ami-hvm', 'Amazon Linux 2 AMI'],
        ['amzn2-ami-kernel-5.10-hvm', 'Amazon Linux 2 Kernel 5.10 AMI'],
      ] as const
    ).map(([prefix, title]) => ({
      name: `${prefix}-${version}-${architecture}-gp2`,
      description: `${title} ${version} ${architecture} HVM gp2`,
      ownerId: AMAZON,
      architecture,
      root: '/dev/xvda',
      volumeType: 'gp2',
      creationDate: '2025-03-06T00:25:44.000Z',
    })),
  );
}

function ubuntu(): readonly Entry[] {
  return DEBIAN_MACHINES.flatMap((machine) =>
    (
      [
        ['focal-20.04', 'hvm-ssd', '20.04 LTS', 'focal'],
        ['jammy-22.04', 'hvm-ssd', '22.04 LTS', 'jammy'],
        ['noble-24.04', 'hvm-ssd-gp3', '24.04 LTS', 'noble'],
      ] as const
    ).map(([release, kind, version, codeName]) => ({
      name: `ubuntu/images/${kind}/ubuntu-${release}-${machine}-server-20250305`,
      description: `Canonical, Ubuntu, ${version}, ${machine} ${codeName} image`,
      ownerId: CANONICAL,
      architecture: architectureOf(machine),
      root: '/dev/sda1',
      volumeType: kind === 'hvm-ssd' ? 'gp2' : 'gp3',
      creationDate: '2025-03-05T07:02:38.000Z',
      bootMode: machine === 'arm64' ? 'uefi' : 'uefi-preferred',
    })),
  );
}

function debian(): readonly Entry[] {
  return DEBIAN_MACHINES.flatMap((machine) =>
    (
      [
        ['11', '20250303-2040', '2025-03-03T20:42:02.000Z'],
        ['12', '20250316-2053', '2025-03-16T20:54:12.000Z'],
        ['13', '20250814-2204', '2025-08-14T22:06:41.000Z'],
      ] as const
    ).map(([major, build, creationDate]) => ({
      name: `debian-${major}-${machine}-${build}`,
      description: `Debian ${major} (${build})`,
      ownerId: DEBIAN,
      architecture: architectureOf(machine),
      root: '/dev/xvda',
      volumeType: 'gp3',
      creationDate,
      bootMode: machine === 'arm64' ? 'uefi' : 'uefi-preferred',
    })),
  );
}

function windows(): readonly Entry[] {
  return ['2016', '2019', '2022', '2025'].map((year) => ({
    name: `Windows_Server-${year}-English-Full-Base-2025.03.12`,
    description: `Microsoft Windows Server ${year} Full Locale English AMI provided by Amazon`,
    ownerId: WINDOWS,
    architecture: 'x86_64',
    root: '/dev/sda1',
    volumeType: year === '2025' ? 'gp3' : 'gp2',
    isWindows: true,
    creationDate: '2025-03-13T01:15:03.000Z',
  }));
}

/** Names, owners and roots of images that AWS publishes; ids differ by region there, and are made from the name here. */
const PUBLISHED: readonly Entry[] = [
  ...amazonLinux2023(),
  ...amazonLinux2(),
  ...ubuntu(),
  ...debian(),
  ...windows(),
];

const byRegion = new Map<string, readonly ImageRecord[]>();

/** The images that everyone finds in a region. There are not many regions, so each list is made once. */
export function publishedImages(region: string): readonly ImageRecord[] {
  let images = byRegion.get(region);
  if (images === undefined) {
    if (byRegion.size >= 100) byRegion.clear();
    byRegion.set(region, (images = PUBLISHED.map((entry) => imageOf(region, entry))));
  }
  return images;
}

function imageOf(region: string, { root, volumeType, isWindows, ...entry }: Entry): ImageRecord {
  const size = isWindows === true ? 30 : 8;
  return {
    ...entry,
    imageId: `ami-${hexOf(`${region}/${entry.name}`)}`,
    // AWS vouches for all of these, so its own name stands for their owners.
    ownerAlias: 'amazon',
    isPublic: true,
    platform: isWindows === true ? 'windows' : undefined,
    platformDetails: isWindows === true ? 'Windows' : 'Linux/UNIX',
    usageOperation: isWindows === true ? 'RunInstances:0002' : 'RunInstances',
    rootDeviceName: root,
    devices: [
      {
        deviceName: root,
        size,
        type: volumeType,
        iops: volumeType === 'gp3' ? 3000 : undefined,
        throughput: volumeType === 'gp3' ? 125 : undefined,
        isEncrypted: false,
        snapshotId: `snap-${hexOf(`${region}/${entry.name}/snapshot`)}`,
        deleteOnTermination: true,
      },
    ],
    availableAt: 0,
  };
}

/** An id's digits from a name: the same each time. */
export function hexOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 17);
}
