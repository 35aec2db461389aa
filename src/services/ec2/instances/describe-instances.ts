import type { DescribeInstancesRequest, Instance, Reservation } from '../../../model/generated/ec2.ts';
import type { ReadTx } from '../../../store/store.ts';
import { liveAssociations } from '../profile-associations/associations.ts';
import { describing, ec2Operation } from '../ec2-operation.ts';
import { invalidParameterCombination } from '../errors.ts';
import { compileFilters } from '../shared/filters.ts';
import { INSTANCE_FILTERS, type FilteredInstance } from './instance-filters.ts';
import { readInstances, requireInstances } from './instance-reader.ts';
import { readTags, type InstanceRecord } from './instance-record.ts';
import { instanceToWire, reservationToWire } from './instance-to-wire.ts';
import { readInstanceInterfaces } from '../network/network-interfaces/instance-interfaces.ts';
import { vpcsWithPublicNames } from '../network/vpcs/public-names.ts';
import { pageOf } from '../shared/pages.ts';
import { placeOf, type Place } from '../shared/place.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeInstances.html */
export const describeInstances = ec2Operation('DescribeInstances', {
  authorizes: describing('DescribeInstances'),
  async runs(input, context) {
    assertIdsStandAlone(input);
    const matches = compileFilters(input.Filters, INSTANCE_FILTERS);
    const now = context.house.clock.now().getTime();
    const all = await context.house.store.read((tx) =>
      readFiltered(tx, placeOf(context), input.InstanceIds, now),
    );
    const page = pageOf(all.filter(matches), (each) => instanceOrder(each.record), input);
    return { Reservations: toReservations(page.items), NextToken: page.nextToken };
  },
});

/** EC2 pages through all instances, never through a list of ids. @throws AwsError InvalidParameterCombination */
export function assertIdsStandAlone({
  InstanceIds,
  MaxResults,
}: Pick<DescribeInstancesRequest, 'InstanceIds' | 'MaxResults'>): void {
  if ((InstanceIds?.length ?? 0) > 0 && MaxResults !== undefined) {
    throw invalidParameterCombination(
      'The parameter instancesSet cannot be used with the parameter maxResults',
    );
  }
}

/**
 * Instances with all that is filtered by and shown, in the order of {@link instanceOrder}.
 *
 * @param ids only these; absent or empty: all
 * @throws AwsError as `requireInstances`
 */
export async function readFiltered(
  tx: ReadTx,
  place: Place,
  ids: readonly string[] | undefined,
  now: number,
): Promise<readonly FilteredInstance[]> {
  const records =
    ids === undefined || ids.length === 0
      ? await readInstances(tx, place, now)
      : (await requireInstances(tx, place, ids, now)).toSorted(byOrder);
  const known = records.map(({ id }) => id);
  const tags = await readTags(tx, known);
  const associations = await liveAssociations(tx, known);
  const interfaces = await readInstanceInterfaces(tx, place, now);
  const named = await vpcsWithPublicNames(tx, place);
  return records.map((record) => ({
    record,
    tags: tags.get(record.id),
    association: associations.get(record.id),
    interfaces: interfaces.get(record.id),
    hasPublicNames: named.has(record.vpc_id),
    now,
  }));
}

const DIGITS = { time: 16, index: 6 };

/** Oldest first, those of one reservation together and in the order of their launch: a text that sorts so. */
export function instanceOrder({ created_at, reservation_id, launch_index }: InstanceRecord): string {
  const time = String(created_at).padStart(DIGITS.time, '0');
  return `${time}/${reservation_id}/${String(launch_index).padStart(DIGITS.index, '0')}`;
}

function byOrder(a: InstanceRecord, b: InstanceRecord): number {
  return instanceOrder(a) < instanceOrder(b) ? -1 : 1;
}

function toReservations(found: readonly FilteredInstance[]): Reservation[] {
  const groups = new Map<string, { records: InstanceRecord[]; instances: Instance[] }>();
  for (const each of found) {
    const { record } = each;
    const group = groups.get(record.reservation_id) ?? { records: [], instances: [] };
    groups.set(record.reservation_id, group);
    group.records.push(record);
    group.instances.push(instanceToWire(record, each));
  }
  return [...groups.values()].map(({ records, instances }) => reservationToWire(records, instances));
}
