import { documentTree, statementsOf, textsOf } from './trust.ts';
import { options, textOf, type Value } from './value.ts';
import type { PolicyDocument } from './world.ts';

/**
 * Whether a document is of the other kind than where it stands: a policy of permissions as a trust
 * policy, or the reverse. Then all else that is found in it would be said of the wrong thing.
 */
export function mistakenKind({ use, value }: PolicyDocument): 'identity' | 'trust' | undefined {
  if (use === 'resource' || documentTree(value) === undefined) return undefined;
  const statements = statementsOf(value);
  if (statements.length === 0) return undefined;
  if (use === 'trust') return statements.every(isPermission) ? 'identity' : undefined;
  return statements.every(isTrust) ? 'trust' : undefined;
}

function isPermission(statement: Value): boolean {
  return !has(statement, 'Principal') && !has(statement, 'NotPrincipal') && has(statement, 'Resource');
}

function isTrust(statement: Value): boolean {
  const actions = textsOf(statement, 'Action').map((action) => textOf(action) ?? '');
  return (
    has(statement, 'Principal') &&
    !has(statement, 'Resource') &&
    actions.some((action) => /^sts:assumerole/i.test(action))
  );
}

function has(statement: Value, name: string): boolean {
  return options(statement).some((one) => one.kind === 'object' && one.members.has(name));
}
