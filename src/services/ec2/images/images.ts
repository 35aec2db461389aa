import { createHash } from 'node:crypto';
import type { Place } from '../shared/place.ts';

/** An image as launching and describing need it. */
export interface ImageRecord {
  readonly imageId: string;
  readonly name: string;
  readonly description: string;
  readonly ownerId: string;
  readonly ownerAlias?: 'amazon' | undefined;
  readonly isPublic: boolean;
  /** Absent for an image that nobody described: it runs on whatever type it is launched on. */
  readonly architecture?: 'x86_64' | 'arm64' | undefined;
  readonly platform?: 'windows' | undefined;
  readonly platformDetails: string;
  readonly usageOperation: string;
  readonly rootDeviceName: string;
  readonly rootVolumeGiB: number;
  readonly rootVolumeType: 'gp2' | 'gp3';
  readonly snapshotId: string;
  readonly creationDate: string;
  readonly bootMode?: 'uefi' | 'uefi-preferred' | undefined;
  /** Instances of such an image require session tokens of IMDSv2 unless the launch says otherwise. */
  readonly imdsSupport?: 'v2.0' | undefined;
}

type Entry = Omit<ImageRecord, 'imageId' | 'snapshotId' | 'isPublic'>;

const AMAZON = '137112412989';
const CANONICAL = '099720109477';
const DEBIAN = '136693071363';
const WINDOWS = '801119661308';

const LINUX = { platformDetails: 'Linux/UNIX', usageOperation: 'RunInstances' } as const;

/** Names, owners and roots of images that AWS publishes; ids differ by region there, and are made from the name here. */
const PUBLISHED: readonly Entry[] = [
  ...(['x86_64', 'arm64'] as const).map((architecture): Entry => ({
    ...LINUX,
    name: `al2023-ami-2023.6.20250303.0-kernel-6.1-${architecture}`,
    description: `Amazon Linux 2023 AMI 2023.6.20250303.0 ${architecture} HVM kernel-6.1`,
    ownerId: AMAZON,
    ownerAlias: 'amazon',
    architecture,
    rootDeviceName: '/dev/xvda',
    rootVolumeGiB: 8,
    rootVolumeType: 'gp3',
    creationDate: '2025-02-28T00:10:32.000Z',
    bootMode: architecture === 'arm64' ? 'uefi' : 'uefi-preferred',
    imdsSupport: 'v2.0',
  })),
  ...(['x86_64', 'arm64'] as const).map((architecture): Entry => ({
    ...LINUX,
    name: `amzn2-ami-kernel-5.10-hvm-2.0.20250305.0-${architecture}-gp2`,
    description: `Amazon Linux 2 Kernel 5.10 AMI 2.0.20250305.0 ${architecture} HVM gp2`,
    ownerId: AMAZON,
    ownerAlias: 'amazon',
    architecture,
    rootDeviceName: '/dev/xvda',
    rootVolumeGiB: 8,
    rootVolumeType: 'gp2',
    creationDate: '2025-03-06T00:25:44.000Z',
  })),
  ...(['amd64', 'arm64'] as const).flatMap((machine): Entry[] =>
    (
      [
        ['jammy-22.04', 'hvm-ssd', '22.04 LTS', 'jammy'],
        ['noble-24.04', 'hvm-ssd-gp3', '24.04 LTS', 'noble'],
      ] as const
    ).map(([release, kind, version, codeName]) => ({
      ...LINUX,
      name: `ubuntu/images/${kind}/ubuntu-${release}-${machine}-server-20250305`,
      description: `Canonical, Ubuntu, ${version}, ${machine} ${codeName} image`,
      ownerId: CANONICAL,
      architecture: machine === 'amd64' ? 'x86_64' : 'arm64',
      rootDeviceName: '/dev/sda1',
      rootVolumeGiB: 8,
      rootVolumeType: kind === 'hvm-ssd' ? 'gp2' : 'gp3',
      creationDate: '2025-03-05T07:02:38.000Z',
      bootMode: machine === 'arm64' ? 'uefi' : 'uefi-preferred',
    })),
  ),
  ...(['amd64', 'arm64'] as const).map((machine): Entry => ({
    ...LINUX,
    name: `debian-12-${machine}-20250316-2053`,
    description: 'Debian 12 (20250316-2053)',
    ownerId: DEBIAN,
    architecture: machine === 'amd64' ? 'x86_64' : 'arm64',
    rootDeviceName: '/dev/xvda',
    rootVolumeGiB: 8,
    rootVolumeType: 'gp3',
    creationDate: '2025-03-16T20:54:12.000Z',
    bootMode: machine === 'arm64' ? 'uefi' : 'uefi-preferred',
  })),
  ...(['2019', '2022'] as const).map((year): Entry => ({
    name: `Windows_Server-${year}-English-Full-Base-2025.03.12`,
    description: `Microsoft Windows Server ${year} Full Locale English AMI provided by Amazon`,
    ownerId: WINDOWS,
    ownerAlias: 'amazon',
    architecture: 'x86_64',
    platform: 'windows',
    platformDetails: 'Windows',
    usageOperation: 'RunInstances:0002',
    rootDeviceName: '/dev/sda1',
    rootVolumeGiB: 30,
    rootVolumeType: 'gp2',
    creationDate: '2025-03-13T01:15:03.000Z',
  })),
];

/** The images that everyone finds in a region. */
export function publishedImages(region: string): readonly ImageRecord[] {
  return PUBLISHED.map((entry) => ({
    ...entry,
    imageId: `ami-${hexOf(`${region}/${entry.name}`)}`,
    snapshotId: `snap-${hexOf(`${region}/${entry.name}/snapshot`)}`,
    isPublic: true,
  }));
}

/**
 * The image of an id. Templates and scripts name images of the real AWS, which cannot all be known
 * here: an id that no published image has stands for a plain Linux image of the caller's own.
 */
export function imageById(place: Place, imageId: string): ImageRecord {
  const published = publishedImages(place.region).find((image) => image.imageId === imageId);
  return (
    published ?? {
      ...LINUX,
      imageId,
      name: imageId,
      description: '',
      ownerId: place.accountId,
      isPublic: false,
      rootDeviceName: '/dev/xvda',
      rootVolumeGiB: 8,
      rootVolumeType: 'gp3',
      snapshotId: `snap-${hexOf(`${place.region}/${imageId}/snapshot`)}`,
      creationDate: '2024-01-01T00:00:00.000Z',
    }
  );
}

function hexOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 17);
}
