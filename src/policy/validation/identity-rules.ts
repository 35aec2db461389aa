import { actionProblem } from './action-format.ts';
import { firstFinding, isEmpty, passesLegacyParsing, sidFinding, valueFinding } from './checks.ts';
import type { Finding } from './policy-problem.ts';
import type { PolicyShape, StatementShape } from './policy-shape.ts';
import { resourceProblem } from './resource-format.ts';

/**
 * IAM's checks of a policy that is attached to an identity, in IAM's order: each check runs over all
 * statements before the next one begins.
 */
export function identityFinding({ version, statements }: PolicyShape): Finding | undefined {
  if (version !== '2012-10-17') {
    return { message: 'Policy document must be version 2012-10-17 or greater.', offset: 0 };
  }
  return (
    firstFinding(statements, namesNoPrincipal) ??
    firstFinding(statements, passesLegacyParsing) ??
    sidFinding(statements) ??
    firstFinding(statements, ({ resources }) => valueFinding(resources, resourceProblem)) ??
    firstFinding(statements, ({ actions }) => valueFinding(actions, actionProblem)) ??
    firstFinding(statements, ({ node, actions }) =>
      isEmpty(actions)
        ? { message: 'Policy statement must contain actions.', offset: node.start }
        : undefined,
    ) ??
    firstFinding(statements, ({ node, resources }) =>
      isEmpty(resources)
        ? { message: 'Policy statement must contain resources.', offset: node.start }
        : undefined,
    )
  );
}

function namesNoPrincipal({ principal }: StatementShape): Finding | undefined {
  return (
    principal && {
      message: 'Policy document should not specify a principal.',
      offset: principal.member.start,
    }
  );
}
