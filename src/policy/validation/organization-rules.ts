import { firstFinding } from './checks.ts';
import { identityFinding } from './identity-rules.ts';
import type { Finding } from './policy-problem.ts';
import type { PolicyShape, StatementShape } from './policy-shape.ts';

/** What Organizations checks of a service control policy: it is a policy that names nobody. */
export function scpFinding(shape: PolicyShape): Finding | undefined {
  return identityFinding(shape);
}

/**
 * What Organizations checks of a customer's resource control policy: it only denies, everybody, and
 * says what.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export function rcpFinding({ version, statements }: PolicyShape): Finding | undefined {
  const anonymous = statements.map((statement) => ({ ...statement, principal: undefined }));
  return (
    firstFinding(statements, onlyDenies) ??
    firstFinding(statements, namesEverybody) ??
    firstFinding(statements, hasNoNotAction) ??
    identityFinding({ version, statements: anonymous })
  );
}

function onlyDenies({ effect }: StatementShape): Finding | undefined {
  return effect.value === 'Deny' ? undefined : unsuited(effect.start);
}

function namesEverybody({ node, principal }: StatementShape): Finding | undefined {
  if (principal === undefined) return unsuited(node.start);
  const [name, ...others] = principal.names;
  const everybody = principal.member.key === 'Principal' && others.length === 0 && name?.[1].value === '*';
  return everybody ? undefined : unsuited(principal.member.start);
}

function hasNoNotAction({ actions }: StatementShape): Finding | undefined {
  if (actions === undefined) return undefined;
  const tooWide = actions.member.key === 'NotAction' || actions.values.some(({ value }) => value === '*');
  return tooWide ? unsuited(actions.member.start) : undefined;
}

function unsuited(offset: number): Finding {
  return { message: 'not of this type', offset };
}
