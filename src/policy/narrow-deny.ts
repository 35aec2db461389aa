import { compileActions, readAction } from './action-matcher.ts';
import type { Change, StatementDocument } from './change.ts';
import type { CompiledPolicy, CompiledStatement } from './compiled-policy.ts';
import type { PolicyType } from './decision.ts';
import { literal } from './literal.ts';
import type { AuthorizationRequest } from './request.ts';
import { compileResources } from './resource-matcher.ts';

type Said = Pick<StatementDocument, 'Action' | 'NotAction' | 'Resource' | 'NotResource'>;

/** A statement's actions, or its resources, as far as they can be told apart. */
interface Parts {
  /** Those that are not the request's; absent when there are none. */
  readonly rest?: Said | undefined;
  /** The others; absent where a statement has no such element. */
  readonly own?: Said | undefined;
  /** Whether that is the request's one alone: a pattern cannot be taken apart. */
  readonly isExact: boolean;
}

/**
 * A Deny, so that it no longer speaks of a request, and of all else as before, as far as a policy can say it. All but
 * one action, or one resource, can be said of `*`, of Not elements and of lists, not of a pattern that matches it: what
 * such patterns of actions say of the one resource goes along. Otherwise the caller is left out of what cannot be told
 * apart, and always in policies that bind others too: they go on to be denied it.
 */
export function narrowDeny(
  type: PolicyType,
  policy: CompiledPolicy,
  statement: CompiledStatement,
  request: AuthorizationRequest,
): Change {
  const at = { type, policy, index: statement.index } as const;
  const original = statementOf(policy, statement.index);
  if (original === undefined) return { kind: 'remove-statement', ...at };
  const [first, ...further] = remains(type, original, statement, request);
  if (first === undefined) return { kind: 'remove-statement', ...at };
  return { kind: 'replace-statement', ...at, statement: first, ...(further.length > 0 && { further }) };
}

function remains(
  type: PolicyType,
  original: StatementDocument,
  statement: CompiledStatement,
  request: AuthorizationRequest,
): readonly StatementDocument[] {
  const actions = actionParts(statement, request.action);
  const resources = resourceParts(statement, request.resource, actions.isExact);
  const caller = request.context.get('aws:principalarn');
  const own = actions.rest === undefined ? original : withSaid(original, actions.own);
  const isLeftOut =
    !BINDS_OTHERS.has(type) && resources.isExact && (actions.isExact || resources.rest !== undefined);
  const here = resources.rest === undefined ? own : withSaid(own, resources.own);
  const left = [
    ...(actions.rest === undefined ? [] : [withSaid(original, actions.rest)]),
    ...(resources.rest === undefined ? [] : [withSaid(own, resources.rest)]),
    ...(isLeftOut || typeof caller !== 'string' ? [] : [exempting(here, caller)]),
  ];
  // A Sid is one statement's alone.
  return left.map(({ Sid, ...said }, place) => (place > 0 || Sid === undefined ? said : { Sid, ...said }));
}

/** What is not the caller's own: a Deny in it may be meant for everybody else. */
const BINDS_OTHERS: ReadonlySet<PolicyType> = new Set<PolicyType>([
  'resource-based policy',
  'role trust policy',
  'service control policy',
  'resource control policy',
  'VPC endpoint policy',
]);

function actionParts({ action: { element, patterns } }: CompiledStatement, action: string): Parts {
  const own = { Action: action };
  if (element === 'NotAction') return { rest: { NotAction: [...patterns, action] }, own, isExact: true };
  if (patterns.some((pattern) => pattern === '*' || pattern === '*:*')) {
    return { rest: { NotAction: [action] }, own, isExact: true };
  }
  const name = readAction(action);
  const [speaking, rest] = parted(patterns, (pattern) => compileActions([pattern]).matches(name));
  const isExact = speaking.every((pattern) => pattern.toLowerCase() === name.whole);
  return {
    ...(rest.length > 0 && { rest: { Action: rest } }),
    own: isExact ? own : { Action: speaking },
    isExact,
  };
}

/**
 * A request of no resource is about nothing else, and so is one that a trust policy is asked about.
 *
 * @param isOneAction whether it is said of the request's action alone: then what that is never about is left out
 */
function resourceParts(
  { resource: { element, patterns }, variables }: CompiledStatement,
  resource: string,
  isOneAction: boolean,
): Parts {
  if (element === undefined || resource === '*') return { isExact: true };
  const name = literal(resource, variables);
  const own = { Resource: name };
  if (element === 'NotResource') return { rest: { NotResource: [...patterns, name] }, own, isExact: true };
  if (patterns.includes('*')) return { rest: { NotResource: [name] }, own, isExact: true };
  const [speaking, others] = parted(
    patterns,
    (pattern) => pattern === name || mayMatch(pattern, resource, variables),
  );
  const rest = isOneAction ? others.filter((pattern) => !isOtherKind(pattern, resource)) : others;
  const isExact = speaking.every((pattern) => pattern === name);
  return {
    ...(rest.length > 0 && { rest: { Resource: rest } }),
    own: isExact ? own : { Resource: speaking },
    isExact,
  };
}

/**
 * Whether a pattern means buckets alone, and the resource is an object, or the other way round. No action is about both;
 * S3 refuses a bucket's policy with a statement that is about nothing.
 */
function isOtherKind(pattern: string, resource: string): boolean {
  if (![pattern, resource].every((arn) => arn.startsWith('arn:aws:s3:::'))) return false;
  const [beforeWildcard = ''] = pattern.split(/[*?]|\$\{/, 1);
  if (!resource.includes('/')) return beforeWildcard.includes('/');
  return !pattern.includes('/') && beforeWildcard === pattern;
}

function parted(
  patterns: readonly string[],
  isFirst: (pattern: string) => boolean,
): readonly [readonly string[], readonly string[]] {
  return [patterns.filter(isFirst), patterns.filter((pattern) => !isFirst(pattern))];
}

/** With variables in it, it may; what they stand for is not looked at. */
function mayMatch(pattern: string, resource: string, variables: boolean): boolean {
  if (variables && pattern.includes('${')) return true;
  return compileResources([pattern], variables)(resource, NO_CONTEXT);
}

const NO_CONTEXT = new Map<string, string>();

const KINDS: ReadonlyMap<string, string> = new Map([
  ['Action', 'actions'],
  ['NotAction', 'actions'],
  ['Resource', 'resources'],
  ['NotResource', 'resources'],
]);

/** The statement with other actions or other resources, at the place where they stood. */
function withSaid(statement: StatementDocument, said: Said = {}): StatementDocument {
  const [name = ''] = Object.keys(said);
  const members = Object.entries(statement).map(([element, value]): [string, unknown] =>
    KINDS.get(element) === KINDS.get(name) && KINDS.has(name)
      ? [name, said[name as keyof Said]]
      : [element, value],
  );
  return Object.fromEntries(members) as unknown as StatementDocument;
}

function exempting(statement: StatementDocument, caller: string): StatementDocument {
  const condition = statement.Condition ?? {};
  const operator = 'ArnNotEquals';
  const keys = condition[operator] ?? {};
  const key =
    Object.keys(keys).find((name) => name.toLowerCase() === 'aws:principalarn') ?? 'aws:PrincipalArn';
  const values = [keys[key] ?? []].flat();
  return {
    ...statement,
    Condition: { ...condition, [operator]: { ...keys, [key]: [...values, caller] } },
  };
}

function statementOf({ document }: CompiledPolicy, index: number): StatementDocument | undefined {
  if (document === undefined) return undefined;
  const { Statement } = JSON.parse(document) as { Statement?: StatementDocument | StatementDocument[] };
  return [Statement ?? []].flat()[index];
}
