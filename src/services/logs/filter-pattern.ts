import { invalidParameter, notBuilt } from './errors.ts';

/** A term: a word of letters, digits and underscores, or anything in quotes. */
const TERM = /\s*([?-]?)(?:"((?:[^"\\]|\\.)*)"|([A-Za-z0-9_]+))/y;

/**
 * What a pattern of plain terms lets through: every term must be there, of those with `?` one, none with
 * `-`. Terms are matched as they are written, in upper and lower case.
 *
 * @throws AwsError InvalidParameterException for what is no pattern, and for patterns of JSON, fields and
 *   regular expressions, which are not built
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function readFilterPattern(pattern: string): (message: string) => boolean {
  const text = pattern.trim();
  if (/^[{[]/.test(text)) throw notBuilt('a filter pattern of JSON or of fields');
  if (text.includes('%')) throw notBuilt('a filter pattern with a regular expression');
  const terms: { readonly sign: string; readonly term: string }[] = [];
  let at = 0;
  while (at < text.length) {
    TERM.lastIndex = at;
    const found = TERM.exec(text);
    if (found === null) throw invalidParameter('Invalid filter pattern');
    terms.push({ sign: found[1] ?? '', term: found[2]?.replaceAll(/\\(.)/g, '$1') ?? found[3] ?? '' });
    at = TERM.lastIndex;
  }
  const of = (sign: string) => terms.filter((term) => term.sign === sign).map(({ term }) => term);
  const [all, any, none] = [of(''), of('?'), of('-')];
  return (message) =>
    all.every((term) => message.includes(term)) &&
    (any.length === 0 || any.some((term) => message.includes(term))) &&
    !none.some((term) => message.includes(term));
}
