import { iamReference } from '../../model/iam-reference.ts';
import { grantedAccess } from '../../policy/access/granted-access.ts';
import { actionsIn } from '../../policy/access/known-keys.ts';
import type { CompiledPolicy } from '../../policy/compiled-policy.ts';
import { accessAnalyzerOperation } from './access-analyzer-operation.ts';
import { checkedPolicy, knownKeys } from './checked-policy.ts';
import { checkResult } from './check-result.ts';
import { accessAnalyzerErrors } from './errors.ts';

/** Says whether a policy grants none of some access: exactly, or not at all. */
export const checkAccessNotGranted = accessAnalyzerOperation('CheckAccessNotGranted', {
  authorizes: () => ({ action: 'access-analyzer:CheckAccessNotGranted', resource: '*' }),

  async runs({ policyDocument, policyType, access: [access] }) {
    const { actions = [], resources = [] } = access ?? {};
    if (actions.length === 0 && resources.length === 0) {
      throw accessAnalyzerErrors.invalidField('access', 'Specify actions or resources to check for');
    }
    const policy = checkedPolicy('policyDocument', policyDocument, policyType);
    const query = { actions: orEvery(actions), resources: orEvery(resources) };
    const knowledge = { ...knownKeys(), actions: knownActions(policy, actions) };
    return checkResult(grantedAccess(policy, query, knowledge), {
      pass: 'The policy document does not grant access to perform the listed actions or resources.',
      fail: 'The policy document grants access to perform one or more of the listed actions or resources.',
      reason: 'One or more of the listed actions or resources in the',
    });
  },
});

/** An absent list asks for everything. */
function orEvery(list: readonly string[]): readonly string[] | undefined {
  return list.length === 0 ? undefined : list;
}

/** The actions of AWS's tables, and those that the policy or the query names in full. */
function* knownActions({ statements }: CompiledPolicy, asked: readonly string[]): Generator<string> {
  yield* actionsIn(iamReference());
  const named = [...statements.flatMap(({ action }) => action.patterns), ...asked];
  for (const name of named) if (!/[*?]/.test(name)) yield name;
}
