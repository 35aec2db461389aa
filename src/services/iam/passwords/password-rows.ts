import type { PasswordPolicy } from '../../../model/generated/iam.ts';
import type { House } from '../../../operation/house.ts';
import type { LoginProfileRow } from '../../../store/credential-tables.ts';
import type { ReadTx } from '../../../store/store.ts';
import { credentialErrors } from '../credential-errors.ts';
import { noSuchLoginProfile } from '../errors.ts';
import { hashSecret, isSecretOf } from '../shared/secret-hash.ts';
import { requireUser } from '../users/user-rows.ts';
import { assertPassword, findPasswordPolicy } from './password-policy.ts';

/** The longest memory that a policy can ask for. */
const MOST_EARLIER = 24;

export function findLoginProfile(tx: ReadTx, userId: string): Promise<LoginProfileRow | undefined> {
  return tx.selectFrom('login_profiles').selectAll().where('user_id', '=', userId).executeTakeFirst();
}

/** @throws AwsError NoSuchEntity */
export async function requireLoginProfile(
  tx: ReadTx,
  userId: string,
  userName: string,
): Promise<LoginProfileRow> {
  const profile = await findLoginProfile(tx, userId);
  if (profile === undefined) throw noSuchLoginProfile(userName);
  return profile;
}

/** A user's password and what the account asks of it. */
interface Passwords {
  readonly profile: LoginProfileRow | undefined;
  readonly policy: PasswordPolicy | undefined;
  readonly alias: string | null;
}

/** @throws AwsError NoSuchEntity when there is not even the user */
export function readPasswords(house: House, accountId: string, userName: string): Promise<Passwords> {
  return house.store.read(async (tx) => {
    const user = await requireUser(tx, accountId, userName);
    const account = await tx
      .selectFrom('accounts')
      .select('alias')
      .where('account_id', '=', accountId)
      .executeTakeFirst();
    return {
      profile: await findLoginProfile(tx, user.user_id),
      policy: await findPasswordPolicy(tx, accountId),
      alias: account?.alias ?? null,
    };
  });
}

/**
 * A new password, ready to be stored. Hashing takes a while, so it is done outside any transaction.
 *
 * @throws AwsError PasswordPolicyViolation
 */
export async function preparePassword(
  house: House,
  accountId: string,
  password: string,
  { profile, policy, alias }: Passwords,
): Promise<Pick<LoginProfileRow, 'password' | 'earlier' | 'changed_at'>> {
  assertPassword(password, policy, { accountId, alias });
  const earlier =
    profile === undefined ? [] : [profile.password, ...(JSON.parse(profile.earlier) as string[])];
  const barred = earlier.slice(0, policy?.PasswordReusePrevention ?? 0);
  if ((await Promise.all(barred.map((hash) => isSecretOf(hash, password)))).includes(true)) {
    throw credentialErrors.passwordPolicyViolation(
      'Password does not conform to the account password policy.',
    );
  }
  return {
    password: await hashSecret(password, house.ids.token(32)),
    earlier: JSON.stringify(earlier.slice(0, MOST_EARLIER)),
    changed_at: house.clock.now().getTime(),
  };
}
