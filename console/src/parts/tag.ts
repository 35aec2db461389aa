import type { TagEditorProps } from '@cloudscape-design/components/tag-editor';

/** A tag, as most of AWS's APIs hold it. */
export interface Tag {
  readonly Key: string;
  readonly Value: string;
}

/** What is to be done to have other tags: AWS sets some, and takes others away. */
export interface TagsChange {
  readonly put: readonly Tag[];
  readonly remove: readonly string[];
}

/** Tags of an answer of the SDK's, whose types allow what AWS never answers. */
export function readTags(
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
): Tag[] {
  return (tags ?? []).map(({ Key = '', Value = '' }) => ({ Key, Value }));
}

/** What was typed into a form's tags: the new ones alone. */
export function typedTags(tags: readonly TagEditorProps.Tag[]): Tag[] {
  return tags.map(({ key, value }) => ({ Key: key, Value: value }));
}
