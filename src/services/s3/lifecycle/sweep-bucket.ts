import type { LifecycleRule } from '../../../model/generated/s3.ts';
import type { House } from '../../../operation/house.ts';
import type { WriteTx } from '../../../store/store.ts';
import { deleteIn, type DeletionTarget } from '../objects/delete-version.ts';
import { newestOtherIn } from '../objects/other-versions.ts';
import { newVersionId, releaseParts } from '../objects/replace-object.ts';
import { bucketOf, type Bucket } from '../shared/bucket.ts';
import { objectIn } from '../shared/object-record.ts';
import { keyOf } from '../shared/stored-key.ts';
import { wholeSeconds } from '../shared/whole-seconds.ts';
import type { Tags } from '../tags/tags.ts';
import { abortOf, expirationOf, markerEndOf, removalOf } from './rule-times.ts';

/** How many rows are read at once. */
const BATCH = 500;
/** How many things go in one write. */
const WRITES = 50;

/**
 * Lets a bucket's rules act, as they stand at this moment of emulated time: objects expire, versions and
 * delete markers that are over go for good, uploads that were left are aborted. S3 asks nobody's permission
 * for it. What changes meanwhile is looked at again within the write that takes it away.
 */
export class BucketSweep {
  readonly #house: House;
  readonly #bucket: string;
  readonly #rules: readonly LifecycleRule[];
  /** ms since 1970 */
  readonly #now: number;

  constructor(house: House, bucket: string, rules: readonly LifecycleRule[]) {
    this.#house = house;
    this.#bucket = bucket;
    this.#rules = rules.filter(({ Status }) => Status === 'Enabled');
    this.#now = house.clock.now().getTime();
  }

  async run(): Promise<void> {
    const does = (action: keyof LifecycleRule) => this.#rules.some((rule) => rule[action] !== undefined);
    if (does('Expiration')) await this.#expireObjects();
    if (does('NoncurrentVersionExpiration')) await this.#removeVersions();
    if (does('Expiration')) await this.#removeMarkers();
    if (does('AbortIncompleteMultipartUpload')) await this.#abortUploads();
  }

  async #expireObjects(): Promise<void> {
    for (let after = ''; ;) {
      const rows = await this.#house.store.read((tx) =>
        tx
          .selectFrom('objects')
          .select(['key', 'size', 'tags', 'last_modified'])
          .where('bucket', '=', this.#bucket)
          .where('key', '>', after)
          .orderBy('key')
          .limit(BATCH)
          .execute(),
      );
      const due = rows.map(subjectOf).filter((object) => this.#isDue(expirationOf(this.#rules, object)));
      await this.#inWrites(due, async (tx, bucket, { key }) => {
        const object = await objectIn(tx, this.#bucket, key);
        if (object === undefined || !this.#isDue(expirationOf(this.#rules, object))) return [];
        return (await deleteIn(tx, bucket, this.#target(key))).released;
      });
      const last = rows.at(-1);
      if (last === undefined || rows.length < BATCH) return;
      after = last.key;
    }
  }

  /** Goes through each key's other versions from the newest on, knowing what came after each. */
  async #removeVersions(): Promise<void> {
    let place = { key: '', sequence: 0 };
    let newest: { readonly since: number | undefined; readonly newer: number } = {
      since: undefined,
      newer: 0,
    };
    for (;;) {
      const rows = await this.#versionsAfter(place);
      const due: { readonly key: string; readonly versionId: string }[] = [];
      for (const row of rows) {
        if (row.key !== place.key) newest = { since: row.object_modified ?? undefined, newer: 0 };
        place = { key: row.key, sequence: row.sequence };
        const { since, newer } = newest;
        newest = { since: row.last_modified, newer: since === undefined ? 0 : newer + 1 };
        // Without an object in its place, a key's newest version is a delete marker, and current.
        if (since === undefined) continue;
        const version = { ...subjectOf(row), deleteMarker: row.delete_marker === 1, since, newer };
        if (this.#isDue(removalOf(this.#rules, version))) {
          due.push({ key: version.key, versionId: row.version_id });
        }
      }
      await this.#inWrites(due, async (tx, bucket, { key, versionId }) => {
        if ((await objectIn(tx, this.#bucket, key))?.versionId === versionId) return [];
        return (await deleteIn(tx, bucket, this.#target(key, versionId))).released;
      });
      if (rows.length < BATCH) return;
    }
  }

  /** Versions beside the objects as they stand, each with its object's date. */
  #versionsAfter({ key, sequence }: { readonly key: string; readonly sequence: number }) {
    return this.#house.store.read((tx) =>
      tx
        .selectFrom('object_versions as version')
        .leftJoin('objects as object', (join) =>
          join.onRef('object.bucket', '=', 'version.bucket').onRef('object.key', '=', 'version.key'),
        )
        .select([
          'version.key',
          'version.size',
          'version.tags',
          'version.last_modified',
          'version.version_id',
        ])
        .select(['version.sequence', 'version.delete_marker', 'object.last_modified as object_modified'])
        .where('version.bucket', '=', this.#bucket)
        .where((eb) =>
          eb.or([
            eb('version.key', '>', key),
            eb.and([eb('version.key', '=', key), eb('version.sequence', '<', sequence)]),
          ]),
        )
        .orderBy('version.key')
        .orderBy('version.sequence', 'desc')
        .limit(BATCH)
        .execute(),
    );
  }

  /** Delete markers of whose keys nothing else is left. */
  async #removeMarkers(): Promise<void> {
    for (let after = ''; ;) {
      const rows = await this.#house.store.read((tx) => lonelyMarkers(tx, this.#bucket, after));
      const due = rows
        .map(({ key, version_id: versionId, last_modified }) => ({
          key: keyOf(key),
          versionId,
          last_modified,
        }))
        .filter(({ key, last_modified }) => this.#isDue(markerEndOf(this.#rules, key, last_modified)));
      await this.#inWrites(due, async (tx, bucket, { key, versionId }) => {
        const isLonely = (await objectIn(tx, this.#bucket, key)) === undefined;
        const newest = await newestOtherIn(tx, { bucket: this.#bucket, key });
        if (!isLonely || newest?.versionId !== versionId) return [];
        return (await deleteIn(tx, bucket, this.#target(key, versionId))).released;
      });
      const last = rows.at(-1);
      if (last === undefined || rows.length < BATCH) return;
      after = last.key;
    }
  }

  async #abortUploads(): Promise<void> {
    for (let after = ''; ;) {
      const rows = await this.#house.store.read((tx) =>
        tx
          .selectFrom('uploads')
          .select(['upload_id', 'key', 'initiated_at'])
          .where('bucket', '=', this.#bucket)
          .where('upload_id', '>', after)
          .orderBy('upload_id')
          .limit(BATCH)
          .execute(),
      );
      const due = rows.filter((row) => this.#isDue(abortOf(this.#rules, keyOf(row.key), row.initiated_at)));
      await this.#inWrites(due, async (tx, _bucket, { upload_id }) => {
        const { numDeletedRows } = await tx
          .deleteFrom('uploads')
          .where('upload_id', '=', upload_id)
          .executeTakeFirst();
        // An upload that was completed meanwhile has given its parts to an object.
        return Number(numDeletedRows) === 0 ? [] : releaseParts(tx, upload_id);
      });
      const last = rows.at(-1);
      if (last === undefined || rows.length < BATCH) return;
      after = last.upload_id;
    }
  }

  #isDue(due: { readonly at: number } | undefined): boolean {
    return due !== undefined && due.at <= this.#now;
  }

  #target(key: string, versionId?: string): DeletionTarget {
    const at = wholeSeconds(new Date(this.#now));
    const markerId = newVersionId({ house: this.#house });
    return { key, versionId, markerId, at, etag: undefined, lastModified: undefined, size: undefined };
  }

  /** Takes things away, some in each write; `take` says which blobs nothing refers to any more. */
  async #inWrites<T>(
    all: readonly T[],
    take: (tx: WriteTx, bucket: Bucket, item: T) => Promise<readonly string[]>,
  ): Promise<void> {
    const { store, objects } = this.#house;
    for (let from = 0; from < all.length; from += WRITES) {
      const some = all.slice(from, from + WRITES);
      const released = await store.write(async (tx) => {
        const query = tx.selectFrom('buckets').selectAll().where('name', '=', this.#bucket);
        const row = await query.executeTakeFirst();
        if (row === undefined) return [];
        const bucket = bucketOf(row);
        const blobs: string[] = [];
        for (const item of some) blobs.push(...(await take(tx, bucket, item)));
        return blobs;
      });
      for (const blob of released) await objects.delete(blob);
    }
  }
}

function lonelyMarkers(tx: Pick<WriteTx, 'selectFrom'>, bucket: string, after: string) {
  return tx
    .selectFrom('object_versions as marker')
    .select(['marker.key', 'marker.version_id', 'marker.last_modified'])
    .where('marker.bucket', '=', bucket)
    .where('marker.delete_marker', '=', 1)
    .where('marker.key', '>', after)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('objects')
            .select('objects.key')
            .whereRef('objects.bucket', '=', 'marker.bucket')
            .whereRef('objects.key', '=', 'marker.key'),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('object_versions as other')
            .select('other.key')
            .whereRef('other.bucket', '=', 'marker.bucket')
            .whereRef('other.key', '=', 'marker.key')
            .whereRef('other.version_id', '!=', 'marker.version_id'),
        ),
      ),
    )
    .orderBy('marker.key')
    .limit(BATCH)
    .execute();
}

function subjectOf(row: {
  readonly key: string;
  readonly size: number;
  readonly tags: string | null;
  readonly last_modified: number;
}) {
  return {
    key: keyOf(row.key),
    size: row.size,
    tags: row.tags === null ? {} : (JSON.parse(row.tags) as Tags),
    lastModified: row.last_modified,
  };
}
