import { formatArn } from '../../kernel/arn.ts';
import type { Session } from '../../kernel/caller.ts';
import type { AssumedRoleUser, Credentials } from '../../model/generated/sts.ts';
import type { House } from '../../operation/house.ts';
import type { RoleToAssume } from './role-to-assume.ts';
import { sessionCredentials } from './session-credentials.ts';

/**
 * Makes a session of a role, once all that it takes was allowed.
 *
 * @throws AwsError PackedPolicyTooLarge
 */
export function issueRoleSession(
  house: Pick<House, 'clock' | 'ids' | 'sealer'>,
  { roleId, name: roleName, path, accountId }: RoleToAssume,
  sessionName: string,
  durationSeconds: number,
  session: Omit<Session, 'issuedAt' | 'expiresAt'>,
): { readonly Credentials: Credentials; readonly AssumedRoleUser: AssumedRoleUser } {
  const rolePath = path === '/' ? undefined : path;
  const resource = `assumed-role/${roleName}/${sessionName}`;
  return {
    Credentials: sessionCredentials(house, {
      accountId,
      principal: { kind: 'assumed-role', roleId, roleName, rolePath, sessionName },
      durationSeconds,
      session,
    }),
    AssumedRoleUser: {
      AssumedRoleId: `${roleId}:${sessionName}`,
      Arn: formatArn({ service: 'sts', region: '', accountId, resource }),
    },
  };
}
