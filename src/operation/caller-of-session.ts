import type { SealedSession } from '../credentials/sealed-session.ts';
import type { AssumedRoleCaller, Caller } from '../kernel/caller.ts';
import { formatArn, iamArn } from '../kernel/arn.ts';
import { type Soon, whenThere } from '../kernel/soon.ts';
import type { Identities, RoleIdentity } from './identities.ts';

/**
 * Whom temporary credentials speak for: the principal they were made for, as long as it exists.
 *
 * @returns `undefined` when the role or user was deleted since, also when one of the same name exists again
 */
export function callerOfSession(
  identities: Identities,
  sealed: SealedSession,
  epoch: number,
): Soon<Caller | undefined> {
  const { accessKeyId, accountId, principal, session } = sealed;
  switch (principal.kind) {
    case 'assumed-role':
      return whenThere(
        identities.roleById(principal.roleId, epoch),
        (role) => role && sessionOf(role, sealed, principal.sessionName),
      );
    case 'instance':
      return instanceItself({ ...sealed, instanceId: principal.instanceId });
    case 'user':
      return whenThere(
        identities.userById(principal.userId, epoch),
        (user) => user && { ...user, accessKeyId, session },
      );
    case 'root': {
      const arn = iamArn(accountId, 'root');
      return { kind: 'root', accountId, arn, principalArn: arn, userId: accountId, accessKeyId, session };
    }
    case 'federated-user': {
      const arn = stsArn(accountId, `federated-user/${principal.name}`);
      const { name: federatedName, issuer } = principal;
      const userId = `${accountId}:${federatedName}`;
      return {
        kind: 'federated-user',
        accountId,
        arn,
        principalArn: arn,
        userId,
        federatedName,
        issuer,
        accessKeyId,
        session,
      };
    }
  }
}

/** The last caller that was made of a session, and the role as it was then: it is read anew when identities change. */
const made = new WeakMap<
  SealedSession,
  { readonly role: RoleIdentity; readonly caller: AssumedRoleCaller }
>();

function sessionOf(role: RoleIdentity, sealed: SealedSession, sessionName: string): AssumedRoleCaller {
  const known = made.get(sealed);
  if (known?.role === role) return known.caller;
  const { accessKeyId, accountId, session } = sealed;
  const caller: AssumedRoleCaller = {
    kind: 'assumed-role',
    accountId,
    arn: stsArn(accountId, `assumed-role/${role.name}/${sessionName}`),
    principalArn: role.arn,
    userId: `${role.roleId}:${sessionName}`,
    principalId: role.roleId,
    roleName: role.name,
    sessionName,
    accessKeyId,
    session,
  };
  made.set(sealed, { role, caller });
  return caller;
}

/** The role of every instance's identity: it is in no account's list, and no policy is attached to it. */
const INSTANCE_IDENTITY_ROLE = 'aws:ec2-instance';

/** An instance that says who it is, by its identity's credentials or by its identity document, which has no key. */
type InstanceSession = Pick<AssumedRoleCaller, 'accountId' | 'accessKeyId' | 'session'> & {
  readonly instanceId: string;
};

/**
 * The instance itself as a caller.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html#ec2-instance-identity-roles
 */
export function instanceItself({
  accessKeyId,
  accountId,
  session,
  instanceId,
}: InstanceSession): AssumedRoleCaller {
  const principalId = `${accountId}:${INSTANCE_IDENTITY_ROLE}`;
  return {
    kind: 'assumed-role',
    accountId,
    arn: stsArn(accountId, `assumed-role/${INSTANCE_IDENTITY_ROLE}/${instanceId}`),
    principalArn: iamArn(accountId, `role/${INSTANCE_IDENTITY_ROLE}`),
    userId: `${principalId}:${instanceId}`,
    principalId,
    roleName: INSTANCE_IDENTITY_ROLE,
    sessionName: instanceId,
    accessKeyId,
    session,
  };
}

function stsArn(accountId: string, resource: string): string {
  return formatArn({ service: 'sts', region: '', accountId, resource });
}
