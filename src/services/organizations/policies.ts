import { requestTagKeys } from '../../operation/tag-keys.ts';
import { validatePolicy } from '../../policy/validation/validate-policy.ts';
import type { PolicyType } from '../../model/generated/organizations.ts';
import type {
  OrganizationPolicyRow,
  OrganizationPolicyType,
  OrganizationRow,
} from '../../store/organization-tables.ts';
import type { ReadTx, WriteTx } from '../../store/store.ts';
import { FULL_ACCESS, awsPolicy } from './aws-policies.ts';
import {
  constraintViolation,
  invalidInput,
  malformedDocument,
  notFound,
  policyExists,
  policyInUse,
  typeNotBuilt,
} from './errors.ts';
import { organizationsOperation } from './organizations-operation.ts';
import { pageOf } from './pages.ts';
import { QUOTAS } from './quotas.ts';
import { onPolicy, requireManagement } from './standing.ts';
import { assertTags, dropTags, putTags } from './tags.ts';
import { awsPolicyToWire, writtenPolicyToWire } from './to-wire.ts';

export const createPolicy = organizationsOperation('CreatePolicy', {
  authorizes({ Type, Tags = [] }) {
    const tags = requestTagKeys(Tags);
    const keys = { 'organizations:PolicyType': Type, ...tags };
    return [
      { action: 'organizations:CreatePolicy', resource: '*', keys },
      ...(Tags.length > 0 ? [{ action: 'organizations:TagResource', resource: '*', keys }] : []),
    ];
  },

  async runs({ Content, Description, Name, Type, Tags }, { house, accountId }) {
    assertTags(Tags);
    return house.store.write(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const type = decidingType(Type);
      assertContent(Content, type);
      await assertFree(tx, organization, type, Name);
      await assertRoom(tx, organization, type);
      const policy: OrganizationPolicyRow = {
        policy_id: house.ids.hex('p', 8),
        organization_id: organization.organization_id,
        type,
        name: Name,
        description: Description,
        content: Content,
        created_at: house.clock.now().getTime(),
      };
      await tx.insertInto('organization_policies').values(policy).execute();
      await putTags(tx, policy.policy_id, Tags);
      return { Policy: { PolicySummary: writtenPolicyToWire(organization, policy), Content } };
    });
  },
});

/** Changes a policy in place: what it is attached to is bound otherwise from the next request on. */
export const updatePolicy = organizationsOperation('UpdatePolicy', {
  authorizes: ({ PolicyId }, context) => onPolicy(context, 'organizations:UpdatePolicy', PolicyId),

  runs: ({ PolicyId, Name, Description, Content }, { house, accountId }) =>
    house.store.write(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      if (awsPolicy(PolicyId) !== undefined) throw invalidInput('IMMUTABLE_POLICY');
      const policy = await requireWritten(tx, organization, PolicyId);
      if (Content !== undefined) assertContent(Content, policy.type);
      if (Name !== undefined && Name !== policy.name) {
        await assertFree(tx, organization, policy.type, Name);
      }
      const changed = {
        name: Name ?? policy.name,
        description: Description ?? policy.description,
        content: Content ?? policy.content,
      };
      await tx.updateTable('organization_policies').set(changed).where('policy_id', '=', PolicyId).execute();
      return {
        Policy: {
          PolicySummary: writtenPolicyToWire(organization, { ...policy, ...changed }),
          Content: changed.content,
        },
      };
    }),
});

export const deletePolicy = organizationsOperation('DeletePolicy', {
  authorizes: ({ PolicyId }, context) => onPolicy(context, 'organizations:DeletePolicy', PolicyId),

  async runs({ PolicyId }, { house, accountId }) {
    await house.store.write(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      if (awsPolicy(PolicyId) !== undefined) throw invalidInput('IMMUTABLE_POLICY');
      await requireWritten(tx, organization, PolicyId);
      const attached = await tx
        .selectFrom('organization_attachments')
        .select('target_id')
        .where('policy_id', '=', PolicyId)
        .executeTakeFirst();
      if (attached !== undefined) throw policyInUse();
      await dropTags(tx, PolicyId);
      await tx.deleteFrom('organization_policies').where('policy_id', '=', PolicyId).execute();
    });
    return {};
  },
});

export const describePolicy = organizationsOperation('DescribePolicy', {
  authorizes: ({ PolicyId }, context) => onPolicy(context, 'organizations:DescribePolicy', PolicyId),

  runs: ({ PolicyId }, { house, accountId }) =>
    house.store.read(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const own = awsPolicy(PolicyId);
      if (own !== undefined) {
        return { Policy: { PolicySummary: awsPolicyToWire(own), Content: own.content } };
      }
      const policy = await requireWritten(tx, organization, PolicyId);
      return {
        Policy: { PolicySummary: writtenPolicyToWire(organization, policy), Content: policy.content },
      };
    }),
});

export const listPolicies = organizationsOperation('ListPolicies', {
  authorizes: ({ Filter }) => ({
    action: 'organizations:ListPolicies',
    resource: '*',
    keys: { 'organizations:PolicyType': Filter },
  }),

  runs: (input, { house, accountId }) =>
    house.store.read(async (tx) => {
      const organization = await requireManagement(tx, accountId);
      const type = decidingType(input.Filter);
      const written = await tx
        .selectFrom('organization_policies')
        .selectAll()
        .where('organization_id', '=', organization.organization_id)
        .where('type', '=', type)
        .execute();
      const all = [
        awsPolicyToWire(FULL_ACCESS[type]),
        ...written.map((policy) => writtenPolicyToWire(organization, policy)),
      ].sort((a, b) => ((a.Id ?? '') < (b.Id ?? '') ? -1 : 1));
      const { items, ...next } = pageOf(`ListPolicies ${type}`, input, all, ({ Id = '' }) => Id);
      return { Policies: items, ...next };
    }),
});

/** The type, when it is one that decides requests. @throws AwsError NotImplemented */
export function decidingType(type: PolicyType): OrganizationPolicyType {
  if (type === 'SERVICE_CONTROL_POLICY' || type === 'RESOURCE_CONTROL_POLICY') return type;
  throw typeNotBuilt(type);
}

/** @throws AwsError PolicyNotFoundException, also for one of AWS's own */
async function requireWritten(
  tx: ReadTx,
  { organization_id: organizationId }: OrganizationRow,
  id: string,
): Promise<OrganizationPolicyRow> {
  const policy = await tx
    .selectFrom('organization_policies')
    .selectAll()
    .where('policy_id', '=', id)
    .where('organization_id', '=', organizationId)
    .executeTakeFirst();
  if (policy === undefined) throw notFound('policy');
  return policy;
}

/** @throws AwsError ConstraintViolationException, MalformedPolicyDocumentException */
function assertContent(content: string, type: OrganizationPolicyType): void {
  if (content.length > QUOTAS.policyCharacters) throw constraintViolation('POLICY_CONTENT_LIMIT_EXCEEDED');
  const problem = validatePolicy(content, type === 'SERVICE_CONTROL_POLICY' ? 'scp' : 'rcp');
  if (problem !== undefined) throw malformedDocument(problem);
}

async function assertFree(
  tx: WriteTx,
  { organization_id: organizationId }: OrganizationRow,
  type: OrganizationPolicyType,
  name: string,
): Promise<void> {
  const taken = await tx
    .selectFrom('organization_policies')
    .select('policy_id')
    .where('organization_id', '=', organizationId)
    .where('type', '=', type)
    .where('name', '=', name)
    .executeTakeFirst();
  if (taken !== undefined || FULL_ACCESS[type].name === name) throw policyExists();
}

async function assertRoom(
  tx: WriteTx,
  { organization_id: organizationId }: OrganizationRow,
  type: OrganizationPolicyType,
): Promise<void> {
  const { count } = await tx
    .selectFrom('organization_policies')
    .select(({ fn }) => fn.countAll<number | string>().as('count'))
    .where('organization_id', '=', organizationId)
    .where('type', '=', type)
    .executeTakeFirstOrThrow();
  if (Number(count) >= QUOTAS.policies[type]) throw constraintViolation('POLICY_NUMBER_LIMIT_EXCEEDED');
}
