import type { CompiledPolicy, CompiledStatement } from './compiled-policy.ts';
import type { Naming } from './principal-matcher.ts';
import type { AuthorizationRequest, Principal, RequestContext } from './request.ts';
import type { StatementIndex } from './statement-index.ts';
import { statementsFor } from './statement-index.ts';

/** A request made ready for the matchers: what every statement is asked. */
export interface Question {
  readonly principal: Principal;
  /** Whether the caller has a permissions boundary (NotPrincipal asks for it). */
  readonly limited: boolean;
  /** Lower-cased, whole and in its two parts. */
  readonly action: string;
  readonly service: string;
  readonly name: string;
  readonly resource: string;
  readonly context: RequestContext;
}

export function prepareQuestion(request: AuthorizationRequest, limited: boolean): Question {
  const action = request.action.toLowerCase();
  const colon = action.indexOf(':');
  return {
    principal: request.principal,
    limited,
    action,
    service: action.slice(0, colon),
    name: action.slice(colon + 1),
    resource: request.resource,
    context: request.context,
  };
}

/** The first statement of an index that matches in all its elements. */
export function firstMatch(index: StatementIndex, question: Question): CompiledStatement | undefined {
  for (const statement of statementsFor(index, question.service)) {
    if (statementMatches(statement, question)) return statement;
  }
  return undefined;
}

export function statementMatches(statement: CompiledStatement, question: Question): boolean {
  return (
    actionMatches(statement, question) &&
    statement.resource.matches(question.resource, question.context) &&
    principalMatches(statement, question) &&
    conditionsHold(statement, question)
  );
}

export function actionMatches(statement: CompiledStatement, question: Question): boolean {
  return statement.action.matcher.matches(question.action, question.service, question.name);
}

/** A statement without a Principal element speaks of whoever the policy is attached to. */
export function principalMatches(statement: CompiledStatement, question: Question): boolean {
  return statement.principal === undefined || namingOf(statement, question) !== undefined;
}

/** How the statement's Principal element names the caller. */
export function namingOf(statement: CompiledStatement, question: Question): Naming | undefined {
  return statement.principal?.matcher.names(question.principal, question.limited);
}

export function conditionsHold(statement: CompiledStatement, question: Question): boolean {
  for (const condition of statement.conditions) if (!condition.holds(question.context)) return false;
  return true;
}

/** A policy and the statement of it that matched. */
export interface Match {
  readonly policy: CompiledPolicy;
  readonly statement: CompiledStatement;
}
