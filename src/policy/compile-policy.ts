import { compileActions, compileNotActions } from './action-matcher.ts';
import type {
  ActionElement,
  CompiledPolicy,
  CompiledStatement,
  PolicyOrigin,
  PrincipalElementOf,
  ResourceElement,
} from './compiled-policy.ts';
import type { Condition } from './conditions/condition.ts';
import { compileCondition } from './conditions/condition.ts';
import { compileNotPrincipal, compilePrincipal } from './principal-matcher.ts';
import { compileNotResources, compileResources } from './resource-matcher.ts';
import { StatementIndex } from './statement-index.ts';

type Json = Readonly<Record<string, unknown>>;

/**
 * Compiles a policy document, once for all decisions. It takes for granted that the document passed
 * `validatePolicy`: elements it cannot read match nothing.
 *
 * @param document the JSON text, or the object it stands for
 * @throws SyntaxError for text that is no JSON; RangeError for an unknown condition operator: neither
 *   passes validation
 */
export function compilePolicy(document: string | object, origin: PolicyOrigin = {}): CompiledPolicy {
  const text = typeof document === 'string' ? document : undefined;
  const policy = asObject(typeof document === 'string' ? JSON.parse(document) : document);
  const variables = policy['Version'] === '2012-10-17';
  const statements = asList(policy['Statement']).map((statement, index) =>
    compileStatement(asObject(statement), index, variables),
  );
  return {
    arn: origin.arn,
    name: origin.name,
    source: origin.source,
    attachedTo: origin.attachedTo,
    document: text,
    statements,
    denies: new StatementIndex(statements.filter(({ effect }) => effect === 'Deny')),
    allows: new StatementIndex(statements.filter(({ effect }) => effect === 'Allow')),
  };
}

function compileStatement(statement: Json, index: number, variables: boolean): CompiledStatement {
  const sid = statement['Sid'];
  return {
    index,
    sid: typeof sid === 'string' ? sid : undefined,
    effect: statement['Effect'] === 'Allow' ? 'Allow' : 'Deny',
    variables,
    action: compileActionElement(statement),
    resource: compileResourceElement(statement, variables),
    principal: compilePrincipalElement(statement),
    conditions: compileConditions(statement['Condition'], variables),
  };
}

function compileActionElement(statement: Json): ActionElement {
  if (statement['NotAction'] !== undefined) {
    const patterns = asStrings(statement['NotAction']);
    return { element: 'NotAction', patterns, matcher: compileNotActions(patterns) };
  }
  const patterns = asStrings(statement['Action']);
  return { element: 'Action', patterns, matcher: compileActions(patterns) };
}

function compileResourceElement(statement: Json, variables: boolean): ResourceElement {
  if (statement['NotResource'] !== undefined) {
    const patterns = asStrings(statement['NotResource']);
    return { element: 'NotResource', patterns, matches: compileNotResources(patterns, variables) };
  }
  if (statement['Resource'] === undefined) return EVERY_RESOURCE;
  const patterns = asStrings(statement['Resource']);
  return { element: 'Resource', patterns, matches: compileResources(patterns, variables) };
}

const EVERY_RESOURCE: ResourceElement = { element: undefined, patterns: [], matches: () => true };

function compilePrincipalElement(statement: Json): PrincipalElementOf | undefined {
  if (statement['Principal'] !== undefined) {
    const names = readPrincipal(statement['Principal']);
    return { element: 'Principal', names, matcher: compilePrincipal(names) };
  }
  if (statement['NotPrincipal'] === undefined) return undefined;
  const names = readPrincipal(statement['NotPrincipal']);
  // With Allow it is not supported: such a statement names nobody.
  const matcher = statement['Effect'] === 'Deny' ? compileNotPrincipal(names) : compilePrincipal({});
  return { element: 'NotPrincipal', names, matcher };
}

function readPrincipal(element: unknown): Record<string, readonly string[]> {
  if (typeof element === 'string') return { AWS: [element] };
  const names: Record<string, readonly string[]> = {};
  for (const [kind, value] of Object.entries(asObject(element))) names[kind] = asStrings(value);
  return names;
}

function compileConditions(element: unknown, variables: boolean): readonly Condition[] {
  if (element === undefined) return UNCONDITIONAL;
  const conditions: Condition[] = [];
  const block = asObject(element);
  for (const [operator, keys] of Object.entries(block)) {
    for (const [key, value] of Object.entries(asObject(keys))) {
      conditions.push(compileCondition(operator, key, asStrings(value), variables));
    }
  }
  return conditions;
}

const UNCONDITIONAL: readonly Condition[] = [];

function asObject(value: unknown): Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : {};
}

function asList(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** One or several values as strings; JSON's numbers and booleans are written as such. */
function asStrings(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  if (isStrings(value)) return value;
  return asList(value).flatMap((item) => {
    if (typeof item === 'string') return [item];
    return typeof item === 'number' || typeof item === 'boolean' ? [String(item)] : [];
  });
}

function isStrings(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((item) => typeof item === 'string');
}
