import { lineOf } from './line-of.ts';
import { JsonProblem, parseJson, plain, type JsonNode } from './parse-json.ts';

/** One of a policy's statements, as it is written: nothing is judged here. */
export interface StatementView {
  /** From 1. */
  readonly number: number;
  readonly sid: string | undefined;
  readonly effect: string;
  /** `isExcept`: all but these, by NotAction, NotResource, NotPrincipal. */
  readonly actions: Listed;
  /** `undefined` where the policy names none, as trust policies do. */
  readonly resources: Listed | undefined;
  /** `ec2.amazonaws.com` by `Service` …; `undefined` in policies of identities. */
  readonly principals: Listed | undefined;
  readonly conditions: readonly ConditionView[];
  /** Its first line. */
  readonly line: number;
}

interface Listed {
  readonly isExcept: boolean;
  readonly values: readonly string[];
}

/** One line of a condition. */
export interface ConditionView {
  readonly key: string;
  readonly operator: string;
  readonly values: readonly string[];
}

/** What a text holds: statements, or the place where it is no JSON. */
export type PolicyReading =
  | { readonly kind: 'policy'; readonly statements: readonly StatementView[] }
  | { readonly kind: 'problem'; readonly problem: JsonProblem };

/** Reads a policy's statements with their lines, as far as a text has any. */
export function readStatements(text: string): PolicyReading {
  try {
    const statement = memberOf(parseJson(text), 'Statement');
    const nodes = statement?.kind === 'array' ? statement.items : statement === undefined ? [] : [statement];
    return { kind: 'policy', statements: nodes.map((node, index) => viewOf(node, index, text)) };
  } catch (problem) {
    if (problem instanceof JsonProblem) return { kind: 'problem', problem };
    throw problem;
  }
}

function viewOf(node: JsonNode, index: number, text: string): StatementView {
  const sid = memberOf(node, 'Sid');
  return {
    number: index + 1,
    sid: sid === undefined ? undefined : worded(plain(sid)),
    effect: worded(plainMember(node, 'Effect') ?? ''),
    actions: listed(node, 'Action') ?? { isExcept: false, values: [] },
    resources: listed(node, 'Resource'),
    principals: principalsOf(node),
    conditions: conditionsOf(memberOf(node, 'Condition')),
    line: lineOf(text, node.from).line,
  };
}

function listed(node: JsonNode, name: string): Listed | undefined {
  const values = plainMember(node, name);
  if (values !== undefined) return { isExcept: false, values: many(values) };
  const others = plainMember(node, `Not${name}`);
  return others === undefined ? undefined : { isExcept: true, values: many(others) };
}

function principalsOf(node: JsonNode): Listed | undefined {
  const isExcept = memberOf(node, 'Principal') === undefined;
  const principal = memberOf(node, isExcept ? 'NotPrincipal' : 'Principal');
  if (principal === undefined) return undefined;
  if (principal.kind !== 'object') return { isExcept, values: many(plain(principal)) };
  return { isExcept, values: principal.members.flatMap(({ value }) => many(plain(value))) };
}

function conditionsOf(node: JsonNode | undefined): readonly ConditionView[] {
  if (node?.kind !== 'object') return [];
  return node.members.flatMap(({ name: operator, value: keys }) =>
    keys.kind === 'object'
      ? keys.members.map(({ name: key, value }) => ({ key, operator, values: many(plain(value)) }))
      : [],
  );
}

function memberOf(node: JsonNode, name: string): JsonNode | undefined {
  return node.kind === 'object' ? node.members.findLast((member) => member.name === name)?.value : undefined;
}

function plainMember(node: JsonNode, name: string): unknown {
  const member = memberOf(node, name);
  return member === undefined ? undefined : plain(member);
}

function many(value: unknown): readonly string[] {
  return (Array.isArray(value) ? value : [value]).map(worded);
}

function worded(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
