import { invalidNextToken, invalidParameterValue } from '../errors.ts';

/** What a paginated Describe call takes. */
export interface PageRequest {
  readonly MaxResults?: number | undefined;
  readonly NextToken?: string | undefined;
}

/** How many results a page may hold. */
export interface PageBounds {
  readonly min: number;
  readonly max: number;
}

/** The bounds of most Describe calls. */
export const USUAL_BOUNDS: PageBounds = { min: 5, max: 1000 };

export interface Page<T> {
  readonly items: readonly T[];
  readonly nextToken: string | undefined;
}

const LONGEST_TOKEN = 2048;

/**
 * Cuts one page. A token names the last result of the page before, so that results which come or go
 * in between neither repeat nor hide others.
 *
 * @param items all that matched, in the ascending order of `keyOf`
 * @throws AwsError InvalidParameterValue for a MaxResults out of bounds, InvalidNextToken
 */
export function pageOf<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
  { MaxResults, NextToken }: PageRequest,
  bounds: PageBounds = USUAL_BOUNDS,
): Page<T> {
  assertBounded(MaxResults, bounds);
  const after = NextToken === undefined || NextToken === '' ? undefined : readToken(NextToken);
  const rest = after === undefined ? items : items.filter((item) => keyOf(item) > after);
  if (MaxResults === undefined && rest.length <= bounds.max) return { items: rest, nextToken: undefined };
  const page = rest.slice(0, MaxResults ?? bounds.max);
  const last = page.at(-1);
  const nextToken = last === undefined || page.length === rest.length ? undefined : writeToken(keyOf(last));
  return { items: page, nextToken };
}

function assertBounded(maxResults: number | undefined, { min, max }: PageBounds): void {
  if (maxResults === undefined) return;
  if (maxResults < min) {
    throw invalidParameterValue(` ${maxResults} `, 'maxResults', `Expecting a value greater than ${min}.`);
  }
  if (maxResults > max) {
    throw invalidParameterValue(` ${maxResults} `, 'maxResults', `Expecting a value less than ${max}.`);
  }
}

function writeToken(key: string): string {
  return Buffer.from(`1:${key}`, 'utf8').toString('base64url');
}

function readToken(token: string): string {
  const text = token.length > LONGEST_TOKEN ? '' : Buffer.from(token, 'base64url').toString('utf8');
  if (!text.startsWith('1:') || writeToken(text.slice(2)) !== token) throw invalidNextToken();
  return text.slice(2);
}
