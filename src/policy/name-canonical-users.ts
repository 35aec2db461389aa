import { parseJson } from './json/parse-json.ts';
import { readShape } from './validation/policy-shape.ts';

/**
 * Names the accounts that a policy document names by canonical user ids: `"CanonicalUser": "79a5…"` becomes
 * `"AWS": "arn:aws:iam::123456789012:root"`, as S3 shows it ever after.
 *
 * @param document the JSON text of a valid document
 * @param accountOf the account of a canonical user id; one without stays as it is
 * @returns the text, changed in nothing but the Principal elements that name such ids
 */
export function nameCanonicalUsers(
  document: string,
  accountOf: (canonicalUserId: string) => string | undefined,
): string {
  let named = '';
  let from = 0;
  for (const { principal } of readShape(parseJson(document)).statements) {
    if (principal?.names.some(([kind, { value }]) => kind === CANONICAL && accountOf(value)) !== true)
      continue;
    const byKind = new Map<string, string[]>();
    for (const [kind, { value }] of principal.names) {
      const account = kind === CANONICAL ? accountOf(value) : undefined;
      const [shown, name] = account === undefined ? [kind, value] : ['AWS', `arn:aws:iam::${account}:root`];
      byKind.set(shown, [...(byKind.get(shown) ?? []), name]);
    }
    const element = [...byKind].map(([kind, names]) => [kind, names.length === 1 ? names[0] : names]);
    const { start, end } = principal.member.value;
    named += document.slice(from, start) + JSON.stringify(Object.fromEntries(element));
    from = end;
  }
  return named + document.slice(from);
}

const CANONICAL = 'CanonicalUser';
