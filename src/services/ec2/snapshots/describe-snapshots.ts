import { describing, ec2Operation } from '../ec2-operation.ts';
import { readTags } from '../instances/instance-record.ts';
import type { Tagged } from '../shared/describe-resources.ts';
import { compileFilters, type FilterFields } from '../shared/filters.ts';
import { pageOf } from '../shared/pages.ts';
import { placeOf } from '../shared/place.ts';
import { assertIdsOf, SNAPSHOT } from '../shared/resources.ts';
import { snapshotNotFound } from '../volumes/volume-errors.ts';
import {
  publishedSnapshots,
  readSnapshots,
  snapshotProgress,
  snapshotState,
  snapshotToWire,
  type AnySnapshot,
} from './snapshot-record.ts';

/** @param now ms since 1970 in emulated time */
function filtersAt(now: number): FilterFields<Tagged<AnySnapshot>> {
  return {
    tags: ({ tags }) => tags ?? {},
    fields: {
      description: ({ record }) => record.description,
      encrypted: ({ record }) => String(record.isEncrypted),
      'owner-alias': ({ record }) => record.ownerAlias,
      'owner-id': ({ record }) => record.ownerId,
      progress: ({ record }) => snapshotProgress(record, now),
      'snapshot-id': ({ record }) => record.id,
      'start-time': ({ record }) => new Date(record.startedAt).toISOString(),
      status: ({ record }) => snapshotState(record, now),
      'storage-tier': () => 'standard',
      'volume-id': ({ record }) => record.volumeId,
      'volume-size': ({ record }) => String(record.size),
    },
  };
}

/** Own snapshots and those of the published images. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DescribeSnapshots.html */
export const describeSnapshots = ec2Operation('DescribeSnapshots', {
  authorizes: describing('DescribeSnapshots'),
  async runs({ SnapshotIds: ids = [], OwnerIds = [], RestorableByUserIds = [], ...input }, context) {
    assertIdsOf(SNAPSHOT, ids);
    const place = placeOf(context);
    const now = context.house.clock.now().getTime();
    const matches = compileFilters(input.Filters, filtersAt(now));
    const own = await context.house.store.read(async (tx) => {
      const records = await readSnapshots(tx, place);
      const tags = await readTags(
        tx,
        records.map(({ id }) => id),
      );
      return records.map((record) => ({ record, tags: tags.get(record.id) }));
    });
    const published = publishedSnapshots(place.region).map((record) => ({ record, tags: undefined }));
    const all: readonly Tagged<AnySnapshot>[] = [...own, ...published];
    const unknown = ids.find((id) => !all.some(({ record }) => record.id === id));
    if (unknown !== undefined) throw snapshotNotFound(unknown);
    const isOwnedBy = ({ ownerId, ownerAlias }: AnySnapshot, owner: string) =>
      owner === 'self' ? ownerId === place.accountId : owner === ownerId || owner === ownerAlias;
    const isForUser = ({ ownerId }: AnySnapshot, user: string) =>
      user === 'all' ? ownerId !== place.accountId : user === 'self' || user === place.accountId;
    const found = all
      .filter(({ record }) => ids.length === 0 || ids.includes(record.id))
      .filter(({ record }) => OwnerIds.length === 0 || OwnerIds.some((owner) => isOwnedBy(record, owner)))
      .filter(
        ({ record }) =>
          RestorableByUserIds.length === 0 || RestorableByUserIds.some((user) => isForUser(record, user)),
      )
      .filter(matches)
      .toSorted((a, b) => (a.record.id < b.record.id ? -1 : 1));
    const page = pageOf(found, ({ record }) => record.id, input);
    return { Snapshots: page.items.map((each) => snapshotToWire(each, now)), NextToken: page.nextToken };
  },
});
