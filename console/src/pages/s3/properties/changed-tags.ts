import type { Tag, TagsChange } from '../../../parts/tag.ts';

/** All tags after a change: S3 takes them whole. */
export function changedTags(before: readonly Tag[], { put, remove }: TagsChange): Tag[] {
  const gone = new Set([...remove, ...put.map(({ Key }) => Key)]);
  return [...before.filter(({ Key }) => !gone.has(Key)), ...put];
}
