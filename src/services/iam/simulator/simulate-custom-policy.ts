import { iamArn } from '../../../kernel/arn.ts';
import { invalidInput } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { GivenPolicies } from './given-policies.ts';
import { simulatedContext } from './simulated-context.ts';
import { simulate } from './simulation-answer.ts';
import { ownerAccount, simulatedUser } from './simulation-input.ts';

/** Simulates policies that are given as text, whoever they might be attached to. */
export const simulateCustomPolicy = iamOperation('SimulateCustomPolicy', {
  authorizes: () => ({ action: 'iam:SimulateCustomPolicy', resource: '*' }),

  async runs(input, { house, accountId }) {
    if (input.ResourcePolicy !== undefined && input.CallerArn === undefined) {
      throw invalidInput('CallerArn is required when ResourcePolicy is specified.');
    }
    const given = new GivenPolicies(house);
    const principal = simulatedUser(input.CallerArn ?? iamArn(accountId, 'user/simulated'));
    const scp = input.OrderedOrganizationPolicyInputList?.map(({ ServiceControlPolicyInputList }) =>
      given.list('ServiceControlPolicyInputList', ServiceControlPolicyInputList, 'scp'),
    );
    const { ResourcePolicy: resource } = input;
    return simulate('SimulateCustomPolicy', input, {
      principal,
      accountId: principal.accountId,
      resourceOwner:
        input.ResourceOwner === undefined ? principal.accountId : ownerAccount(input.ResourceOwner),
      context: simulatedContext(input.ContextEntries),
      policies: {
        identity: given.list('PolicyInputList', input.PolicyInputList),
        boundary: given.boundary(input.PermissionsBoundaryPolicyInputList),
        scp,
        resource: resource === undefined ? undefined : given.resource(resource),
      },
      sourceIds: given.sourceIds,
    });
  },
});
