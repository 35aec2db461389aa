import type { Tag } from '../../model/generated/organizations.ts';
import { forgetOnceTagged, noteOnceTagged } from '../../store/once-tagged.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { constraintViolation, invalidInput } from './errors.ts';
import { QUOTAS } from './quotas.ts';

/** Under which id the tags of a root, OU, account or policy are kept. */
export function tagOwner(id: string): string {
  return `organizations:${id}`;
}

/** The tags of a root, an OU, an account or a policy, in the order of their keys. */
export async function tagsOf(tx: ReadTx, id: string): Promise<readonly Tag[]> {
  const rows = await tx
    .selectFrom('resource_tags')
    .select(['key', 'value'])
    .where('resource_id', '=', tagOwner(id))
    .orderBy('key')
    .execute();
  return rows.map(({ key, value }) => ({ Key: key, Value: value }));
}

/** @throws AwsError InvalidInputException for a key given twice or one of AWS's own */
export function assertTags(tags: readonly Tag[] | undefined): void {
  const seen = new Set<string>();
  for (const { Key } of tags ?? []) {
    if (Key.toLowerCase().startsWith('aws:')) throw invalidInput('INVALID_SYSTEM_TAGS_PARAMETER');
    if (seen.has(Key)) throw invalidInput('DUPLICATE_TAG_KEY');
    seen.add(Key);
  }
}

/** Sets tags; one of the same key gets the new value. @throws AwsError ConstraintViolationException above 50 */
export async function putTags(tx: WriteTx, id: string, tags: readonly Tag[] | undefined): Promise<void> {
  if (tags === undefined || tags.length === 0) return;
  await deleteRows(
    tx,
    id,
    tags.map(({ Key }) => Key),
  );
  const kept = await tagsOf(tx, id);
  if (kept.length + tags.length > QUOTAS.tags) throw constraintViolation('MAX_TAG_LIMIT_EXCEEDED');
  const rows = tags.map(({ Key, Value }) => ({
    resource_id: tagOwner(id),
    key: Key,
    key_lower: Key,
    value: Value,
  }));
  await tx.insertInto('resource_tags').values(rows).execute();
}

/** Takes tags away; a key that is not there is no error. */
export async function removeTags(tx: WriteTx, id: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  if ((await tagsOf(tx, id)).length > 0) await noteOnceTagged(tx, tagOwner(id));
  await deleteRows(tx, id, keys);
}

async function deleteRows(tx: WriteTx, id: string, keys: readonly string[]): Promise<void> {
  await tx
    .deleteFrom('resource_tags')
    .where('resource_id', '=', tagOwner(id))
    .where('key', 'in', keys)
    .execute();
}

/** Takes all tags away, as what carries them goes. */
export async function dropTags(tx: WriteTx, id: string): Promise<void> {
  await tx.deleteFrom('resource_tags').where('resource_id', '=', tagOwner(id)).execute();
  await forgetOnceTagged(tx, tagOwner(id));
}
