import {
  differs,
  listChanges,
  listOf,
  tagChanges,
  tagsOf,
  textOf,
} from '../../../operation/resource-properties.ts';
import type { Properties, ResourceContext, ResourceType } from '../../../operation/resource-type.ts';
import { iam, iamGone, isOurs } from './iam-calls.ts';
import { changePolicies } from './principal-policies.ts';
import { readGroup, readUser } from './read-principals.ts';

interface LoginProfile {
  readonly Password?: unknown;
  readonly PasswordResetRequired?: unknown;
}

/** `AWS::IAM::User` */
export const userResource: ResourceType = {
  type: 'AWS::IAM::User',
  naming: { property: 'UserName', maxLength: 64 },

  async create(properties, context) {
    const { UserName, Path, PermissionsBoundary } = properties;
    const tags = tagsOf(properties, context.stackTags);
    const input = { UserName, Path, PermissionsBoundary, ...(tags.length === 0 ? {} : { Tags: tags }) };
    const { User } = await iam(context, 'CreateUser', input);
    const { UserName: physicalId = '', Arn } = User ?? {};
    await context.initiated(physicalId);
    await furnish(context, physicalId, {}, properties);
    return { physicalId, attributes: { Arn } };
  },

  async find(properties, context) {
    const found = await iamGone(context, 'GetUser', { UserName: properties['UserName'] });
    if (found === undefined || !isOurs(found.User.CreateDate, context)) return undefined;
    const { UserName: physicalId, Arn } = found.User;
    await furnish(context, physicalId, {}, properties);
    return { physicalId, attributes: { Arn } };
  },

  async update({ physicalId: UserName, properties: before, wanted, attributes }, context) {
    if (differs(before, wanted, 'Path'))
      await iam(context, 'UpdateUser', { UserName, NewPath: wanted['Path'] ?? '/' });
    if (differs(before, wanted, 'PermissionsBoundary')) {
      const PermissionsBoundary = textOf(wanted, 'PermissionsBoundary');
      if (PermissionsBoundary === undefined)
        await iam(context, 'DeleteUserPermissionsBoundary', { UserName });
      else await iam(context, 'PutUserPermissionsBoundary', { UserName, PermissionsBoundary });
    }
    await furnish(context, UserName, before, wanted);
    const { set, unset } = tagChanges(before, wanted, context);
    if (set.length > 0) await iam(context, 'TagUser', { UserName, Tags: set });
    if (unset.length > 0) await iam(context, 'UntagUser', { UserName, TagKeys: unset });
    const { User } = await iam(context, 'GetUser', { UserName });
    return { physicalId: UserName, attributes: { ...attributes, Arn: User.Arn } };
  },

  read: readUser,

  async remove({ physicalId: UserName, properties }, context) {
    await furnish(context, UserName, properties, {});
    await iamGone(context, 'DeleteUser', { UserName });
  },
};

/** Gives a user groups, policies and a password, and takes those away that went. */
async function furnish(
  context: ResourceContext,
  UserName: string,
  before: Properties,
  wanted: Properties,
): Promise<void> {
  const { added, dropped } = listChanges(listOf(before, 'Groups'), listOf(wanted, 'Groups'));
  for (const GroupName of added) await iam(context, 'AddUserToGroup', { GroupName, UserName });
  for (const GroupName of dropped) await iamGone(context, 'RemoveUserFromGroup', { GroupName, UserName });
  await changePolicies(context, 'User', UserName, before, wanted);
  if (!differs(before, wanted, 'LoginProfile')) return;
  const login = wanted['LoginProfile'] as LoginProfile | undefined;
  const had = before['LoginProfile'] !== undefined;
  if (login === undefined) {
    if (had) await iamGone(context, 'DeleteLoginProfile', { UserName });
    return;
  }
  await iam(context, had ? 'UpdateLoginProfile' : 'CreateLoginProfile', { UserName, ...login });
}

/** `AWS::IAM::Group` */
export const groupResource: ResourceType = {
  type: 'AWS::IAM::Group',
  naming: { property: 'GroupName', maxLength: 128 },

  async create(properties, context) {
    const { GroupName, Path } = properties;
    const { Group } = await iam(context, 'CreateGroup', { GroupName, Path });
    await context.initiated(Group.GroupName);
    await changePolicies(context, 'Group', Group.GroupName, {}, properties);
    return { physicalId: Group.GroupName, attributes: { Arn: Group.Arn } };
  },

  async find(properties, context) {
    const found = await iamGone(context, 'GetGroup', { GroupName: properties['GroupName'] });
    if (found === undefined || !isOurs(found.Group.CreateDate, context)) return undefined;
    await changePolicies(context, 'Group', found.Group.GroupName, {}, properties);
    return { physicalId: found.Group.GroupName, attributes: { Arn: found.Group.Arn } };
  },

  async update({ physicalId: GroupName, properties: before, wanted }, context) {
    if (differs(before, wanted, 'Path'))
      await iam(context, 'UpdateGroup', { GroupName, NewPath: wanted['Path'] ?? '/' });
    await changePolicies(context, 'Group', GroupName, before, wanted);
    const { Group } = await iam(context, 'GetGroup', { GroupName });
    return { physicalId: GroupName, attributes: { Arn: Group.Arn } };
  },

  read: readGroup,

  async remove({ physicalId: GroupName, properties }, context) {
    await changePolicies(context, 'Group', GroupName, properties, {});
    await iamGone(context, 'DeleteGroup', { GroupName });
  },
};

/** `AWS::IAM::UserToGroupAddition` */
export const userToGroupAdditionResource: ResourceType = {
  type: 'AWS::IAM::UserToGroupAddition',

  async create(properties, context) {
    const physicalId = `${context.stackName}-${context.logicalId}-${context.token.slice(0, 8)}`;
    await changeMembers(context, {}, properties);
    return { physicalId, attributes: { Id: physicalId } };
  },

  async update({ physicalId, properties: before, wanted, attributes }, context) {
    await changeMembers(context, before, wanted);
    return { physicalId, attributes };
  },

  remove: ({ properties }, context) => changeMembers(context, properties, {}),
};

async function changeMembers(
  context: ResourceContext,
  before: Properties,
  wanted: Properties,
): Promise<void> {
  const isOther = differs(before, wanted, 'GroupName');
  const had = listOf(before, 'Users');
  const has = listOf(wanted, 'Users');
  const { added, dropped } = isOther ? { added: has, dropped: had } : listChanges(had, has);
  for (const UserName of added)
    await iam(context, 'AddUserToGroup', { GroupName: wanted['GroupName'], UserName });
  for (const UserName of dropped)
    await iamGone(context, 'RemoveUserFromGroup', { GroupName: before['GroupName'], UserName });
}

/** `AWS::IAM::AccessKey` */
export const accessKeyResource: ResourceType = {
  type: 'AWS::IAM::AccessKey',

  async create({ UserName, Status = 'Active' }, context) {
    const { AccessKey } = await iam(context, 'CreateAccessKey', { UserName });
    const { AccessKeyId, SecretAccessKey } = AccessKey;
    await context.initiated(AccessKeyId);
    if (Status !== 'Active') await iam(context, 'UpdateAccessKey', { UserName, AccessKeyId, Status });
    return { physicalId: AccessKeyId, attributes: { Id: AccessKeyId, SecretAccessKey } };
  },

  async update({ physicalId: AccessKeyId, wanted, attributes }, context) {
    const { UserName, Status = 'Active' } = wanted;
    await iam(context, 'UpdateAccessKey', { UserName, AccessKeyId, Status });
    return { physicalId: AccessKeyId, attributes };
  },

  async remove({ physicalId: AccessKeyId, properties }, context) {
    await iamGone(context, 'DeleteAccessKey', { UserName: properties['UserName'], AccessKeyId });
  },
};
