import type { Instance } from '@aws-sdk/client-ec2';
import type { InstanceProfile, Role } from '@aws-sdk/client-iam';
import { stateOfProfile } from '../../../parts/profile-state.tsx';
import { profileNameOf } from './instance.ts';

/**
 * How an instance comes by a role, or why not: it has no profile; its profile is gone, is empty (its role was taken out
 * or deleted), or holds a role that EC2 may not assume; or all is well.
 */
export type RoleOfInstance =
  | { readonly kind: 'none' }
  | { readonly kind: 'unknown'; readonly profileName: string }
  | { readonly kind: 'missing' | 'empty'; readonly profileName: string }
  | { readonly kind: 'untrusted' | 'well'; readonly profileName: string; readonly role: Role };

/**
 * @param profiles all of the account's; undefined while they are not known, or where the person may not list them
 */
export function roleOfInstance(
  { IamInstanceProfile }: Pick<Instance, 'IamInstanceProfile'>,
  profiles: readonly InstanceProfile[] | undefined,
): RoleOfInstance {
  const arn = IamInstanceProfile?.Arn;
  if (arn === undefined) return { kind: 'none' };
  const profileName = profileNameOf(arn);
  if (profiles === undefined) return { kind: 'unknown', profileName };
  const profile = profiles.find(({ InstanceProfileId }) => InstanceProfileId === IamInstanceProfile?.Id);
  if (profile === undefined) return { kind: 'missing', profileName };
  return roleOfProfile(profile);
}

/** What an instance with this profile would get. */
export function roleOfProfile(profile: InstanceProfile): RoleOfInstance {
  const { InstanceProfileName: profileName = '', Roles = [] } = profile;
  const [role] = Roles;
  if (role === undefined) return { kind: 'empty', profileName };
  return { kind: stateOfProfile(profile) === 'ready' ? 'well' : 'untrusted', profileName, role };
}
