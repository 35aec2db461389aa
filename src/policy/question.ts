import type { CompiledPolicy, CompiledStatement } from './compiled-policy.ts';
import type { Naming } from './principal-matcher.ts';
import type { AuthorizationRequest, Principal, RequestContext } from './request.ts';
import type { StatementIndex } from './statement-index.ts';

/** What every statement is asked. */
export interface Question {
  readonly principal: Principal;
  /** Whether the caller has a permissions boundary (NotPrincipal asks for it). */
  readonly limited: boolean;
  readonly action: string;
  readonly resource: string;
  readonly context: RequestContext;
}

export function questionOf(request: AuthorizationRequest, limited: boolean): Question {
  const { principal, action, resource, context } = request;
  return { principal, limited, action, resource, context };
}

/** A policy and the statement of it that matched. */
export interface Match {
  readonly policy: CompiledPolicy;
  readonly statement: CompiledStatement;
}

/** The first statement of an index that matches in all its elements. */
export function firstMatch(index: StatementIndex, question: Question): CompiledStatement | undefined {
  const { action, resource, context } = question;
  const speaking = index.speakingOf(action);
  for (let at = 0; at < speaking.length; at += 1) {
    const statement = speaking[at]!;
    if (
      statement.resource.matches(resource, context) &&
      principalMatches(statement, question) &&
      conditionsHold(statement, context)
    ) {
      return statement;
    }
  }
  return undefined;
}

/** A statement without a Principal element speaks of whoever the policy is attached to. */
export function principalMatches(statement: CompiledStatement, question: Question): boolean {
  return statement.principal === undefined || namingOf(statement, question) !== undefined;
}

/** How the statement's Principal element names the caller; `undefined` when it does not. */
export function namingOf(statement: CompiledStatement, question: Question): Naming | undefined {
  return statement.principal?.matcher.names(question.principal, question.limited);
}

export function conditionsHold(statement: CompiledStatement, context: RequestContext): boolean {
  const { conditions } = statement;
  for (let at = 0; at < conditions.length; at += 1) if (!conditions[at]!.holds(context)) return false;
  return true;
}
