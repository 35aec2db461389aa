import { iamArn } from '../../../kernel/arn.ts';
import type { Caller, RootCaller, UserCaller } from '../../../kernel/caller.ts';
import type {
  Identities,
  KeyHolder,
  PrincipalPolicies,
  RoleIdentity,
} from '../../../operation/identities.ts';
import type { Soon } from '../../../kernel/soon.ts';
import type { CompiledPolicy } from '../../../policy/compiled-policy.ts';
import { EpochCache } from '../../../store/epoch-cache.ts';
import type { Store } from '../../../store/store.ts';
import { managedDocument } from './managed-document.ts';
import { loadPrincipalPolicies, type PolicySource } from './principal-policies.ts';

/** The root user's key that the operator set; it is not in the store. */
export interface RootKey {
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
}

const NO_POLICIES: PrincipalPolicies = { identity: [], tags: {} };

/** How many principals, keys and policies are kept of the last epoch. */
const CAPACITY = 10_000;

/** The house's identities, read from the store and kept for as long as their epoch lasts. */
export class StoreIdentities implements Identities {
  readonly #store: Store;
  readonly #source: PolicySource;
  readonly #rootKey: RootKey;
  readonly #keys = new EpochCache<string, KeyHolder | undefined>(CAPACITY);
  readonly #users = new EpochCache<string, UserCaller | undefined>(CAPACITY);
  readonly #roles = new EpochCache<string, RoleIdentity | undefined>(CAPACITY);
  readonly #policies = new EpochCache<string, PrincipalPolicies>(CAPACITY);
  readonly #managed = new EpochCache<string, CompiledPolicy | undefined>(CAPACITY);

  constructor(store: Store, source: PolicySource, rootKey: RootKey) {
    this.#store = store;
    this.#source = source;
    this.#rootKey = rootKey;
  }

  byAccessKey(accessKeyId: string, epoch: number): Soon<KeyHolder | undefined> {
    if (accessKeyId === this.#rootKey.accessKeyId) {
      const { accountId, secretAccessKey } = this.#rootKey;
      return { secretAccessKey, active: true, caller: rootOf(accountId, accessKeyId) };
    }
    return this.#keys.get(accessKeyId, epoch, () => this.#loadKey(accessKeyId));
  }

  userById(userId: string, epoch: number): Soon<UserCaller | undefined> {
    return this.#users.get(userId, epoch, () => this.#loadUser(userId));
  }

  roleById(roleId: string, epoch: number): Soon<RoleIdentity | undefined> {
    return this.#roles.get(roleId, epoch, () => this.#loadRole(roleId));
  }

  policiesOf(caller: Caller, epoch: number): Soon<PrincipalPolicies> {
    const principalId = principalIdOf(caller);
    return principalId === undefined ? NO_POLICIES : this.policiesOfId(principalId, epoch);
  }

  policiesOfId(uniqueId: string, epoch: number): Soon<PrincipalPolicies> {
    return this.#policies.get(uniqueId, epoch, () =>
      this.#store.read((tx) => loadPrincipalPolicies(tx, this.#source, uniqueId)),
    );
  }

  managedPolicy(policyArn: string, epoch: number): Soon<CompiledPolicy | undefined> {
    return this.#managed.get(policyArn, epoch, async () => {
      const document = await this.#store.read((tx) =>
        managedDocument(tx, this.#source.awsManaged, policyArn),
      );
      return document === undefined ? undefined : this.#source.compiled.get(document, { arn: policyArn });
    });
  }

  #loadKey(accessKeyId: string): Promise<KeyHolder | undefined> {
    return this.#store.read(async (tx) => {
      const key = await tx
        .selectFrom('access_keys')
        .innerJoin('users', 'users.user_id', 'access_keys.user_id')
        .select(['access_keys.secret_access_key', 'access_keys.status'])
        .select(['users.user_id', 'users.account_id', 'users.name', 'users.path'])
        .where('access_keys.access_key_id', '=', accessKeyId)
        .executeTakeFirst();
      if (key !== undefined) {
        return {
          secretAccessKey: key.secret_access_key,
          active: key.status === 'Active',
          caller: { ...userOf(key), accessKeyId },
        };
      }
      const account = await tx
        .selectFrom('accounts')
        .select(['account_id', 'root_secret_access_key'])
        .where('root_access_key_id', '=', accessKeyId)
        .executeTakeFirst();
      if (account === undefined || account.root_secret_access_key === null) return undefined;
      const caller = rootOf(account.account_id, accessKeyId);
      return { secretAccessKey: account.root_secret_access_key, active: true, caller };
    });
  }

  #loadUser(userId: string): Promise<UserCaller | undefined> {
    return this.#store.read(async (tx) => {
      const user = await tx
        .selectFrom('users')
        .select(['user_id', 'account_id', 'name', 'path'])
        .where('user_id', '=', userId)
        .executeTakeFirst();
      return user && userOf(user);
    });
  }

  #loadRole(roleId: string): Promise<RoleIdentity | undefined> {
    return this.#store.read(async (tx) => {
      const role = await tx
        .selectFrom('roles')
        .select(['account_id', 'name', 'path'])
        .where('role_id', '=', roleId)
        .executeTakeFirst();
      if (role === undefined) return undefined;
      const arn = iamArn(role.account_id, `role${role.path}${role.name}`);
      return { roleId, name: role.name, arn, accountId: role.account_id };
    });
  }
}

/** Whose policies bind a caller: none bind root, and a federated user has those of whoever federated it. */
function principalIdOf(caller: Caller): string | undefined {
  switch (caller.kind) {
    case 'user':
    case 'assumed-role':
      return caller.principalId;
    case 'federated-user':
      return caller.issuer.kind === 'user' ? caller.issuer.principalId : undefined;
    case 'root':
    case 'anonymous':
    case 'service':
      return undefined;
  }
}

function rootOf(accountId: string, accessKeyId: string): RootCaller {
  const arn = iamArn(accountId, 'root');
  return { kind: 'root', accountId, arn, principalArn: arn, userId: accountId, accessKeyId };
}

function userOf(row: { user_id: string; account_id: string; name: string; path: string }): UserCaller {
  const arn = iamArn(row.account_id, `user${row.path}${row.name}`);
  return {
    kind: 'user',
    accountId: row.account_id,
    arn,
    principalArn: arn,
    userId: row.user_id,
    principalId: row.user_id,
    userName: row.name,
    path: row.path,
  };
}
