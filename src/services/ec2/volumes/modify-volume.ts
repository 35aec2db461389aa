import type { VolumeModification, VolumeModificationState } from '../../../model/generated/ec2.ts';
import { change, describing, ec2Operation } from '../ec2-operation.ts';
import { missingParameter, notFound, unsupported } from '../errors.ts';
import { compileFilters, type FilterFields } from '../shared/filters.ts';
import { pageOf } from '../shared/pages.ts';
import { placeOf } from '../shared/place.ts';
import { assertIdsOf, VOLUME } from '../shared/resources.ts';
import { onVolume } from './volume-authorizations.ts';
import { cannotBeModified, noModification, onlyLarger } from './volume-errors.ts';
import { readVolumes, requireVolume, type Modification, type VolumeData } from './volume-record.ts';
import { volumeSettings, type VolumeSettings } from './volume-settings.ts';

/**
 * AWS's limit of changes within hours is not held here: nobody wants to wait for it.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyVolume.html
 */
export const modifyVolume = ec2Operation('ModifyVolume', {
  authorizes: ({ VolumeId }, context) => onVolume(context, 'ModifyVolume', VolumeId),
  async runs(input, context) {
    const { VolumeId, Size, VolumeType, Iops, Throughput, MultiAttachEnabled } = input;
    if (MultiAttachEnabled !== undefined) throw unsupported('MultiAttachEnabled');
    if ([Size, VolumeType, Iops, Throughput].every((value) => value === undefined)) {
      throw missingParameter('Size, VolumeType, Iops or Throughput');
    }
    return change(context, input, async (tx, now) => {
      const { data } = await requireVolume(tx, placeOf(context), VolumeId, now);
      const state = data.modification && modificationState(data.modification, now);
      if (state === 'modifying' || state === 'optimizing') {
        throw cannotBeModified(VolumeId, state.toUpperCase());
      }
      if (Size !== undefined && Size < data.size) throw onlyLarger();
      const { type, size, iops, throughput } = data;
      const isOfOtherType = VolumeType !== undefined && VolumeType !== type;
      // What gp2 has follows from its size, and another type has its own.
      const keepsIops = !isOfOtherType && type !== 'gp2';
      const after = volumeSettings({
        type: VolumeType ?? type,
        size: Size ?? size,
        iops: Iops ?? (keepsIops ? iops : undefined),
        throughput: Throughput ?? (isOfOtherType ? undefined : throughput),
      });
      const step = context.house.settings.pace.volumeModification;
      const modification: Modification = {
        before: { type, size, iops, throughput },
        startedAt: now,
        optimizingAt: now + step,
        completedAt: now + 2 * step,
      };
      const changed: VolumeData = { ...data, ...after, modification };
      await tx
        .updateTable('volumes')
        .set({ data: JSON.stringify(changed) })
        .where('id', '=', VolumeId)
        .execute();
      return { answer: { VolumeModification: modificationToWire(VolumeId, changed, modification, now) } };
    });
  },
});

/** A volume's last change with its volume. */
interface ModifiedVolume {
  readonly id: string;
  readonly shown: VolumeModification;
}

const text = (value: number | undefined) => (value === undefined ? undefined : String(value));

const FILTERS: FilterFields<ModifiedVolume> = {
  fields: {
    'modification-state': ({ shown }) => shown.ModificationState,
    'original-iops': ({ shown }) => text(shown.OriginalIops),
    'original-size': ({ shown }) => text(shown.OriginalSize),
    'original-volume-type': ({ shown }) => shown.OriginalVolumeType,
    originalMultiAttachEnabled: () => 'false',
    'start-time': ({ shown }) => shown.StartTime?.toISOString(),
    'target-iops': ({ shown }) => text(shown.TargetIops),
    'target-size': ({ shown }) => text(shown.TargetSize),
    'target-volume-type': ({ shown }) => shown.TargetVolumeType,
    targetMultiAttachEnabled: () => 'false',
    'volume-id': ({ id }) => id,
  },
};

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeVolumesModifications.html */
export const describeVolumesModifications = ec2Operation('DescribeVolumesModifications', {
  authorizes: describing('DescribeVolumesModifications'),
  async runs({ VolumeIds: ids = [], ...input }, context) {
    assertIdsOf(VOLUME, ids);
    const matches = compileFilters(input.Filters, FILTERS);
    const now = context.house.clock.now().getTime();
    const all = await context.house.store.read((tx) => readVolumes(tx, placeOf(context), now));
    const unknown = ids.filter((id) => !all.some((volume) => volume.id === id));
    if (unknown.length > 0) throw notFound(VOLUME, unknown);
    const modified = all.flatMap(({ id, data }): ModifiedVolume[] =>
      data.modification === undefined
        ? []
        : [{ id, shown: modificationToWire(id, data, data.modification, now) }],
    );
    const unmodified = ids.find((id) => !modified.some((volume) => volume.id === id));
    if (unmodified !== undefined) throw noModification(unmodified);
    const found = modified
      .filter(({ id }) => ids.length === 0 || ids.includes(id))
      .filter(matches)
      .toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const page = pageOf(found, ({ id }) => id, input, { min: 1, max: 500 });
    return { VolumesModifications: page.items.map(({ shown }) => shown), NextToken: page.nextToken };
  },
});

function modificationState(modification: Modification, now: number): VolumeModificationState {
  if (now < modification.optimizingAt) return 'modifying';
  return now < modification.completedAt ? 'optimizing' : 'completed';
}

function modificationToWire(
  id: string,
  after: VolumeSettings,
  modification: Modification,
  now: number,
): VolumeModification {
  const { before, startedAt, optimizingAt, completedAt } = modification;
  const state = modificationState(modification, now);
  const done = (now - optimizingAt) / (completedAt - optimizingAt);
  return {
    VolumeId: id,
    ModificationState: state,
    TargetSize: after.size,
    TargetIops: after.iops,
    TargetVolumeType: after.type,
    TargetThroughput: after.throughput,
    TargetMultiAttachEnabled: false,
    OriginalSize: before.size,
    OriginalIops: before.iops,
    OriginalVolumeType: before.type,
    OriginalThroughput: before.throughput,
    OriginalMultiAttachEnabled: false,
    Progress: Math.floor(100 * Math.min(1, Math.max(0, done))),
    StartTime: new Date(startedAt),
    EndTime: state === 'completed' ? new Date(completedAt) : undefined,
  };
}
