import type { Tag } from '../../../model/generated/iam.ts';
import type { ReadTx, WriteTx } from '../../../store/store.ts';
import { forgetOnceTagged, noteOnceTagged } from '../../../store/once-tagged.ts';
import { prepared } from '../../../store/prepared.ts';
import { duplicateTagKeys, reservedTagKey, tooManyTags } from '../errors.ts';
import { pageThrough, type PageEnd, type PagingInput } from './paging.ts';
import { QUOTAS } from './quotas.ts';

/**
 * Whether keys that differ only by case are one key. They are for users and roles; for managed
 * policies and instance profiles they are two.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules_creating
 */
export type KeyCase = 'folded' | 'kept';

const selectTags = prepared((db, p: { id: string }) =>
  db.selectFrom('tags').select(['key', 'value']).where('resource_id', '=', p.id).orderBy('key_lower'),
);

/** An entity's tags in the order of their keys. @param id its unique id */
export async function tagsOf(tx: ReadTx, id: string): Promise<readonly Tag[]> {
  const rows = await selectTags.all(tx, { id });
  return rows.map(({ key, value }) => ({ Key: key, Value: value }));
}

/** The tags of several entities by their unique ids; those without any are absent. */
export async function tagsOfAll(
  tx: ReadTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Tag[]>> {
  const tags = new Map<string, Tag[]>();
  if (ids.length === 0) return tags;
  const rows = await tx
    .selectFrom('tags')
    .selectAll()
    .where('resource_id', 'in', ids)
    .orderBy('key_lower')
    .execute();
  for (const { resource_id: id, key, value } of rows) {
    const tag = { Key: key, Value: value };
    const known = tags.get(id);
    if (known === undefined) tags.set(id, [tag]);
    else known.push(tag);
  }
  return tags;
}

/**
 * Checks the tags of a request before anything is read.
 *
 * @throws AwsError InvalidInput for a key given twice or one of AWS's own
 */
export function assertTags(tags: readonly Tag[] | undefined, keyCase: KeyCase): void {
  const seen = new Set<string>();
  for (const { Key } of tags ?? []) {
    if (Key.toLowerCase().startsWith('aws:')) throw reservedTagKey(Key);
    const same = sameKey(Key, keyCase);
    if (seen.has(same)) throw duplicateTagKeys();
    seen.add(same);
  }
}

/**
 * Sets tags: one of the same key gets the new value (and the new spelling of the key).
 *
 * @throws AwsError LimitExceeded when the entity would have more than 50
 */
export async function putTags(
  tx: WriteTx,
  id: string,
  tags: readonly Tag[] | undefined,
  keyCase: KeyCase,
): Promise<void> {
  if (tags === undefined || tags.length === 0) return;
  const rows = tags.map(({ Key, Value }) => ({
    resource_id: id,
    key: Key,
    key_lower: sameKey(Key, keyCase),
    value: Value,
  }));
  await deleteRows(
    tx,
    id,
    tags.map(({ Key }) => Key),
    keyCase,
  );
  const { length: kept } = await selectTags.all(tx, { id });
  if (kept + rows.length > QUOTAS.TagsPerEntity) throw tooManyTags();
  await tx.insertInto('tags').values(rows).execute();
}

/** Takes tags away; a key that is not there is no error. */
export async function removeTags(
  tx: WriteTx,
  id: string,
  keys: readonly string[],
  keyCase: KeyCase,
): Promise<void> {
  if (keys.length === 0) return;
  if ((await selectTags.all(tx, { id })).length > 0) await noteOnceTagged(tx, id);
  await deleteRows(tx, id, keys, keyCase);
}

async function deleteRows(tx: WriteTx, id: string, keys: readonly string[], keyCase: KeyCase): Promise<void> {
  const same = keys.map((key) => sameKey(key, keyCase));
  await tx.deleteFrom('tags').where('resource_id', '=', id).where('key_lower', 'in', same).execute();
}

/** Takes all tags away, as the entity itself goes. */
export async function dropTags(tx: WriteTx, id: string): Promise<void> {
  await tx.deleteFrom('tags').where('resource_id', '=', id).execute();
  await forgetOnceTagged(tx, id);
}

/** The answer of a listing of tags. Its markers count: a key may be longer than a marker. */
export function tagPage(
  listing: string,
  input: PagingInput,
  tags: readonly Tag[],
): { readonly Tags: readonly Tag[] } & PageEnd {
  const places = tags.map((tag, place) => ({ tag, key: String(place + 1).padStart(2, '0') }));
  const { items, end } = pageThrough(listing, input, places, ({ key }) => key);
  return { Tags: items.map(({ tag }) => tag), ...end };
}

function sameKey(key: string, keyCase: KeyCase): string {
  return keyCase === 'folded' ? key.toLowerCase() : key;
}
