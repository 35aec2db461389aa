import type { Clock } from '../../kernel/clock.ts';
import { taggingErrors } from './errors.ts';

/** How long a token holds, ms of emulated time. */
const TOKEN_LIFE = 15 * 60 * 1000;

/** How a listing is cut into pages. */
export interface Paging<T> {
  /** The operation whose answers the tokens continue. */
  readonly listing: string;
  readonly token: string | undefined;
  readonly clock: Clock;
  readonly keyOf: (item: T) => string;
  /** How many of the items that are left come into the page. */
  readonly fits: (rest: readonly T[]) => number;
}

/** A page, and the token of the next one: empty after the last. */
export interface Page<T> {
  readonly items: readonly T[];
  readonly PaginationToken: string;
}

/**
 * Cuts one page. A token names the last item of the page before, so that what comes or goes in between
 * neither repeats nor hides others.
 *
 * @param all in the ascending order of their keys
 * @throws AwsError InvalidParameterException for a token that the listing did not give,
 *   PaginationTokenExpiredException for one older than 15 minutes
 */
export function pageOf<T>(all: readonly T[], { listing, token, clock, keyOf, fits }: Paging<T>): Page<T> {
  const now = clock.now().getTime();
  const after = token === undefined || token === '' ? undefined : readToken(listing, token, now);
  const rest = after === undefined ? all : all.filter((item) => keyOf(item) > after);
  const items = rest.slice(0, fits(rest));
  const last = items.at(-1);
  const isLast = last === undefined || items.length === rest.length;
  return { items, PaginationToken: isLast ? '' : writeToken(listing, now, keyOf(last)) };
}

function writeToken(listing: string, at: number, key: string): string {
  return Buffer.from(`${listing}\n${at}\n${key}`).toString('base64url');
}

function readToken(listing: string, token: string, now: number): string {
  const text = Buffer.from(token, 'base64url').toString();
  const [name, at = '', ...key] = text.split('\n');
  if (name !== listing || !/^\d{1,15}$/.test(at) || key.length === 0) throw taggingErrors.invalidToken();
  if (now - Number(at) > TOKEN_LIFE) throw taggingErrors.expiredToken();
  return key.join('\n');
}
