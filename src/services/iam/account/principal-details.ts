import type {
  GroupDetail,
  InstanceProfile,
  PolicyDetail,
  RoleDetail,
  UserDetail,
} from '../../../model/generated/iam.ts';
import type { LastUseRow } from '../../../store/identity-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { profilesToWire } from '../instance-profiles/profile-to-wire.ts';
import { lastUseToWire } from '../roles/role-rows.ts';
import { rolesToWire, roleToWire } from '../roles/role-to-wire.ts';
import { arnOf } from '../shared/arns.ts';
import { attachedToWire } from '../shared/attachments.ts';
import { boundaryToWire } from '../shared/boundaries.ts';
import { tagsOfAll } from '../shared/tags.ts';
import { urlEncoded } from '../shared/url-encoded.ts';

/** Users, groups and roles as GetAccountAuthorizationDetails tells them: with their policies and all. */

/** A detail and the key that its listing goes on after. */
export interface Keyed<T> {
  readonly key: string;
  readonly detail: T;
}

export async function userDetails(
  tx: ReadTx,
  accountId: string,
  after: string,
  count: number,
): Promise<readonly Keyed<UserDetail>[]> {
  const rows = await tx
    .selectFrom('users')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('name_key', '>', after)
    .orderBy('name_key')
    .limit(count)
    .execute();
  const ids = rows.map((row) => row.user_id);
  const { attached, inline } = await policiesOf(tx, ids);
  const tags = await tagsOfAll(tx, ids);
  const groups = await groupNamesOf(tx, ids);
  return rows.map((row) => {
    const boundary = boundaryToWire(row.permissions_boundary);
    const detail: UserDetail = {
      Path: row.path,
      UserName: row.name,
      UserId: row.user_id,
      Arn: arnOf('user', row),
      CreateDate: new Date(row.created_at),
      ...(inline.has(row.user_id) ? { UserPolicyList: inline.get(row.user_id) } : {}),
      GroupList: groups.get(row.user_id) ?? [],
      AttachedManagedPolicies: attachedToWire(attached.get(row.user_id) ?? []),
      ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
      Tags: tags.get(row.user_id) ?? [],
    };
    return { key: row.name_key, detail };
  });
}

export async function groupDetails(
  tx: ReadTx,
  accountId: string,
  after: string,
  count: number,
): Promise<readonly Keyed<GroupDetail>[]> {
  const rows = await tx
    .selectFrom('groups')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('name_key', '>', after)
    .orderBy('name_key')
    .limit(count)
    .execute();
  const { attached, inline } = await policiesOf(
    tx,
    rows.map((row) => row.group_id),
  );
  return rows.map((row) => {
    const detail: GroupDetail = {
      Path: row.path,
      GroupName: row.name,
      GroupId: row.group_id,
      Arn: arnOf('group', row),
      CreateDate: new Date(row.created_at),
      GroupPolicyList: inline.get(row.group_id) ?? [],
      AttachedManagedPolicies: attachedToWire(attached.get(row.group_id) ?? []),
    };
    return { key: row.name_key, detail };
  });
}

export async function roleDetails(
  tx: ReadTx,
  accountId: string,
  after: string,
  count: number,
): Promise<readonly Keyed<RoleDetail>[]> {
  const rows = await tx
    .selectFrom('roles')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('name_key', '>', after)
    .orderBy('name_key')
    .limit(count)
    .execute();
  const ids = rows.map((row) => row.role_id);
  const { attached, inline } = await policiesOf(tx, ids);
  const tags = await tagsOfAll(tx, ids);
  const profiles = await profilesOf(tx, ids);
  const uses = await lastUsesOf(tx, ids);
  const roles = await rolesToWire(tx, rows, roleToWire);
  return rows.map((row, place) => {
    const boundary = boundaryToWire(row.permissions_boundary);
    const detail: RoleDetail = {
      ...roles[place],
      InstanceProfileList: profiles.get(row.role_id) ?? [],
      RolePolicyList: inline.get(row.role_id) ?? [],
      AttachedManagedPolicies: attachedToWire(attached.get(row.role_id) ?? []),
      ...(boundary === undefined ? {} : { PermissionsBoundary: boundary }),
      Tags: tags.get(row.role_id) ?? [],
      RoleLastUsed: lastUseToWire(uses.get(row.role_id)),
    };
    return { key: row.name_key, detail };
  });
}

async function policiesOf(tx: ReadTx, ids: readonly string[]) {
  const attached = new Map<string, string[]>();
  const inline = new Map<string, PolicyDetail[]>();
  if (ids.length === 0) return { attached, inline };
  const attachments = await tx
    .selectFrom('attachments')
    .select(['owner_id', 'policy_arn'])
    .where('owner_id', 'in', ids)
    .execute();
  for (const { owner_id, policy_arn } of attachments) append(attached, owner_id, policy_arn);
  const documents = await tx
    .selectFrom('inline_policies')
    .selectAll()
    .where('owner_id', 'in', ids)
    .orderBy('name')
    .execute();
  for (const { owner_id, name, document } of documents) {
    append(inline, owner_id, { PolicyName: name, PolicyDocument: urlEncoded(document) });
  }
  return { attached, inline };
}

async function groupNamesOf(tx: ReadTx, userIds: readonly string[]) {
  const names = new Map<string, string[]>();
  if (userIds.length === 0) return names;
  const rows = await tx
    .selectFrom('group_members')
    .innerJoin('groups', 'groups.group_id', 'group_members.group_id')
    .select(['group_members.user_id', 'groups.name'])
    .where('group_members.user_id', 'in', userIds)
    .orderBy('groups.name_key')
    .execute();
  for (const { user_id, name } of rows) append(names, user_id, name);
  return names;
}

async function profilesOf(tx: ReadTx, roleIds: readonly string[]) {
  const profiles = new Map<string, InstanceProfile[]>();
  if (roleIds.length === 0) return profiles;
  const rows = await tx
    .selectFrom('instance_profiles')
    .selectAll()
    .where('role_id', 'in', roleIds)
    .orderBy('name_key')
    .execute();
  const shown = await profilesToWire(tx, rows);
  for (const [place, { role_id }] of rows.entries()) {
    const profile = shown[place];
    if (role_id !== null && profile !== undefined) append(profiles, role_id, profile);
  }
  return profiles;
}

async function lastUsesOf(tx: ReadTx, roleIds: readonly string[]): Promise<ReadonlyMap<string, LastUseRow>> {
  if (roleIds.length === 0) return new Map();
  const rows = await tx.selectFrom('last_uses').selectAll().where('id', 'in', roleIds).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [item]);
  else list.push(item);
}
