import { differs, documentOf, tagChanges, tagsOf, textOf } from '../../../operation/resource-properties.ts';
import type { Made, Properties, ResourceType } from '../../../operation/resource-type.ts';
import { iam, iamGone, isOurs } from './iam-calls.ts';
import { changePolicies } from './principal-policies.ts';
import { readRole } from './read-principals.ts';

/** `AWS::IAM::Role` */
export const roleResource: ResourceType = {
  type: 'AWS::IAM::Role',
  naming: { property: 'RoleName', maxLength: 64 },

  async create(properties, context) {
    const { RoleName, Path, Description, MaxSessionDuration, PermissionsBoundary } = properties;
    const tags = tagsOf(properties, context.stackTags);
    const { Role } = await iam(context, 'CreateRole', {
      ...{ RoleName, Path, Description, MaxSessionDuration, PermissionsBoundary },
      AssumeRolePolicyDocument: documentOf(properties, 'AssumeRolePolicyDocument'),
      ...(tags.length === 0 ? {} : { Tags: tags }),
    });
    await context.initiated(Role.RoleName);
    await changePolicies(context, 'Role', Role.RoleName, {}, properties);
    return made(Role);
  },

  async find(properties, context) {
    const found = await iamGone(context, 'GetRole', { RoleName: properties['RoleName'] });
    if (found === undefined || !isOurs(found.Role.CreateDate, context)) return undefined;
    await changePolicies(context, 'Role', found.Role.RoleName, {}, properties);
    return made(found.Role);
  },

  async update({ physicalId: RoleName, properties: before, wanted, attributes }, context) {
    if (differs(before, wanted, 'AssumeRolePolicyDocument')) {
      const PolicyDocument = documentOf(wanted, 'AssumeRolePolicyDocument');
      await iam(context, 'UpdateAssumeRolePolicy', { RoleName, PolicyDocument });
    }
    if (differs(before, wanted, 'Description') || differs(before, wanted, 'MaxSessionDuration')) {
      const { Description = '', MaxSessionDuration = 3600 } = wanted;
      await iam(context, 'UpdateRole', { RoleName, Description, MaxSessionDuration });
    }
    await changeBoundary(before, wanted, RoleName, context);
    await changePolicies(context, 'Role', RoleName, before, wanted);
    const { set, unset } = tagChanges(before, wanted, context);
    if (set.length > 0) await iam(context, 'TagRole', { RoleName, Tags: set });
    if (unset.length > 0) await iam(context, 'UntagRole', { RoleName, TagKeys: unset });
    return { physicalId: RoleName, attributes };
  },

  read: readRole,

  async remove({ physicalId: RoleName, properties }, context) {
    await changePolicies(context, 'Role', RoleName, properties, {});
    await iamGone(context, 'DeleteRole', { RoleName });
  },
};

function made({ RoleName, Arn, RoleId }: { RoleName: string; Arn: string; RoleId: string }): Made {
  return { physicalId: RoleName, attributes: { Arn, RoleId } };
}

async function changeBoundary(
  before: Properties,
  wanted: Properties,
  RoleName: string,
  context: Parameters<ResourceType['create']>[1],
): Promise<void> {
  if (!differs(before, wanted, 'PermissionsBoundary')) return;
  const PermissionsBoundary = textOf(wanted, 'PermissionsBoundary');
  if (PermissionsBoundary === undefined) await iam(context, 'DeleteRolePermissionsBoundary', { RoleName });
  else await iam(context, 'PutRolePermissionsBoundary', { RoleName, PermissionsBoundary });
}
