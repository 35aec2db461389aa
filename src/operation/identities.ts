import type { Caller, RootCaller, UserCaller } from '../kernel/caller.ts';
import type { Soon } from '../kernel/soon.ts';
import type { CompiledPolicy } from '../policy/compiled-policy.ts';

/** A long-term access key and whom it belongs to. */
export interface KeyHolder {
  readonly secretAccessKey: string;
  /** An `Inactive` key is known and signs nothing. */
  readonly active: boolean;
  readonly caller: RootCaller | UserCaller;
}

/** What binds a principal by its own account's policies. */
export interface PrincipalPolicies {
  /** Inline and attached policies, those of a user's groups included. */
  readonly identity: readonly CompiledPolicy[];
  readonly boundary?: CompiledPolicy | undefined;
  /** `aws:PrincipalTag/…`. */
  readonly tags: Readonly<Record<string, string>>;
}

/** A role as its sessions meet it. */
export interface RoleIdentity {
  readonly roleId: string;
  readonly name: string;
  readonly arn: string;
  readonly accountId: string;
}

/**
 * Who is known in the house, as of an epoch: the way from a key or a session to a caller and to the
 * policies that bind it. Answers may come from a cache, but never from before the epoch.
 */
export interface Identities {
  byAccessKey(accessKeyId: string, epoch: number): Soon<KeyHolder | undefined>;
  /** The role with this unique id; `undefined` once it was deleted, also when one of the same name exists again. */
  roleById(roleId: string, epoch: number): Soon<RoleIdentity | undefined>;
  /** The user with this unique id as a caller; `undefined` once deleted. */
  userById(userId: string, epoch: number): Soon<UserCaller | undefined>;
  policiesOf(caller: Caller, epoch: number): Soon<PrincipalPolicies>;
  /** Those of a user or role by its unique id, `AIDA…` or `AROA…`; none once it was deleted. */
  policiesOfId(uniqueId: string, epoch: number): Soon<PrincipalPolicies>;
  /** A managed policy's default version, compiled; AWS's own or the account's. */
  managedPolicy(policyArn: string, epoch: number): Soon<CompiledPolicy | undefined>;
}
