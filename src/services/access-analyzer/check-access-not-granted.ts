import { iamReference } from '../../model/iam-reference.ts';
import { compilePolicy } from '../../policy/compile-policy.ts';
import type { CompiledStatement } from '../../policy/compiled-policy.ts';
import { grantedAccess } from '../../policy/findings/granted-access.ts';
import { validatePolicy } from '../../policy/validation/validate-policy.ts';
import { accessAnalyzerOperation } from './access-analyzer-operation.ts';
import { accessAnalyzerErrors } from './errors.ts';
import { boundedDocument } from './policy-document.ts';

/** Says whether an identity policy grants none of some access: exactly, or not at all. */
export const checkAccessNotGranted = accessAnalyzerOperation('CheckAccessNotGranted', {
  authorizes: () => ({ action: 'access-analyzer:CheckAccessNotGranted', resource: '*' }),

  async runs({ policyDocument, policyType, access: [access] }) {
    const { actions = [], resources = [] } = access ?? {};
    if (actions.length === 0 && resources.length === 0) {
      throw accessAnalyzerErrors.invalidField('access', 'Specify actions or resources to check for');
    }
    const text = boundedDocument('policyDocument', policyDocument);
    if (policyType === 'RESOURCE_POLICY') {
      throw accessAnalyzerErrors.undecided('Only identity policies can be checked exactly here.');
    }
    const problem = validatePolicy(text, 'managed');
    if (problem !== undefined) throw accessAnalyzerErrors.invalidPolicy(problem.message);
    const query = { actions: orEvery(actions), resources: orEvery(resources) };
    const verdict = grantedAccess(compilePolicy(text), query, iamReference());
    switch (verdict.kind) {
      case 'not-granted':
        return {
          result: 'PASS',
          message: 'The policy document does not grant access to perform the listed actions or resources.',
        };
      case 'granted':
        return {
          result: 'FAIL',
          message:
            'The policy document grants access to perform one or more of the listed actions or resources.',
          reasons: [reasonOf(verdict.statement)],
        };
      case 'undecided':
        throw accessAnalyzerErrors.undecided(
          'Whether the policy grants the access cannot be decided exactly, because of its conditions or its size.',
        );
    }
  },
});

/** An absent list asks for everything. */
function orEvery(list: readonly string[]): readonly string[] | undefined {
  return list.length === 0 ? undefined : list;
}

function reasonOf({ index, sid }: CompiledStatement) {
  return {
    description: `One or more of the listed actions or resources in the statement with index: ${index}.`,
    statementIndex: index,
    statementId: sid,
  };
}
