import type { AwsError } from '../kernel/aws-error.ts';

/** A page of a listing that is asked for. */
export interface PageRequest {
  /** Of which listing, with all that decides what is in it: another listing's tokens do not fit. */
  readonly listing: string;
  readonly size: number;
  readonly token: string | undefined;
  /** The service's error for a token that this listing did not give. */
  readonly invalidToken: () => AwsError;
}

/**
 * One page of what is in memory already. A token holds the last key, so that a page never skips or repeats
 * what stayed.
 *
 * @param all in the order of their keys, by UTF-16 units
 * @throws AwsError what `invalidToken` makes
 */
export function pageAfter<T>(
  { listing, size, token, invalidToken }: PageRequest,
  all: readonly T[],
  keyOf: (item: T) => string,
): { readonly items: readonly T[]; readonly next: string | undefined } {
  const after = token === undefined ? undefined : keyIn(token, listing);
  if (token !== undefined && after === undefined) throw invalidToken();
  const rest = after === undefined ? all : all.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, size);
  const last = items.at(-1);
  const next = items.length === rest.length || last === undefined ? undefined : tokenOf(listing, keyOf(last));
  return { items, next };
}

function tokenOf(listing: string, key: string): string {
  return Buffer.from(JSON.stringify([listing, key])).toString('base64url');
}

function keyIn(token: string, listing: string): string | undefined {
  try {
    const read: unknown = JSON.parse(Buffer.from(token, 'base64url').toString());
    const [name, key] = Array.isArray(read) ? (read as unknown[]) : [];
    return name === listing && typeof key === 'string' ? key : undefined;
  } catch {
    // It is no token of ours: that is an answer, not a failure.
    return undefined;
  }
}
