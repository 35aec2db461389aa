import { iamArn, parseArn } from '../../kernel/arn.ts';
import type { InstanceProfiles, InstanceProfileView } from '../../operation/instance-profiles.ts';
import { prepared } from '../../store/prepared.ts';
import type { ReadTx, Store } from '../../store/store.ts';

/** Instance profiles for those who are not IAM, read from the store at each question. */
export class InstanceProfilesLookup implements InstanceProfiles {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  byName(accountId: string, name: string): Promise<InstanceProfileView | undefined> {
    return this.#store.read(async (tx) => {
      const row = await profiles(tx)
        .where('instance_profiles.account_id', '=', accountId)
        .where('instance_profiles.name_key', '=', name.toLowerCase())
        .executeTakeFirst();
      return row && viewOf(row);
    });
  }

  async byArn(arn: string): Promise<InstanceProfileView | undefined> {
    const parsed = parseArn(arn);
    if (parsed === undefined || !parsed.resource.startsWith('instance-profile/')) return undefined;
    const name = parsed.resource.slice(parsed.resource.lastIndexOf('/') + 1);
    const found = await this.byName(parsed.accountId, name);
    return found?.arn === arn ? found : undefined;
  }

  byId(profileId: string): Promise<InstanceProfileView | undefined> {
    return this.#store.read(async (tx) => {
      const row = await profileById.first(tx, { profileId });
      return row && viewOf(row);
    });
  }
}

/** Every question for an instance's role asks it: built once. */
const profileById = prepared((db, p: { profileId: string }) =>
  profiles(db).where('instance_profiles.profile_id', '=', p.profileId),
);

function profiles(tx: Pick<ReadTx, 'selectFrom'>) {
  return tx
    .selectFrom('instance_profiles')
    .leftJoin('roles', 'roles.role_id', 'instance_profiles.role_id')
    .select([
      'instance_profiles.profile_id as profileId',
      'instance_profiles.account_id as accountId',
      'instance_profiles.name as name',
      'instance_profiles.path as path',
      'roles.role_id as roleId',
      'roles.name as roleName',
      'roles.path as rolePath',
    ]);
}

interface ProfileRow {
  readonly profileId: string;
  readonly accountId: string;
  readonly name: string;
  readonly path: string;
  readonly roleId: string | null;
  readonly roleName: string | null;
  readonly rolePath: string | null;
}

function viewOf({
  profileId,
  accountId,
  name,
  path,
  roleId,
  roleName,
  rolePath,
}: ProfileRow): InstanceProfileView {
  const role =
    roleId === null || roleName === null || rolePath === null
      ? undefined
      : { roleId, name: roleName, arn: iamArn(accountId, `role${rolePath}${roleName}`) };
  return { profileId, name, arn: iamArn(accountId, `instance-profile${path}${name}`), role };
}
