import { iamArn } from '../../../kernel/arn.ts';
import type { PasswordPolicy } from '../../../model/generated/iam.ts';
import type { ReadTx } from '../../../store/store.ts';
import { arnOf } from '../shared/arns.ts';
import { findPasswordPolicy } from '../passwords/password-policy.ts';

/**
 * The columns of a live report, in their order.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_getting-report.html
 */
const COLUMNS =
  'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,' +
  'password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,' +
  'access_key_1_last_used_date,access_key_1_last_used_region,access_key_1_last_used_service,' +
  'access_key_2_active,access_key_2_last_rotated,access_key_2_last_used_date,' +
  'access_key_2_last_used_region,access_key_2_last_used_service,cert_1_active,cert_1_last_rotated,' +
  'cert_2_active,cert_2_last_rotated';

const NONE = 'N/A';
const DAY_MS = 24 * 3600 * 1000;

/** All that several users have, each table read once. */
interface Tables {
  readonly logins: ReadonlyMap<string, Login>;
  readonly keys: ReadonlyMap<string, readonly Key[]>;
  readonly certificates: ReadonlyMap<string, readonly Dated[]>;
  readonly withMfa: ReadonlySet<string>;
  readonly policy: PasswordPolicy | undefined;
}

interface Dated {
  readonly user_id: string;
  readonly status: string;
  readonly created_at: number;
}

interface Key extends Dated {
  readonly used_at: number | null;
  readonly service: string | null;
  readonly region: string | null;
}

interface Login {
  readonly user_id: string;
  readonly changed_at: number;
}

/** The account's credentials as AWS reports them: CSV, a line a user, root first. */
export async function credentialReport(tx: ReadTx, accountId: string): Promise<string> {
  const account = await tx
    .selectFrom('accounts')
    .select('created_at')
    .where('account_id', '=', accountId)
    .executeTakeFirstOrThrow();
  const users = await tx
    .selectFrom('users')
    .selectAll()
    .where('account_id', '=', accountId)
    .orderBy('name_key')
    .execute();
  const tables = await readTables(tx, accountId);
  const lines = users.map((user) => {
    const { user_id: id, name, created_at } = user;
    return [name, arnOf('user', user), time(created_at), ...credentialsOf(id, tables)].join(',');
  });
  return [COLUMNS, rootLine(accountId, account.created_at), ...lines].join('\n');
}

async function readTables(tx: ReadTx, accountId: string): Promise<Tables> {
  const keys = await tx
    .selectFrom('access_keys')
    .leftJoin('last_uses', 'last_uses.id', 'access_keys.access_key_id')
    .select(['access_keys.user_id', 'access_keys.status', 'access_keys.created_at'])
    .select(['last_uses.used_at', 'last_uses.service', 'last_uses.region'])
    .where('access_keys.account_id', '=', accountId)
    .orderBy('access_keys.created_at')
    .execute();
  const certificates = await tx
    .selectFrom('signing_certificates')
    .select(['user_id', 'status', 'created_at'])
    .where('account_id', '=', accountId)
    .orderBy('created_at')
    .execute();
  const logins = await tx
    .selectFrom('login_profiles')
    .innerJoin('users', 'users.user_id', 'login_profiles.user_id')
    .select(['login_profiles.user_id', 'login_profiles.changed_at'])
    .where('users.account_id', '=', accountId)
    .execute();
  const devices = await tx
    .selectFrom('mfa_devices')
    .select('user_id')
    .where('account_id', '=', accountId)
    .where('user_id', 'is not', null)
    .execute();
  return {
    keys: byUser(keys),
    certificates: byUser(certificates),
    logins: new Map(logins.map((row) => [row.user_id, row])),
    withMfa: new Set(devices.map((row) => row.user_id ?? '')),
    policy: await findPasswordPolicy(tx, accountId),
  };
}

/** The columns from `password_enabled` on. Nobody signs in with a password here, so none was ever used. */
function credentialsOf(userId: string, tables: Tables): readonly string[] {
  const login = tables.logins.get(userId);
  const keys = tables.keys.get(userId) ?? [];
  const certificates = tables.certificates.get(userId) ?? [];
  return [
    ...(login === undefined
      ? ['false', NONE, NONE, NONE]
      : ['true', 'no_information', time(login.changed_at), nextRotation(login, tables.policy)]),
    String(tables.withMfa.has(userId)),
    ...keyColumns(keys[0]),
    ...keyColumns(keys[1]),
    ...certificateColumns(certificates[0]),
    ...certificateColumns(certificates[1]),
  ];
}

function nextRotation({ changed_at }: Login, policy: PasswordPolicy | undefined): string {
  const days = policy?.MaxPasswordAge;
  return days === undefined ? NONE : time(changed_at + days * DAY_MS);
}

function keyColumns(key: Key | undefined): readonly string[] {
  if (key === undefined) return ['false', NONE, NONE, NONE, NONE];
  const used = key.used_at === null ? NONE : time(key.used_at);
  return [active(key), time(key.created_at), used, key.region ?? NONE, key.service ?? NONE];
}

function certificateColumns(certificate: Dated | undefined): readonly string[] {
  return certificate === undefined ? ['false', NONE] : [active(certificate), time(certificate.created_at)];
}

/** Root's key is the operator's and its password nobody's: AWS's words for what is not told of root. */
function rootLine(accountId: string, createdAt: number): string {
  const password = ['not_supported', 'no_information', 'not_supported', 'not_supported'];
  const rest = ['false', ...keyColumns(undefined), ...keyColumns(undefined), 'false', NONE, 'false', NONE];
  return ['<root_account>', iamArn(accountId, 'root'), time(createdAt), ...password, ...rest].join(',');
}

function active({ status }: Dated): string {
  return String(status === 'Active');
}

function time(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, '+00:00');
}

function byUser<Row extends { readonly user_id: string }>(
  rows: readonly Row[],
): ReadonlyMap<string, readonly Row[]> {
  const users = new Map<string, Row[]>();
  for (const row of rows) {
    const known = users.get(row.user_id);
    if (known === undefined) users.set(row.user_id, [row]);
    else known.push(row);
  }
  return users;
}
