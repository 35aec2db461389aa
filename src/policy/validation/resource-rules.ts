import { actionProblem } from './action-format.ts';
import { firstFinding, isEmpty, passesLegacyParsing, sidFinding, valueFinding } from './checks.ts';
import type { Finding } from './policy-problem.ts';
import type { PolicyShape, StatementShape } from './policy-shape.ts';
import { invalidPrincipal } from './principal-format.ts';

/**
 * What every resource's policy must have, whatever the resource: whom and what each statement speaks of.
 * Resources may be left out and have the form that their service gives them.
 */
export function resourceFinding({ statements }: PolicyShape): Finding | undefined {
  return (
    firstFinding(statements, namesOnlyValid) ??
    firstFinding(statements, passesLegacyParsing) ??
    sidFinding(statements) ??
    firstFinding(statements, ({ actions }) => valueFinding(actions, actionProblem)) ??
    firstFinding(statements, ({ node, actions }) =>
      isEmpty(actions) ? { message: 'Missing required field Action', offset: node.start } : undefined,
    )
  );
}

function namesOnlyValid({ node, principal }: StatementShape): Finding | undefined {
  if (principal === undefined) return { message: 'Missing required field Principal', offset: node.start };
  const invalid = invalidPrincipal(principal, undefined);
  return invalid && { message: 'Invalid principal in policy', offset: invalid.offset };
}
