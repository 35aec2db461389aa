import type { AwsError } from '../kernel/aws-error.ts';
import { forgetOnceTagged, noteOnceTagged } from '../store/once-tagged.ts';
import type { ReadTx, WriteTx } from '../store/store.ts';
import type { RequestFacts } from './context.ts';
import type { WholeTag } from './service-tagging.ts';

/** Most ids in one statement. */
const CHUNK = 500;

/** The most tags that AWS's resources have. */
const MAX_TAGS = 50;

/** What a service answers to tags that cannot be. */
export interface TagErrors {
  /** For a key that begins with `aws:`. */
  readonly reserved: () => AwsError;
  readonly tooMany: () => AwsError;
}

/** Tags in `resource_tags` by their owners, each list in the order of its keys. */
export async function tagsByOwner(
  tx: ReadTx,
  owners: readonly string[],
): Promise<ReadonlyMap<string, readonly WholeTag[]>> {
  const tags = new Map<string, WholeTag[]>(owners.map((owner) => [owner, []]));
  for (let from = 0; from < owners.length; from += CHUNK) {
    const rows = await tx
      .selectFrom('resource_tags')
      .select(['resource_id', 'key', 'value'])
      .where('resource_id', 'in', owners.slice(from, from + CHUNK))
      .orderBy('key')
      .execute();
    for (const { resource_id: owner, key, value } of rows) tags.get(owner)?.push({ Key: key, Value: value });
  }
  return tags;
}

/** The tags of one owner. */
export async function tagsOfOwner(tx: ReadTx, owner: string): Promise<readonly WholeTag[]> {
  return (await tagsByOwner(tx, [owner])).get(owner) ?? [];
}

/** Sets tags; one of the same key gets the new value, the last where a key is given twice. @throws AwsError */
export async function setTags(
  tx: WriteTx,
  owner: string,
  tags: readonly WholeTag[],
  errors: TagErrors,
): Promise<void> {
  if (tags.length === 0) return;
  if (tags.some(({ Key }) => Key.toLowerCase().startsWith('aws:'))) throw errors.reserved();
  const values = new Map(tags.map(({ Key, Value }) => [Key, Value]));
  await deleteRows(tx, owner, [...values.keys()]);
  const kept = await tagsOfOwner(tx, owner);
  if (kept.filter(({ Key }) => !isSystemKey(Key)).length + values.size > MAX_TAGS) throw errors.tooMany();
  const rows = [...values].map(([key, value]) => ({ resource_id: owner, key, key_lower: key, value }));
  await tx.insertInto('resource_tags').values(rows).execute();
}

/** Whether a tag is AWS's own: people can neither set it nor take it away, and it counts towards no limit. */
export function isSystemKey(key: string): boolean {
  return key.startsWith('aws:');
}

/** Puts the tags on something new that a service acting for somebody wants there. */
export async function putSystemTags(
  tx: WriteTx,
  owner: string,
  { systemTags = [] }: Pick<RequestFacts, 'systemTags'>,
): Promise<void> {
  const rows = systemTags.map(({ Key, Value }) => ({
    ...{ resource_id: owner, key: Key, key_lower: Key, value: Value },
  }));
  if (rows.length > 0) await tx.insertInto('resource_tags').values(rows).execute();
}

/** Takes tags away; a key that is not there is no error. AWS's own stay. */
export async function unsetTags(tx: WriteTx, owner: string, keys: readonly string[]): Promise<void> {
  if (keys.length === 0) return;
  if ((await tagsOfOwner(tx, owner)).length > 0) await noteOnceTagged(tx, owner);
  const own = keys.filter((key) => !isSystemKey(key));
  if (own.length > 0) await deleteRows(tx, owner, own);
}

/** Takes all tags away, as what carries them goes. */
export async function forgetTags(tx: WriteTx, owner: string): Promise<void> {
  await tx.deleteFrom('resource_tags').where('resource_id', '=', owner).execute();
  await forgetOnceTagged(tx, owner);
}

async function deleteRows(tx: WriteTx, owner: string, keys: readonly string[]): Promise<void> {
  await tx.deleteFrom('resource_tags').where('resource_id', '=', owner).where('key', 'in', keys).execute();
}
