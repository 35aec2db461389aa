import type { Tag } from '../../model/generated/ssm.ts';
import { setTags, tagsByOwner } from '../../operation/resource-tags.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { reservedTagKey, tooManyTags } from './errors.ts';

/** Under which id a parameter's tags are kept. @param id the parameter's own */
export function tagOwner(id: string): string {
  return `ssm:${id}`;
}

/** The tags of parameters by their ids, each list in the order of its keys. */
export async function tagsById(
  tx: ReadTx,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly Tag[]>> {
  const tags = await tagsByOwner(tx, ids.map(tagOwner));
  return new Map(ids.map((id) => [id, tags.get(tagOwner(id)) ?? []]));
}

/** Sets tags. @throws AwsError ValidationException, TooManyTagsError */
export function putTags(tx: WriteTx, id: string, tags: readonly Tag[]): Promise<void> {
  return setTags(tx, tagOwner(id), tags, { reserved: reservedTagKey, tooMany: tooManyTags });
}
