import type { OperationContext } from '../../operation/context.ts';
import type { WholeTag } from '../../operation/service-tagging.ts';
import { allTagged } from './all-tagged.ts';
import { pageOf, type Page } from './pages.ts';
import { permission, taggingOperation } from './tagging-operation.ts';

/** How many keys or values an answer holds (guess: AWS documents nothing). */
const PAGE = 100;

/** The keys of all tags in the region. */
export const getTagKeys = taggingOperation('GetTagKeys', {
  authorizes: permission('GetTagKeys'),

  async runs({ PaginationToken: token }, context) {
    const { items, PaginationToken } = await texts('GetTagKeys', token, context, ({ Key }) => Key);
    return { PaginationToken, TagKeys: items };
  },
});

/** The values that a key has in the region. */
export const getTagValues = taggingOperation('GetTagValues', {
  authorizes: permission('GetTagValues'),

  async runs({ Key: key, PaginationToken: token }, context) {
    const valueOf = ({ Key, Value }: WholeTag) => (Key === key ? Value : undefined);
    const { items, PaginationToken } = await texts('GetTagValues', token, context, valueOf);
    return { PaginationToken, TagValues: items };
  },
});

/** One page of what is picked of all tags, each once and in order. */
async function texts(
  listing: string,
  token: string | undefined,
  context: OperationContext,
  pick: (tag: WholeTag) => string | undefined,
): Promise<Page<string>> {
  const found = new Set<string>();
  for (const { tags } of await allTagged(context)) {
    for (const tag of tags) {
      const text = pick(tag);
      if (text !== undefined) found.add(text);
    }
  }
  const all = [...found].toSorted((a, b) => (a < b ? -1 : 1));
  const { clock } = context.house;
  return pageOf(all, { listing, token, clock, keyOf: (text) => text, fits: () => PAGE });
}
