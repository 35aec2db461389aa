import { IAMClient } from '@aws-sdk/client-iam';
import { collect } from '../aws/collect.ts';
import type { Connection } from '../aws/connection.ts';
import { useAwsQuery } from '../session/use-aws.ts';
import { readTags, type Tag, type TagsChange } from './tag.ts';
import { TagsPanel } from './tags-panel.tsx';

/** How a kind of thing of IAM's gets tags and loses them. */
interface IamTagging {
  readonly tag: (iam: IAMClient, tags: Tag[]) => Promise<unknown>;
  readonly untag: (iam: IAMClient, keys: string[]) => Promise<unknown>;
}

/** What changes the tags of one thing of IAM's, as a {@link TagsPanel} takes it: first away, then on. */
export function iamTagsChange({ tag, untag }: IamTagging) {
  return async (connection: Connection, { put, remove }: TagsChange): Promise<void> => {
    const iam = connection.client(IAMClient);
    if (remove.length > 0) await untag(iam, [...remove]);
    if (put.length > 0) await tag(iam, [...put]);
  };
}

interface IamTagsProps extends IamTagging {
  /** The beginning of the keys of all that is asked of the thing: `['iam', 'roles', 'web']`. */
  readonly of: readonly string[];
  /** Its tags, as the SDK pages through them. */
  readonly pages: (
    iam: IAMClient,
  ) => AsyncIterable<{ readonly Tags?: Parameters<typeof readTags>[0] | undefined }>;
}

/** The tags of something of IAM's, which a call of their own lists. */
export function IamTags({ of, pages, tag, untag }: IamTagsProps) {
  const tags = useAwsQuery<readonly Tag[]>({
    key: [...of, 'tags'],
    ask: async (connection) =>
      readTags(await collect(pages(connection.client(IAMClient)), (page) => page.Tags)),
  });
  return <TagsPanel query={tags} makesOld={[of]} change={iamTagsChange({ tag, untag })} />;
}
