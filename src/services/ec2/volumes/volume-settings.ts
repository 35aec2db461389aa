import type { VolumeType } from '../../../model/generated/ec2.ts';
import { invalidParameterCombination, missingParameter } from '../errors.ts';
import { invalidVolumeSize, iopsRatioTooHigh, outOfBounds, throughputRatioTooHigh } from './volume-errors.ts';

/** A volume's size and speed. */
export interface VolumeSettings {
  readonly type: VolumeType;
  /** GiB */
  readonly size: number;
  readonly iops?: number | undefined;
  /** MiB/s */
  readonly throughput?: number | undefined;
}

interface TypeRules {
  /** GiB */
  readonly size: readonly [least: number, most: number];
  /** Operations a second that can be asked for, and at most so many a GiB. */
  readonly iops?: {
    readonly least: number;
    readonly most: number;
    readonly perGiB: number;
    readonly usual?: number;
  };
}

/** @see https://docs.aws.amazon.com/ebs/latest/userguide/ebs-volume-types.html */
const RULES: Readonly<Record<VolumeType, TypeRules>> = {
  gp2: { size: [1, 16_384] },
  gp3: { size: [1, 65_536], iops: { least: 3000, most: 80_000, perGiB: 500, usual: 3000 } },
  io1: { size: [4, 16_384], iops: { least: 100, most: 64_000, perGiB: 50 } },
  io2: { size: [4, 65_536], iops: { least: 100, most: 256_000, perGiB: 1000 } },
  st1: { size: [125, 16_384] },
  sc1: { size: [125, 16_384] },
  standard: { size: [1, 1024] },
};

const THROUGHPUT = { least: 125, most: 2000, perIops: 0.25 };

/**
 * A volume's settings with the defaults of its type.
 *
 * @throws AwsError InvalidParameterValue, InvalidParameterCombination or MissingParameter for what the type cannot have
 */
export function volumeSettings({ type, size, iops, throughput }: VolumeSettings): VolumeSettings {
  const rules = RULES[type];
  const [least, most] = rules.size;
  if (size < least) throw invalidVolumeSize(type, size, 'least', least);
  if (size > most) throw invalidVolumeSize(type, size, 'most', most);
  const speed = iopsOf(type, size, iops, rules);
  return { type, size, iops: speed, throughput: throughputOf(type, throughput, speed) };
}

function iopsOf(
  type: VolumeType,
  size: number,
  asked: number | undefined,
  { iops: rules }: TypeRules,
): number | undefined {
  if (rules === undefined) {
    if (asked !== undefined) {
      throw invalidParameterCombination(`The parameter iops is not supported for ${type} volumes.`);
    }
    // @see https://docs.aws.amazon.com/ebs/latest/userguide/general-purpose.html
    return type === 'gp2' ? Math.min(16_000, Math.max(100, size * 3)) : undefined;
  }
  const iops = asked ?? rules.usual;
  if (iops === undefined) throw missingParameter('iops');
  if (iops < rules.least) throw outOfBounds('Volume iops', iops, 'low', rules.least);
  if (iops > rules.most) throw outOfBounds('Volume iops', iops, 'high', rules.most);
  // What a type has without being asked it has at any size.
  if (iops !== rules.usual && iops / size > rules.perGiB) throw iopsRatioTooHigh(iops / size, rules.perGiB);
  return iops;
}

function throughputOf(
  type: VolumeType,
  asked: number | undefined,
  iops: number | undefined,
): number | undefined {
  if (type !== 'gp3') {
    if (asked === undefined) return undefined;
    throw invalidParameterCombination('throughput can only be specified for volumeType gp3.');
  }
  const throughput = asked ?? THROUGHPUT.least;
  const { least, most, perIops } = THROUGHPUT;
  if (throughput < least) throw outOfBounds('Throughput (MiB/s)', throughput, 'low', least);
  if (throughput > most) throw outOfBounds('Throughput (MiB/s)', throughput, 'high', most);
  if (iops !== undefined && throughput / iops > perIops) {
    throw throughputRatioTooHigh(throughput / iops, perIops);
  }
  return throughput;
}
