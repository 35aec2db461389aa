import { AwsError } from '../kernel/aws-error.ts';
import type { Caller, Session } from '../kernel/caller.ts';
import type { Operation } from './operation.ts';

/**
 * What temporary credentials may never do, whatever policies say.
 *
 * @throws AwsError AccessDenied or InvalidClientTokenId, in AWS's words
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_sts-comparison.html
 */
export function assertSessionMay(caller: Caller, operation: Pick<Operation, 'service' | 'name'>): void {
  const session = 'session' in caller ? caller.session : undefined;
  if (session === undefined) return;
  if (isBarred(session, operation)) {
    throw new AwsError('AccessDenied', 403, `Cannot call ${operation.name} with session credentials`);
  }
  if (operation.service === 'iam' && isBarredFromIam(session)) {
    throw new AwsError('InvalidClientTokenId', 403, 'The security token included in the request is invalid');
  }
}

function isBarred(session: Session, { service, name }: Pick<Operation, 'service' | 'name'>): boolean {
  if (service !== 'sts' || name === 'GetCallerIdentity') return false;
  switch (session.madeBy) {
    case 'GetSessionToken':
      return name !== 'AssumeRole';
    case 'GetFederationToken':
      return true;
    case 'AssumeRole':
    case 'AssumeRoleWithWebIdentity':
    case 'AssumeRoleWithSAML':
    case 'InstanceIdentityDocument':
      return name === 'GetSessionToken' || name === 'GetFederationToken';
  }
}

function isBarredFromIam(session: Session): boolean {
  if (session.madeBy === 'GetFederationToken') return true;
  return session.madeBy === 'GetSessionToken' && session.mfaAt === undefined;
}
