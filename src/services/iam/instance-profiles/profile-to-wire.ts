import type { InstanceProfile } from '../../../model/generated/iam.ts';
import type { InstanceProfileRow } from '../../../store/identity-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { rolesToWire, roleToWire } from '../roles/role-to-wire.ts';
import { arnOf } from '../shared/arns.ts';

/** Instance profiles as every answer carries them, the role nested; tags are GetInstanceProfile's alone. */
export async function profilesToWire(
  tx: ReadTx,
  profiles: readonly InstanceProfileRow[],
): Promise<readonly InstanceProfile[]> {
  const ids = [...new Set(profiles.flatMap(({ role_id }) => (role_id === null ? [] : [role_id])))];
  const rows =
    ids.length === 0 ? [] : await tx.selectFrom('roles').selectAll().where('role_id', 'in', ids).execute();
  const roles = new Map((await rolesToWire(tx, rows, roleToWire)).map((role) => [role.RoleId, role]));
  return profiles.map((profile) => {
    const role = profile.role_id === null ? undefined : roles.get(profile.role_id);
    return {
      Path: profile.path,
      InstanceProfileName: profile.name,
      InstanceProfileId: profile.profile_id,
      Arn: arnOf('instance-profile', profile),
      CreateDate: new Date(profile.created_at),
      Roles: role === undefined ? [] : [role],
    };
  });
}

/** One instance profile. */
export async function profileToWire(tx: ReadTx, profile: InstanceProfileRow): Promise<InstanceProfile> {
  const [shown] = await profilesToWire(tx, [profile]);
  if (shown === undefined) throw new Error('an instance profile has a form');
  return shown;
}
