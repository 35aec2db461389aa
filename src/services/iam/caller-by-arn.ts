import { iamArn, parseArn } from '../../kernel/arn.ts';
import type { Caller } from '../../kernel/caller.ts';
import type { House } from '../../operation/house.ts';
import { findOwner } from './shared/owners.ts';

const NAMED: ReadonlySet<string> = new Set(['user', 'role', 'assumed-role']);

/**
 * The user, or a session of the role, that an ARN names: in the ARN's account, or where the house does
 * not have that one, of the same name in its own, into which policies may have been imported.
 *
 * @param arn of a user, a role or a role's session
 * @returns `undefined` when there is nobody of that name
 */
export async function callerByArn(house: House, arn: string): Promise<Caller | undefined> {
  const parsed = parseArn(arn);
  const parts = parsed?.resource.split('/') ?? [];
  const [form] = parts;
  const isSession = form === 'assumed-role';
  const name = isSession ? parts[1] : parts.at(-1);
  const given = isSession ? parts[2] : undefined;
  if (parsed === undefined || name === undefined || !NAMED.has(form ?? '')) return undefined;
  const kind = form === 'user' ? 'user' : 'role';
  const owner = await house.store.read(
    async (tx) =>
      (await findOwner(tx, kind, parsed.accountId, name)) ??
      (await findOwner(tx, kind, house.settings.accountId, name)),
  );
  if (owner === undefined) return undefined;
  const { accountId, id: principalId } = owner;
  if (kind === 'user') {
    return {
      ...{ kind, accountId, arn: owner.arn, principalArn: owner.arn, userId: principalId, principalId },
      ...{ userName: owner.name, path: owner.path },
    };
  }
  const sessionName = given ?? 'session';
  const now = house.clock.now().getTime();
  return {
    kind: 'assumed-role',
    accountId,
    arn: iamArn(accountId, `assumed-role/${owner.name}/${sessionName}`).replace(':iam:', ':sts:'),
    principalArn: owner.arn,
    userId: `${principalId}:${sessionName}`,
    principalId,
    roleName: owner.name,
    sessionName,
    session: { issuedAt: now, expiresAt: now + 3_600_000, madeBy: 'AssumeRole' },
  };
}
