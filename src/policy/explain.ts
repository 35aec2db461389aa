import type { ActionName } from './action-matcher.ts';
import { readAction } from './action-matcher.ts';
import type { ApplicablePolicies } from './applicable-policies.ts';
import type { CompiledPolicy, CompiledStatement } from './compiled-policy.ts';
import type { Condition } from './conditions/condition.ts';
import { isMissing } from './conditions/condition.ts';
import { contextKeysOf } from './context-keys.ts';
import { decide } from './decide.ts';
import type { Decision, PolicyType } from './decision.ts';
import type { Naming } from './principal-matcher.ts';
import type { Question } from './question.ts';
import { namingOf, principalMatches, questionOf } from './question.ts';
import type { AuthorizationRequest, RequestContext } from './request.ts';

/** A decision with all that was looked at for it. */
export interface Explanation {
  readonly request: AuthorizationRequest;
  readonly decision: Decision;
  /** Every policy that applied, in the order of evaluation. */
  readonly policies: readonly PolicyExplanation[];
  /** The keys that any statement missed, each once. */
  readonly missingKeys: readonly string[];
}

export interface PolicyExplanation {
  readonly type: PolicyType;
  /** For SCPs and RCPs: the level it is attached at, from the root, 0. */
  readonly level: number | undefined;
  readonly policy: CompiledPolicy;
  readonly statements: readonly StatementExplanation[];
}

export interface StatementExplanation {
  readonly statement: CompiledStatement;
  readonly matched: boolean;
  /** The first element that does not match; `undefined` when all do. */
  readonly failedAt: FailedElement | undefined;
  /** How the Principal element names the caller; `undefined` when there is none or it does not. */
  readonly naming: Naming | undefined;
  /** Each condition's outcome; empty unless action, resource and principal match. */
  readonly conditions: readonly ConditionExplanation[];
  /**
   * Keys that it reads, in conditions or as variables, and the request does not have, lower-cased; empty
   * unless action and principal match.
   */
  readonly missingKeys: readonly string[];
}

export type FailedElement =
  | 'Action'
  | 'NotAction'
  | 'Resource'
  | 'NotResource'
  | 'Principal'
  | 'NotPrincipal'
  | 'Condition';

export interface ConditionExplanation {
  readonly condition: Condition;
  readonly holds: boolean;
  /** What the request has for the key; `undefined` when it has nothing. */
  readonly actual: string | readonly string[] | undefined;
}

/**
 * Decides, and says of every policy and every statement whether it matched and, if not, by which
 * element it failed. It asks the same matchers as `decide`, and its decision is `decide`'s.
 */
export function explain(request: AuthorizationRequest, policies: ApplicablePolicies): Explanation {
  const question = questionOf(request, policies.boundary !== undefined);
  const asked = readAction(request.action);
  const explained = inOrder(policies).map(({ type, level, policy }) => ({
    type,
    level,
    policy,
    statements: policy.statements.map((statement) => explainStatement(statement, asked, question)),
  }));
  const missing = new Set<string>();
  for (const { statements } of explained) {
    for (const { missingKeys } of statements) for (const key of missingKeys) missing.add(key);
  }
  return {
    request,
    decision: decide(request, policies),
    policies: explained,
    missingKeys: [...missing],
  };
}

function explainStatement(
  statement: CompiledStatement,
  asked: ActionName,
  question: Question,
): StatementExplanation {
  const { action, resource, principal } = statement;
  if (!action.matcher.matches(asked)) return failed(statement, action.element, []);
  if (!principalMatches(statement, question)) {
    return failed(statement, principal?.element ?? 'Principal', []);
  }
  const missingKeys = missingFrom(question.context, statement);
  if (!resource.matches(question.resource, question.context)) {
    return failed(statement, resource.element ?? 'Resource', missingKeys);
  }
  const conditions = statement.conditions.map((condition) => explainCondition(condition, question));
  const matched = conditions.every(({ holds }) => holds);
  return {
    statement,
    matched,
    failedAt: matched ? undefined : 'Condition',
    naming: namingOf(statement, question),
    conditions,
    missingKeys,
  };
}

function failed(
  statement: CompiledStatement,
  failedAt: FailedElement,
  missingKeys: readonly string[],
): StatementExplanation {
  return { statement, matched: false, failedAt, naming: undefined, conditions: [], missingKeys };
}

function missingFrom(context: RequestContext, statement: CompiledStatement): string[] {
  const missing: string[] = [];
  for (const key of contextKeysOf(statement).keys()) if (isMissing(context.get(key))) missing.push(key);
  return missing;
}

function explainCondition(condition: Condition, { context }: Question): ConditionExplanation {
  const actual = context.get(condition.lowerCaseKey);
  return { condition, holds: condition.holds(context), actual: isMissing(actual) ? undefined : actual };
}

interface Placed {
  readonly type: PolicyType;
  readonly level: number | undefined;
  readonly policy: CompiledPolicy;
}

/** All the policies there are, in the order in which their denials count. */
function inOrder(policies: ApplicablePolicies): Placed[] {
  const { scp, rcp, endpoint, resource, boundary, session, identity } = policies;
  const placed: Placed[] = [];
  const add = (type: PolicyType, list: readonly CompiledPolicy[] = [], level?: number): void => {
    for (const policy of list) placed.push({ type, level, policy });
  };
  scp?.forEach((list, level) => add('service control policy', list, level));
  rcp?.forEach((list, level) => add('resource control policy', list, level));
  add('VPC endpoint policy', endpoint && [endpoint]);
  add(resource?.type ?? 'resource-based policy', resource?.policies);
  add('permissions boundary', boundary && [boundary]);
  add('session policy', session);
  add('identity-based policy', identity);
  return placed;
}
