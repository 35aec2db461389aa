import type { JsonString } from './json/json-node.ts';
import { parseJson } from './json/parse-json.ts';
import { readShape } from './validation/policy-shape.ts';

/**
 * Rewrites the AWS principals of a policy document: IAM stores a trust policy's users and roles by their
 * unique ids and shows them by ARN again, as long as they exist.
 *
 * @param document the JSON text of a valid document
 * @param rename gives the name to stand instead of an ARN or id; `undefined` leaves it
 * @returns the text, changed in nothing but the names; the same text when none changed
 */
export function rewriteTrustPrincipals(
  document: string,
  rename: (principal: string) => string | undefined,
): string {
  const edits = principalNames(document).flatMap(({ start, end, value }) => {
    const renamed = rename(value);
    return renamed === undefined || renamed === value ? [] : [{ start, end, text: JSON.stringify(renamed) }];
  });
  let rewritten = '';
  let from = 0;
  for (const { start, end, text } of edits) {
    rewritten += document.slice(from, start) + text;
    from = end;
  }
  return rewritten + document.slice(from);
}

/** The names under `"AWS"` in every Principal and NotPrincipal, in the text's order. */
function principalNames(document: string): JsonString[] {
  const { statements } = readShape(parseJson(document));
  return statements.flatMap(({ principal }) =>
    (principal?.names ?? []).flatMap(([kind, name]) => (kind === 'AWS' ? [name] : [])),
  );
}
