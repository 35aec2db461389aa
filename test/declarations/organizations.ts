import type { OrganizationsOperations } from '../../src/model/generated/organizations.ts';
import { organizationsService } from '../../src/services/organizations/service.ts';
import { documentOf, type InProcessHouse } from '../in-process-house.ts';
import type { Samples } from './samples.ts';

const Tags = [{ Key: 'team', Value: 'blue' }];
const Content = documentOf({ Effect: 'Deny', Action: 's3:*', Resource: '*' });
const Type = 'SERVICE_CONTROL_POLICY';

export const organizationsSamples: Samples = {
  service: organizationsService,
  async inputs(inside) {
    const { ParentId, AccountId, OrganizationalUnitId, PolicyId } = await prepare(inside);
    const policy = { PolicyId };
    const attachment = { PolicyId, TargetId: OrganizationalUnitId };
    const unit = { OrganizationalUnitId };
    const account = { AccountId };
    return {
      AttachPolicy: attachment,
      CreateAccount: { AccountName: 'b', Email: 'b@example.com', Tags },
      CreateOrganization: {},
      CreateOrganizationalUnit: { ParentId, Name: 'b', Tags },
      CreatePolicy: { Name: 'b', Description: '', Content, Type, Tags },
      DeleteOrganization: {},
      DeleteOrganizationalUnit: unit,
      DeletePolicy: policy,
      DescribeAccount: account,
      DescribeCreateAccountStatus: { CreateAccountRequestId: 'car-01234567' },
      DescribeOrganization: {},
      DescribeOrganizationalUnit: unit,
      DescribePolicy: policy,
      DetachPolicy: attachment,
      DisablePolicyType: { RootId: ParentId, PolicyType: Type },
      EnablePolicyType: { RootId: ParentId, PolicyType: Type },
      ListAWSServiceAccessForOrganization: {},
      ListAccounts: {},
      ListAccountsForParent: { ParentId },
      ListChildren: { ParentId, ChildType: 'ACCOUNT' },
      ListCreateAccountStatus: {},
      ListDelegatedAdministrators: { ServicePrincipal: 'config.amazonaws.com' },
      ListDelegatedServicesForAccount: account,
      ListOrganizationalUnitsForParent: { ParentId },
      ListParents: { ChildId: AccountId },
      ListPolicies: { Filter: Type },
      ListPoliciesForTarget: { TargetId: AccountId, Filter: Type },
      ListRoots: {},
      ListTagsForResource: { ResourceId: PolicyId },
      ListTargetsForPolicy: policy,
      MoveAccount: { ...account, SourceParentId: ParentId, DestinationParentId: OrganizationalUnitId },
      RemoveAccountFromOrganization: account,
      TagResource: { ResourceId: PolicyId, Tags },
      UntagResource: { ResourceId: PolicyId, TagKeys: ['team'] },
      UpdateOrganizationalUnit: { ...unit, Name: 'c' },
      UpdatePolicy: { ...policy, Name: 'c' },
    } satisfies Partial<Record<keyof OrganizationsOperations, object>>;
  },
  departures: {
    resources: {
      // What is being made has no ARN before it is there.
      'organizations:CreatePolicy': /^\*$/,
    },
    unheardOfIn: {
      // Nothing is there before it is made whose tags could be asked for.
      CreateAccount: ['aws:ResourceTag/', 'organizations:PolicyType'],
      CreatePolicy: ['aws:ResourceTag/'],
      CreateOrganizationalUnit: ['organizations:PolicyType'],
    },
  },
};

/** An organization with one of everything, tagged. */
async function prepare(inside: InProcessHouse) {
  const call = async <Name extends keyof OrganizationsOperations>(
    name: Name,
    input: OrganizationsOperations[Name]['input'],
  ) =>
    (await inside.call(inside.root, 'organizations', name, input)) as OrganizationsOperations[Name]['output'];
  await call('CreateOrganization', {});
  const ParentId = (await call('ListRoots', {})).Roots?.[0]?.Id ?? '';
  await call('CreateAccount', { AccountName: 'a', Email: 'a@example.com', Tags });
  const { Accounts } = await call('ListAccounts', {});
  const unit = await call('CreateOrganizationalUnit', { ParentId, Name: 'a', Tags });
  const { Policy } = await call('CreatePolicy', { Name: 'a', Description: '', Content, Type, Tags });
  return {
    ParentId,
    AccountId: Accounts?.find((account) => account.Name === 'a')?.Id ?? '',
    OrganizationalUnitId: unit.OrganizationalUnit?.Id ?? '',
    PolicyId: Policy?.PolicySummary?.Id ?? '',
  };
}
