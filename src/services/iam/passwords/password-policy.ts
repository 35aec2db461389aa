import type { PasswordPolicy } from '../../../model/generated/iam.ts';
import type { ReadTx } from '../../../store/store.ts';
import { credentialErrors } from '../credential-errors.ts';

/** What IAM calls a symbol in a password. */
const SYMBOL = /[!@#$%^&*()_+\-=[\]{}|']/;

/** The account's password policy; `undefined` when it has none of its own. */
export async function findPasswordPolicy(tx: ReadTx, accountId: string): Promise<PasswordPolicy | undefined> {
  const row = await tx
    .selectFrom('password_policies')
    .select('policy')
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row && (JSON.parse(row.policy) as PasswordPolicy);
}

/**
 * Checks a password against the account's policy, or against IAM's own where the account has none: 8
 * characters of three kinds at least, and not the account's name.
 *
 * @throws AwsError PasswordPolicyViolation
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_passwords_account-policy.html
 */
export function assertPassword(
  password: string,
  policy: PasswordPolicy | undefined,
  account: { readonly accountId: string; readonly alias: string | null },
): void {
  const missing = policy === undefined ? missingByDefault(password, account) : missingOf(password, policy);
  if (missing !== undefined) throw credentialErrors.passwordPolicyViolation(missing);
}

function missingOf(password: string, policy: PasswordPolicy): string | undefined {
  const least = policy.MinimumPasswordLength ?? 6;
  if (password.length < least) return `Password should have a minimum length of ${least}`;
  if (policy.RequireSymbols === true && !SYMBOL.test(password)) {
    return "Password should have at least one of the following symbols: ! @ # $ % ^ & * ( ) _ + - = [ ] { } | '";
  }
  if (policy.RequireNumbers === true && !/\d/.test(password))
    return 'Password should have at least one number';
  if (policy.RequireUppercaseCharacters === true && !/[A-Z]/.test(password)) {
    return 'Password should have at least one uppercase letter';
  }
  if (policy.RequireLowercaseCharacters === true && !/[a-z]/.test(password)) {
    return 'Password should have at least one lowercase letter';
  }
  return undefined;
}

function missingByDefault(
  password: string,
  { accountId, alias }: { readonly accountId: string; readonly alias: string | null },
): string | undefined {
  const kinds = [SYMBOL, /\d/, /[A-Z]/, /[a-z]/].filter((kind) => kind.test(password)).length;
  if (password.length >= 8 && kinds >= 3 && password !== accountId && password !== alias) return undefined;
  return 'Password does not conform to the account password policy.';
}
