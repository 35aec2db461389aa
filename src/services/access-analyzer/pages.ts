import { accessAnalyzerErrors } from './errors.ts';

/** How many findings an answer holds, unless asked for fewer (guess: AWS documents nothing). */
const PAGE = 100;

interface PageRequest {
  readonly maxResults?: number | undefined;
  readonly nextToken?: string | undefined;
}

/**
 * One page of what is found anew at each call: the token says how many were answered before.
 * @throws AwsError ValidationException for a number or token that cannot be
 */
export function pageOf<T>(
  all: readonly T[],
  { maxResults = PAGE, nextToken: token }: PageRequest,
): { readonly items: readonly T[]; readonly nextToken: string | undefined } {
  if (maxResults < 1) {
    throw accessAnalyzerErrors.invalidField(
      'maxResults',
      'Member must have value greater than or equal to 1',
    );
  }
  const from = token === undefined ? 0 : readToken(token);
  const to = from + Math.min(maxResults, PAGE);
  return { items: all.slice(from, to), nextToken: to < all.length ? writeToken(to) : undefined };
}

function writeToken(answered: number): string {
  return Buffer.from(`findings:${answered}`).toString('base64url');
}

function readToken(token: string): number {
  const answered = /^findings:(\d{1,6})$/.exec(Buffer.from(token, 'base64url').toString())?.[1];
  if (answered === undefined) throw accessAnalyzerErrors.invalidField('nextToken', 'The token is not valid');
  return Number(answered);
}
