import { invalidNextToken } from '../errors.ts';

/** AWS answers at most 1 MB or 100 at a time. */
const PAGE = 100;

/**
 * One page of what is in memory already; a token names the listing and the last key.
 *
 * @param all in the order of the listing
 * @param size most items of a page
 * @throws AwsError ValidationError for a token that this listing did not give
 */
export function pageOf<T>(
  listing: string,
  token: string | undefined,
  all: readonly T[],
  keyOf: (item: T) => string,
  size = PAGE,
): { readonly items: readonly T[]; readonly NextToken?: string | undefined } {
  let start = 0;
  if (token !== undefined) {
    const [name, key] = Buffer.from(token, 'base64url').toString().split('\n');
    if (name !== listing || key === undefined) throw invalidNextToken();
    start = all.findIndex((item) => keyOf(item) === key) + 1;
    if (start === 0) throw invalidNextToken();
  }
  const items = all.slice(start, start + size);
  const last = items.at(-1);
  if (last === undefined || start + size >= all.length) return { items };
  return { items, NextToken: Buffer.from(`${listing}\n${keyOf(last)}`).toString('base64url') };
}
