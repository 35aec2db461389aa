import type { Tag } from '../../model/generated/ssm.ts';
import { forgetOnceTagged, noteOnceTagged } from '../../store/once-tagged.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { reservedTagKey, tooManyTags } from './errors.ts';

const MAX_TAGS = 50;

/** Under which id a parameter's tags are kept. @param id the parameter's own */
export function tagOwner(id: string): string {
  return `ssm:${id}`;
}

/** The tags of parameters by their ids, each list in the order of its keys. */
export async function tagsById(
  tx: ReadTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Tag[]>> {
  const tags = new Map<string, Tag[]>(ids.map((id) => [id, []]));
  if (ids.length === 0) return tags;
  const rows = await tx
    .selectFrom('resource_tags')
    .select(['resource_id', 'key', 'value'])
    .where('resource_id', 'in', ids.map(tagOwner))
    .orderBy('key')
    .execute();
  for (const { resource_id: owner, key, value } of rows) {
    tags.get(owner.slice(tagOwner('').length))?.push({ Key: key, Value: value });
  }
  return tags;
}

/** Sets tags; one of the same key gets the new value, the last where a key is given twice. @throws AwsError */
export async function putTags(tx: WriteTx, id: string, tags: readonly Tag[]): Promise<void> {
  if (tags.length === 0) return;
  if (tags.some(({ Key }) => Key.toLowerCase().startsWith('aws:'))) throw reservedTagKey();
  const values = new Map(tags.map(({ Key, Value }) => [Key, Value]));
  await deleteRows(tx, id, [...values.keys()]);
  const kept = (await tagsById(tx, [id])).get(id) ?? [];
  if (kept.length + values.size > MAX_TAGS) throw tooManyTags();
  const rows = [...values].map(([key, value]) => ({
    resource_id: tagOwner(id),
    key,
    key_lower: key,
    value,
  }));
  await tx.insertInto('resource_tags').values(rows).execute();
}

/** Takes tags away; a key that is not there is no error. */
export async function removeTags(tx: WriteTx, id: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  if (((await tagsById(tx, [id])).get(id) ?? []).length > 0) await noteOnceTagged(tx, tagOwner(id));
  await deleteRows(tx, id, keys);
}

/** Takes all tags away, as the parameter goes. */
export async function dropTags(tx: WriteTx, id: string): Promise<void> {
  await tx.deleteFrom('resource_tags').where('resource_id', '=', tagOwner(id)).execute();
  await forgetOnceTagged(tx, tagOwner(id));
}

async function deleteRows(tx: WriteTx, id: string, keys: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('resource_tags')
    .where('resource_id', '=', tagOwner(id))
    .where('key', 'in', keys)
    .execute();
}
