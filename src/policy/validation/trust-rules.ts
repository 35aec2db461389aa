import { actionProblem } from './action-format.ts';
import { firstFinding, isEmpty, passesLegacyParsing, sidFinding, valueFinding } from './checks.ts';
import type { Finding } from './policy-problem.ts';
import type { PolicyShape, StatementShape } from './policy-shape.ts';
import type { ResolvePrincipal } from './principal-format.ts';
import { invalidPrincipal } from './principal-format.ts';

/** IAM's checks of a role's trust policy. Either version will do, or none. */
export function trustFinding(
  { statements }: PolicyShape,
  resolve: ResolvePrincipal | undefined,
): Finding | undefined {
  return (
    firstFinding(statements, hasNoResource) ??
    firstFinding(statements, namesSomebody) ??
    firstFinding(statements, passesLegacyParsing) ??
    sidFinding(statements) ??
    firstFinding(statements, ({ actions }) => valueFinding(actions, trustActionProblem)) ??
    firstFinding(statements, ({ node, actions }) =>
      isEmpty(actions) ? { message: 'Missing required field Action', offset: node.start } : undefined,
    ) ??
    firstFinding(statements, (statement) => namesOnlyValid(statement, resolve))
  );
}

function hasNoResource({ resources }: StatementShape): Finding | undefined {
  return (
    resources && { message: `Has prohibited field ${resources.member.key}.`, offset: resources.member.start }
  );
}

function namesSomebody({ node, principal }: StatementShape): Finding | undefined {
  if (principal === undefined) return { message: 'Missing required field Principal', offset: node.start };
  if (principal.names.length > 0) return undefined;
  return { message: 'Missing required field Principal cannot be empty!', offset: principal.member.start };
}

function trustActionProblem(action: string): string | undefined {
  if (action === '*') return STS_ONLY;
  return actionProblem(action) ?? (/^sts:/i.test(action) ? undefined : STS_ONLY);
}

const STS_ONLY = 'AssumeRole policy may only specify STS AssumeRole actions.';

/** IAM names the kind of principal in capitals. */
function namesOnlyValid(
  { principal }: StatementShape,
  resolve: ResolvePrincipal | undefined,
): Finding | undefined {
  const invalid = principal && invalidPrincipal(principal, resolve);
  return (
    invalid && {
      message: `Invalid principal in policy: "${invalid.kind.toUpperCase()}":"${invalid.name}"`,
      offset: invalid.offset,
    }
  );
}
