import type { JsonMember, JsonNode } from './json/json-node.ts';
import { memberOf } from './json/json-node.ts';
import { parseJson } from './json/parse-json.ts';
import type { TextPosition } from './json/text-position.ts';
import { positionAt } from './json/text-position.ts';

/** Where something stands in a policy's text. `end` is behind its last character. */
export interface Location {
  readonly start: TextPosition;
  readonly end: TextPosition;
}

/** Where a statement stands, and each of its elements (`Action`, `Condition` …), key and value together. */
export interface StatementLocation extends Location {
  readonly elements: Readonly<Record<string, Location>>;
  /** As it stands in the document. */
  readonly text: string;
}

/**
 * Where the statements of a valid document stand, in the document's order.
 * @throws JsonSyntaxError for text that is no JSON
 */
export function locateStatements(text: string): StatementLocation[] {
  const root = parseJson(text);
  const statement = root.kind === 'object' ? memberOf(root, 'Statement') : undefined;
  if (statement === undefined) return [];
  const statements = statement.kind === 'array' ? statement.items : [statement];
  return statements.map((node) => ({
    ...locate(text, node),
    text: text.slice(node.start, node.end),
    elements: node.kind === 'object' ? locateMembers(text, node.members) : {},
  }));
}

function locateMembers(text: string, members: readonly JsonMember[]): Record<string, Location> {
  return Object.fromEntries(members.map((member) => [member.key, locate(text, member)]));
}

function locate(text: string, { start, end }: Pick<JsonNode, 'start' | 'end'>): Location {
  return { start: positionAt(text, start), end: positionAt(text, end) };
}
