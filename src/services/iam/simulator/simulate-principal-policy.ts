import type { CompiledPolicy } from '../../../policy/compiled-policy.ts';
import { invalidInput } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { exclusion } from './exclusions.ts';
import { GivenPolicies } from './given-policies.ts';
import { findPolicySource, principalOfSource, sourceIdOf } from './policy-source.ts';
import { simulatedContext } from './simulated-context.ts';
import { simulate } from './simulation-answer.ts';
import { ownerAccount, simulatedUser } from './simulation-input.ts';

/**
 * Simulates the policies of a user (with its groups'), a group or a role, with further ones given as
 * text. The account's service control policies count; as on AWS resource control policies do not, a
 * role's trust policy has no say, and a resource policy only for users: `utsuwa explain` tells the whole
 * truth.
 */
export const simulatePrincipalPolicy = iamOperation('SimulatePrincipalPolicy', {
  authorizes: ({ PolicySourceArn }) => ({ action: 'iam:SimulatePrincipalPolicy', resource: PolicySourceArn }),

  async runs(input, { house, accountId, facts }) {
    const { owner, policies: own } = await findPolicySource(house, accountId, input.PolicySourceArn);
    const given = new GivenPolicies(house);
    const { CallerArn: caller, ResourcePolicy: resource } = input;
    const asUser = caller === undefined && owner.kind === 'user' ? owner.arn : caller;
    if (resource !== undefined && asUser === undefined) {
      throw invalidInput('Invalid caller - Caller must be an IAM user in this context.');
    }
    const principal =
      caller === undefined || caller === owner.arn ? principalOfSource(owner) : simulatedUser(caller);
    const account = 'accountId' in principal ? principal.accountId : accountId;

    const excluded = exclusion(input.PolicyExclusionList);
    const sourceIds = given.sourceIds;
    const kept = own.identity.filter((policy) => !excluded.identity(policy));
    const boundary =
      given.boundary(input.PermissionsBoundaryPolicyInputList) ??
      (own.boundary === undefined || excluded.boundary(own.boundary) ? undefined : own.boundary);
    const nameSource = (policy: CompiledPolicy): void => {
      if (!sourceIds.has(policy)) sourceIds.set(policy, sourceIdOf(policy));
    };
    kept.forEach(nameSource);
    if (boundary !== undefined) nameSource(boundary);

    return simulate('SimulatePrincipalPolicy', input, {
      principal,
      accountId: account,
      resourceOwner: input.ResourceOwner === undefined ? account : ownerAccount(input.ResourceOwner),
      context: simulatedContext(input.ContextEntries),
      policies: {
        identity: [...kept, ...given.list('PolicyInputList', input.PolicyInputList)],
        boundary,
        scp: (await house.organizations.placeOf(accountId, facts.epoch))?.scp,
        resource: resource === undefined ? undefined : given.resource(resource),
      },
      sourceIds,
    });
  },
});
