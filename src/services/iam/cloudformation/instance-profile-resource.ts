import { listChanges, listOf } from '../../../operation/resource-properties.ts';
import type { ResourceType } from '../../../operation/resource-type.ts';
import { iam, iamGone, isOurs } from './iam-calls.ts';
import { readInstanceProfile } from './read-principals.ts';

/** `AWS::IAM::InstanceProfile` */
export const instanceProfileResource: ResourceType = {
  type: 'AWS::IAM::InstanceProfile',
  naming: { property: 'InstanceProfileName', maxLength: 128 },

  async create(properties, context) {
    const { InstanceProfileName, Path } = properties;
    const { InstanceProfile } = await iam(context, 'CreateInstanceProfile', { InstanceProfileName, Path });
    await context.initiated(InstanceProfile.InstanceProfileName);
    for (const RoleName of listOf(properties, 'Roles')) {
      await iam(context, 'AddRoleToInstanceProfile', { InstanceProfileName, RoleName });
    }
    return { physicalId: InstanceProfile.InstanceProfileName, attributes: { Arn: InstanceProfile.Arn } };
  },

  async find(properties, context) {
    const { InstanceProfileName } = properties;
    const found = await iamGone(context, 'GetInstanceProfile', { InstanceProfileName });
    if (found === undefined || !isOurs(found.InstanceProfile.CreateDate, context)) return undefined;
    const { InstanceProfileName: physicalId, Arn, Roles } = found.InstanceProfile;
    const has = Roles.map((role) => role.RoleName);
    for (const RoleName of listChanges(has, listOf(properties, 'Roles')).added) {
      await iam(context, 'AddRoleToInstanceProfile', { InstanceProfileName, RoleName });
    }
    return { physicalId, attributes: { Arn } };
  },

  async update({ physicalId, properties: before, wanted, attributes }, context) {
    const InstanceProfileName = physicalId;
    const { added, dropped } = listChanges(listOf(before, 'Roles'), listOf(wanted, 'Roles'));
    for (const RoleName of dropped)
      await iamGone(context, 'RemoveRoleFromInstanceProfile', { InstanceProfileName, RoleName });
    for (const RoleName of added)
      await iam(context, 'AddRoleToInstanceProfile', { InstanceProfileName, RoleName });
    return { physicalId, attributes };
  },

  read: readInstanceProfile,

  async remove({ physicalId: InstanceProfileName, properties }, context) {
    for (const RoleName of listOf(properties, 'Roles')) {
      await iamGone(context, 'RemoveRoleFromInstanceProfile', { InstanceProfileName, RoleName });
    }
    await iamGone(context, 'DeleteInstanceProfile', { InstanceProfileName });
  },
};
