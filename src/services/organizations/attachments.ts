import type { PolicyTargetSummary } from '../../model/generated/organizations.ts';
import type { OrganizationPolicyType, OrganizationRow } from '../../store/organization-tables.ts';
import type { ReadTx } from '../../store/store.ts';
import { targetArn } from './arns.ts';
import { isEnabled } from './attached.ts';
import { awsPolicy, FULL_ACCESS } from './aws-policies.ts';
import {
  constraintViolation,
  invalidInput,
  notFound,
  policyIsAttached,
  policyNotAttached,
  typeNotEnabled,
} from './errors.ts';
import { organizationsOperation } from './organizations-operation.ts';
import { pageOf } from './pages.ts';
import { decidingType } from './policies.ts';
import { QUOTAS } from './quotas.ts';
import { onPolicy, onTarget, requireManagement } from './standing.ts';
import { awsPolicyToWire, writtenPolicyToWire } from './to-wire.ts';
import { accountIn, unitIn } from './tree.ts';

export const attachPolicy = organizationsOperation('AttachPolicy', {
  authorizes: async ({ PolicyId, TargetId }, context) => [
    await onPolicy(context, 'organizations:AttachPolicy', PolicyId),
    await onTarget(context, 'organizations:AttachPolicy', TargetId, await typeKeys(context, PolicyId)),
  ],

  async runs({ PolicyId, TargetId }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const type = await typeOfPolicy(tx, organization, PolicyId);
      await requireTarget(tx, organization, TargetId);
      if (!isEnabled(organization, type)) throw typeNotEnabled();
      const attached = await attachedTo(tx, TargetId, type);
      if (attached.includes(PolicyId)) throw policyIsAttached();
      if (attached.length >= QUOTAS.attachments) {
        throw constraintViolation('MAX_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED');
      }
      const { organization_id } = organization;
      await tx
        .insertInto('organization_attachments')
        .values({ target_id: TargetId, policy_id: PolicyId, organization_id, type })
        .execute();
    });
    return {};
  },
});

/** Takes a policy away from what it binds; the last service control policy stays. */
export const detachPolicy = organizationsOperation('DetachPolicy', {
  authorizes: async ({ PolicyId, TargetId }, context) => [
    await onPolicy(context, 'organizations:DetachPolicy', PolicyId),
    await onTarget(context, 'organizations:DetachPolicy', TargetId, await typeKeys(context, PolicyId)),
  ],

  async runs({ PolicyId, TargetId }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const type = await typeOfPolicy(tx, organization, PolicyId);
      await requireTarget(tx, organization, TargetId);
      if (PolicyId === FULL_ACCESS.RESOURCE_CONTROL_POLICY.policy_id) {
        throw invalidInput('NON_DETACHABLE_POLICY');
      }
      const attached = await attachedTo(tx, TargetId, type);
      if (!attached.includes(PolicyId)) throw policyNotAttached();
      if (attached.length === 1) throw constraintViolation('MIN_POLICY_TYPE_ATTACHMENT_LIMIT_EXCEEDED');
      await tx
        .deleteFrom('organization_attachments')
        .where('target_id', '=', TargetId)
        .where('policy_id', '=', PolicyId)
        .execute();
    });
    return {};
  },
});

export const listPoliciesForTarget = organizationsOperation('ListPoliciesForTarget', {
  authorizes: ({ TargetId, Filter }, context) =>
    onTarget(context, 'organizations:ListPoliciesForTarget', TargetId, {
      'organizations:PolicyType': Filter,
    }),

  runs: (input, { house, accountId }) =>
    house.store.read(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const type = decidingType(input.Filter);
      await requireTarget(tx, organization, input.TargetId);
      const ids = await attachedTo(tx, input.TargetId, type);
      const { items, ...next } = pageOf(`ListPoliciesForTarget ${type}`, input, ids, (id) => id);
      const Policies = [];
      for (const id of items) {
        const own = awsPolicy(id);
        Policies.push(
          own === undefined
            ? writtenPolicyToWire(organization, await writtenPolicy(tx, organization, id))
            : awsPolicyToWire(own),
        );
      }
      return { Policies, ...next };
    }),
});

export const listTargetsForPolicy = organizationsOperation('ListTargetsForPolicy', {
  authorizes: ({ PolicyId }, context) => onPolicy(context, 'organizations:ListTargetsForPolicy', PolicyId),

  runs: (input, { house, accountId }) =>
    house.store.read(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      await typeOfPolicy(tx, organization, input.PolicyId);
      const rows = await tx
        .selectFrom('organization_attachments')
        .select('target_id')
        .where('policy_id', '=', input.PolicyId)
        .where('organization_id', '=', organization.organization_id)
        .orderBy('target_id')
        .execute();
      const { items, ...next } = pageOf('ListTargetsForPolicy', input, rows, (row) => row.target_id);
      const Targets = [];
      for (const { target_id: id } of items) Targets.push(await targetToWire(tx, organization, id));
      return { Targets, ...next };
    }),
});

/** `organizations:PolicyType` of the policy, for the decision on its target. */
async function typeKeys(context: Parameters<typeof onPolicy>[0], policyId: string) {
  const { keys } = await onPolicy(context, '', policyId);
  return { 'organizations:PolicyType': keys?.['organizations:PolicyType'] };
}

/** The ids of the policies of a type that are attached to a target, in order. */
async function attachedTo(
  tx: ReadTx,
  targetId: string,
  type: OrganizationPolicyType,
): Promise<readonly string[]> {
  const rows = await tx
    .selectFrom('organization_attachments')
    .select('policy_id')
    .where('target_id', '=', targetId)
    .where('type', '=', type)
    .orderBy('policy_id')
    .execute();
  return rows.map((row) => row.policy_id);
}

/** @throws AwsError PolicyNotFoundException */
async function typeOfPolicy(
  tx: ReadTx,
  organization: OrganizationRow,
  id: string,
): Promise<OrganizationPolicyType> {
  return awsPolicy(id)?.type ?? (await writtenPolicy(tx, organization, id)).type;
}

/** @throws AwsError PolicyNotFoundException */
async function writtenPolicy(tx: ReadTx, organization: OrganizationRow, id: string) {
  const policy = await tx
    .selectFrom('organization_policies')
    .selectAll()
    .where('policy_id', '=', id)
    .where('organization_id', '=', organization.organization_id)
    .executeTakeFirst();
  if (policy === undefined) throw notFound('policy');
  return policy;
}

/** @throws AwsError TargetNotFoundException */
async function requireTarget(tx: ReadTx, organization: OrganizationRow, id: string): Promise<void> {
  await targetToWire(tx, organization, id);
}

/** @throws AwsError TargetNotFoundException */
async function targetToWire(
  tx: ReadTx,
  organization: OrganizationRow,
  id: string,
): Promise<PolicyTargetSummary> {
  const { organization_id: organizationId, root_id: rootId } = organization;
  const Arn = targetArn(organization, id);
  if (id === rootId) return { TargetId: id, Arn, Name: 'Root', Type: 'ROOT' };
  const unit = await unitIn(tx, organizationId, id);
  if (unit !== undefined) return { TargetId: id, Arn, Name: unit.name, Type: 'ORGANIZATIONAL_UNIT' };
  const account = await accountIn(tx, organizationId, id);
  if (account === undefined) throw notFound('target');
  return { TargetId: id, Arn, Name: account.name, Type: 'ACCOUNT' };
}
