import { invalidInput } from './errors.ts';

/** What a listing takes. */
interface PagingInput {
  readonly NextToken?: string | undefined;
  readonly MaxResults?: number | undefined;
}

const DEFAULT_SIZE = 20;

/**
 * One page of what is in memory already. A token names the listing and the last key, so that a page
 * never skips or repeats what stayed.
 *
 * @param all in the order of their keys
 * @throws AwsError InvalidInputException for a token that this listing did not give
 */
export function pageOf<T>(
  listing: string,
  input: PagingInput,
  all: readonly T[],
  keyOf: (item: T) => string,
): { readonly items: readonly T[]; readonly NextToken?: string } {
  const after = input.NextToken === undefined ? '' : readToken(listing, input.NextToken);
  const rest = all.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, input.MaxResults ?? DEFAULT_SIZE);
  const last = items.at(-1);
  return items.length === rest.length || last === undefined
    ? { items }
    : { items, NextToken: tokenOf(listing, keyOf(last)) };
}

function tokenOf(listing: string, key: string): string {
  return Buffer.from(`${listing}\n${key}`).toString('base64url');
}

function readToken(listing: string, token: string): string {
  const [name, key] = Buffer.from(token, 'base64url').toString().split('\n');
  if (name !== listing || key === undefined) throw invalidInput('INVALID_NEXT_TOKEN');
  return key;
}
