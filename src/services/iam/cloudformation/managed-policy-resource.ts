import { documentOf, differs, listChanges, listOf } from '../../../operation/resource-properties.ts';
import type { Made, Properties, ResourceContext, ResourceType } from '../../../operation/resource-type.ts';
import { iamArn } from '../../../kernel/arn.ts';
import type { Policy } from '../../../model/generated/iam.ts';
import { iam, iamGone, isOurs } from './iam-calls.ts';
import type { PrincipalKind } from './principal-policies.ts';
import { readManagedPolicy } from './read-policies.ts';

const KINDS: readonly PrincipalKind[] = ['Role', 'User', 'Group'];

/** The most versions that IAM keeps of a policy. */
const MOST_VERSIONS = 5;

/** `AWS::IAM::ManagedPolicy` */
export const managedPolicyResource: ResourceType = {
  type: 'AWS::IAM::ManagedPolicy',
  naming: { property: 'ManagedPolicyName', maxLength: 128 },

  async create(properties, context) {
    const { ManagedPolicyName: PolicyName, Path, Description } = properties;
    const PolicyDocument = documentOf(properties, 'PolicyDocument');
    const { Policy } = await iam(context, 'CreatePolicy', { PolicyName, Path, Description, PolicyDocument });
    const { Arn = '' } = Policy ?? {};
    await context.initiated(Arn);
    await changeAttachments(context, Arn, {}, properties);
    return made(Policy ?? {});
  },

  async find(properties, context) {
    const { ManagedPolicyName, Path = '/' } = properties;
    const PolicyArn = iamArn(context.accountId, `policy${String(Path)}${String(ManagedPolicyName)}`);
    const found = await iamGone(context, 'GetPolicy', { PolicyArn });
    if (found?.Policy === undefined || !isOurs(found.Policy.CreateDate, context)) return undefined;
    await changeAttachments(context, PolicyArn, {}, properties);
    return made(found.Policy);
  },

  async update({ physicalId: PolicyArn, properties: before, wanted, attributes }, context) {
    if (differs(before, wanted, 'PolicyDocument')) {
      await makeRoom(context, PolicyArn);
      const PolicyDocument = documentOf(wanted, 'PolicyDocument');
      await iam(context, 'CreatePolicyVersion', { PolicyArn, PolicyDocument, SetAsDefault: true });
    }
    await changeAttachments(context, PolicyArn, before, wanted);
    return { physicalId: PolicyArn, attributes };
  },

  read: readManagedPolicy,

  async remove({ physicalId: PolicyArn, properties }, context) {
    await changeAttachments(context, PolicyArn, properties, {});
    const listed = await iamGone(context, 'ListPolicyVersions', { PolicyArn });
    for (const { VersionId, IsDefaultVersion } of listed?.Versions ?? []) {
      if (IsDefaultVersion !== true) await iamGone(context, 'DeletePolicyVersion', { PolicyArn, VersionId });
    }
    await iamGone(context, 'DeletePolicy', { PolicyArn });
  },
};

function made(policy: Policy): Made {
  const {
    Arn = '',
    PolicyId,
    DefaultVersionId,
    AttachmentCount,
    IsAttachable,
    CreateDate,
    UpdateDate,
  } = policy;
  return {
    physicalId: Arn,
    attributes: {
      ...{ PolicyArn: Arn, PolicyId, DefaultVersionId, AttachmentCount, IsAttachable },
      PermissionsBoundaryUsageCount: policy.PermissionsBoundaryUsageCount,
      CreateDate: CreateDate?.toISOString(),
      UpdateDate: UpdateDate?.toISOString(),
    },
  };
}

async function changeAttachments(
  context: ResourceContext,
  PolicyArn: string,
  before: Properties,
  wanted: Properties,
): Promise<void> {
  for (const kind of KINDS) {
    const { added, dropped } = listChanges(listOf(before, `${kind}s`), listOf(wanted, `${kind}s`));
    for (const name of added) await iam(context, `Attach${kind}Policy`, { [`${kind}Name`]: name, PolicyArn });
    for (const name of dropped)
      await iamGone(context, `Detach${kind}Policy`, { [`${kind}Name`]: name, PolicyArn });
  }
}

/** The oldest version makes room for a new one. */
async function makeRoom(context: ResourceContext, PolicyArn: string): Promise<void> {
  const { Versions = [] } = await iam(context, 'ListPolicyVersions', { PolicyArn });
  if (Versions.length < MOST_VERSIONS) return;
  const oldest = Versions.findLast(({ IsDefaultVersion }) => IsDefaultVersion !== true);
  if (oldest !== undefined)
    await iamGone(context, 'DeletePolicyVersion', { PolicyArn, VersionId: oldest.VersionId });
}
