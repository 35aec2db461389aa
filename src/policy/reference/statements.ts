import type { Condition } from './conditions.ts';

/** A statement, in one form however it was written. */
export interface Statement {
  readonly allows: boolean;
  /** Rule: `${…}` is a variable only under Version 2012-10-17. */
  readonly variables: boolean;
  readonly actions: Patterns;
  /** `undefined` in a trust policy, which is about the one role it is attached to. */
  readonly resources: Patterns | undefined;
  /** `undefined` in a policy that is attached to whom it is about. */
  readonly principals: Principals | undefined;
  readonly conditions: readonly Condition[];
}

/** An element, or its `Not…`. */
interface Patterns {
  readonly not: boolean;
  readonly patterns: readonly string[];
}

/** Principal or NotPrincipal: names by their kind, such as `AWS` or `Service`. */
export interface Principals {
  readonly not: boolean;
  readonly names: ReadonlyMap<string, readonly string[]>;
}

/** Reads a document. @throws SyntaxError when it is no JSON */
export function statementsOf(document: string): Statement[] {
  const policy = membersOf(JSON.parse(document) as unknown);
  const variables = policy.get('Version') === '2012-10-17';
  return listOf(policy.get('Statement')).map((statement) => readStatement(membersOf(statement), variables));
}

function readStatement(members: ReadonlyMap<string, unknown>, variables: boolean): Statement {
  return {
    allows: members.get('Effect') === 'Allow',
    variables,
    actions: readPatterns(members, 'Action') ?? { not: false, patterns: [] },
    resources: readPatterns(members, 'Resource'),
    principals: readPrincipals(members),
    conditions: [...membersOf(members.get('Condition'))].flatMap(([operator, keys]) =>
      [...membersOf(keys)].map(([key, values]) => ({ operator, key, values: textsOf(values) })),
    ),
  };
}

function readPatterns(members: ReadonlyMap<string, unknown>, element: string): Patterns | undefined {
  if (members.has(`Not${element}`)) return { not: true, patterns: textsOf(members.get(`Not${element}`)) };
  if (members.has(element)) return { not: false, patterns: textsOf(members.get(element)) };
  return undefined;
}

function readPrincipals(members: ReadonlyMap<string, unknown>): Principals | undefined {
  const not = !members.has('Principal');
  const element = members.get('Principal') ?? members.get('NotPrincipal');
  if (element === undefined) return undefined;
  // Rule: `"*"` and `{"AWS":"*"}` mean the same.
  if (typeof element === 'string') return { not, names: new Map([['AWS', [element]]]) };
  return { not, names: new Map([...membersOf(element)].map(([kind, names]) => [kind, textsOf(names)])) };
}

function membersOf(value: unknown): ReadonlyMap<string, unknown> {
  return new Map(typeof value === 'object' && value !== null ? Object.entries(value) : []);
}

/** Rule: where a list may stand, one value may stand alone. */
function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? (value as readonly unknown[]) : [value];
}

/** Rule: numbers and booleans may stand without quotes. */
function textsOf(value: unknown): string[] {
  return listOf(value).map(String);
}
