import { forgetOnceTagged, noteOnceTagged } from '../../store/once-tagged.ts';
import { isSystemKey } from '../../operation/resource-tags.ts';
import type { WholeTag } from '../../operation/service-tagging.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { invalidParameter } from './errors.ts';

const MOST_TAGS = 50;
const LONGEST_KEY = 128;
const LONGEST_VALUE = 256;

/** Under which id a function's tags are kept. */
export function tagOwner(functionId: string): string {
  return `lambda:${functionId}`;
}

/** A function's tags, in the order of their keys. */
export async function tagsOf(tx: ReadTx, functionId: string): Promise<readonly WholeTag[]> {
  const rows = await tx
    .selectFrom('resource_tags')
    .select(['key', 'value'])
    .where('resource_id', '=', tagOwner(functionId))
    .orderBy('key')
    .execute();
  return rows.map(({ key, value }) => ({ Key: key, Value: value }));
}

export function tagMap(tags: readonly WholeTag[]): Record<string, string> {
  return Object.fromEntries(tags.map(({ Key, Value }) => [Key, Value]));
}

export function tagList(tags: Readonly<Record<string, string>> | undefined): readonly WholeTag[] {
  return Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
}

/** @throws AwsError InvalidParameterValueException for keys and values that no tag may have */
export function assertTags(tags: Readonly<Record<string, string>> | undefined): void {
  for (const [key, value] of Object.entries(tags ?? {})) {
    if (key === '' || key.length > LONGEST_KEY || value.length > LONGEST_VALUE || /[\0]/.test(key + value)) {
      throw invalidParameter('The tag keys or values provided are invalid.');
    }
    if (/^aws:/i.test(key))
      throw invalidParameter('aws: prefixed tag key names are not allowed for external use.');
  }
}

/** Adds tags; a key that is there gets the new value. @throws AwsError when they become too many */
export async function putTags(
  tx: WriteTx,
  functionId: string,
  tags: Readonly<Record<string, string>>,
): Promise<void> {
  const owner = tagOwner(functionId);
  for (const [key, value] of Object.entries(tags)) {
    await tx
      .insertInto('resource_tags')
      .values({ resource_id: owner, key, key_lower: key, value })
      .onConflict((conflict) => conflict.columns(['resource_id', 'key_lower']).doUpdateSet({ value }))
      .execute();
  }
  const own = (await tagsOf(tx, functionId)).filter(({ Key }) => !isSystemKey(Key));
  if (own.length > MOST_TAGS) {
    throw invalidParameter('The number of tags exceeds the limit of 50.');
  }
}

export async function removeTags(tx: WriteTx, functionId: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  const owner = tagOwner(functionId);
  const { numDeletedRows } = await tx
    .deleteFrom('resource_tags')
    .where('resource_id', '=', owner)
    .where('key', 'in', keys)
    .where('key', 'not like', 'aws:%')
    .executeTakeFirst();
  if (numDeletedRows > 0n) await noteOnceTagged(tx, owner);
}

/** As the function itself goes. */
export async function forgetTags(tx: WriteTx, functionId: string): Promise<void> {
  const owner = tagOwner(functionId);
  await tx.deleteFrom('resource_tags').where('resource_id', '=', owner).execute();
  await forgetOnceTagged(tx, owner);
}
