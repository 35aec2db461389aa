import type { Authorization, ConditionKeys } from '../../operation/authorization.ts';
import type { OperationContext } from '../../operation/context.ts';
import { perCall } from '../../operation/per-call.ts';
import { resourceTagKeys } from '../../operation/tag-keys.ts';
import type { OrganizationPolicyType, OrganizationRow } from '../../store/organization-tables.ts';
import type { ReadTx } from '../../store/store.ts';
import { policyArn, targetArn, awsPolicyArn } from './arns.ts';
import { awsPolicy } from './aws-policies.ts';
import { notInUse, notManagementAccount } from './errors.ts';
import { tagsOf } from './tags.ts';
import { membershipOf } from './tree.ts';

/** The organization of the caller's account. @throws AwsError AWSOrganizationsNotInUseException */
export async function requireOrganization(tx: ReadTx, accountId: string): Promise<OrganizationRow> {
  const membership = await membershipOf(tx, accountId);
  if (membership === undefined) throw notInUse();
  return membership.organization;
}

/**
 * The organization that the caller's account manages.
 *
 * @throws AwsError AWSOrganizationsNotInUseException, AccessDeniedException for a member
 */
export async function requireManagement(tx: ReadTx, accountId: string): Promise<OrganizationRow> {
  const organization = await requireOrganization(tx, accountId);
  if (organization.management_account_id !== accountId) throw notManagementAccount();
  return organization;
}

/** The organization that a call is about; before permission is given nobody learns whether there is one. */
const organizationOf = perCall((_input: unknown, { house, accountId }: OperationContext) =>
  house.store.read(async (tx) => (await membershipOf(tx, accountId))?.organization),
);

/** A permission on a root, an OU or an account; on `*` for an account that is in no organization. */
export async function onTarget(
  context: OperationContext,
  action: string,
  id: string,
  keys: ConditionKeys = {},
): Promise<Authorization> {
  const organization = await organizationOf(undefined, context);
  if (organization === undefined) return { action, resource: '*', keys };
  return onTagged(context, { action, resource: targetArn(organization, id), keys }, id);
}

/** A permission on a policy, with its type as `organizations:PolicyType`. */
export async function onPolicy(
  context: OperationContext,
  action: string,
  id: string,
  keys: ConditionKeys = {},
): Promise<Authorization> {
  const organization = await organizationOf(undefined, context);
  if (organization === undefined) return { action, resource: '*', keys };
  const type = await typeOf(context, id);
  const own = awsPolicy(id) !== undefined;
  const resource = own ? awsPolicyArn(type, id) : policyArn(organization, type, id);
  return onTagged(context, { action, resource, keys: { ...keys, 'organizations:PolicyType': type } }, id);
}

async function onTagged(
  { house }: OperationContext,
  authorization: Authorization,
  id: string,
): Promise<Authorization> {
  const tags = await house.store.read((tx) => tagsOf(tx, id));
  return { ...authorization, keys: { ...resourceTagKeys(tags), ...authorization.keys } };
}

/** A policy that is not there is refused as one that decides who may do what. */
async function typeOf({ house }: OperationContext, id: string): Promise<OrganizationPolicyType> {
  const own = awsPolicy(id);
  if (own !== undefined) return own.type;
  const row = await house.store.read((tx) =>
    tx.selectFrom('organization_policies').select('type').where('policy_id', '=', id).executeTakeFirst(),
  );
  return row?.type ?? 'SERVICE_CONTROL_POLICY';
}
