import type { Caller } from '../kernel/caller.ts';
import type { CompiledStatement } from '../policy/compiled-policy.ts';
import type { Denial } from './denial.ts';

/**
 * The details of a refusal as EC2 encodes them and sts:DecodeAuthorizationMessage shows them: JSON in
 * AWS's own shape, every list an object with `items`. An implicit denial has no matched statements.
 *
 * @returns to be sealed with `sealMessage`; it names principals and policies and is for no stranger
 */
export function authorizationMessage(denial: Denial): string {
  const { caller, authorization, decision } = denial;
  const { statement } = decision;
  return JSON.stringify({
    allowed: false,
    explicitDeny: decision.kind === 'explicit-deny',
    matchedStatements: items(statement === undefined ? [] : [matched(statement, caller)]),
    failures: items([]),
    context: {
      principal: principal(caller),
      action: authorization.action,
      resource: authorization.resource,
      conditions: items(contextOf(denial)),
    },
  });
}

function matched(statement: CompiledStatement, caller: Caller): unknown {
  return {
    statementId: statement.sid ?? '',
    effect: 'DENY',
    principals: values([idOf(caller)]),
    principalGroups: items([]),
    actions: values(statement.action.patterns),
    resources: values(statement.resource.patterns),
    conditions: items(statement.conditions.map((condition) => keyed(condition.key, condition.values))),
  };
}

function principal(caller: Caller): unknown {
  switch (caller.kind) {
    case 'user':
      return { id: caller.userId, name: caller.userName, arn: caller.arn };
    case 'root':
    case 'assumed-role':
    case 'federated-user':
      return { id: caller.userId, arn: caller.arn };
    case 'service':
      return { id: caller.service };
    case 'anonymous':
      return { id: 'anonymous' };
  }
}

function idOf(caller: Caller): string {
  if (caller.kind === 'anonymous') return 'anonymous';
  return caller.kind === 'service' ? caller.service : caller.userId;
}

/** What the conditions could ask about: this permission's own keys as they are spelt, then the global ones. */
function contextOf({ authorization, context }: Denial): unknown[] {
  const known = new Map<string, unknown>();
  for (const [key, value] of Object.entries(authorization.keys ?? {})) {
    if (value !== undefined) known.set(key.toLowerCase(), keyed(key, value));
  }
  for (const key of context.keys()) {
    const value = context.get(key);
    if (value !== undefined && !known.has(key)) known.set(key, keyed(key, value));
  }
  return [...known.values()];
}

function keyed(key: string, value: string | readonly string[]): unknown {
  return { key, values: values(typeof value === 'string' ? [value] : value) };
}

function values(texts: readonly string[]): unknown {
  return items(texts.map((value) => ({ value })));
}

function items(list: readonly unknown[]): unknown {
  return { items: list };
}
