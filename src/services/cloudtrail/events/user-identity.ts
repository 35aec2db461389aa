import type { AssumedRoleCaller, Caller, FederatedUserCaller, Session } from '../../../kernel/caller.ts';
import type { TrailEntry } from '../../../operation/trail.ts';
import { parseArn } from '../../../kernel/arn.ts';

/** What an event says of who asked; members that do not apply are absent. */
type UserIdentity = Readonly<Record<string, unknown>>;

/**
 * Who asked, as CloudTrail writes it.
 *
 * @param accountId who reads it: of another account's caller it learns the account alone
 * @see https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-event-reference-user-identity.html
 */
export function userIdentityOf(entry: TrailEntry, accountId: string): UserIdentity {
  const { caller, identity, operation, calledVia } = entry;
  if (identity !== undefined) {
    const { provider, audience, subject } = identity;
    return {
      type: operation === 'AssumeRoleWithSAML' ? 'SAMLUser' : 'WebIdentityUser',
      principalId: `${provider}:${audience}:${subject}`,
      userName: subject,
      identityProvider: provider,
    };
  }
  if (caller === undefined || caller.kind === 'anonymous') {
    return { type: 'AWSAccount', principalId: '', accountId: 'anonymous' };
  }
  if (caller.kind === 'service') return { type: 'AWSService', invokedBy: caller.service };
  if (caller.accountId !== accountId) {
    return { type: 'AWSAccount', principalId: caller.userId, accountId: caller.accountId };
  }
  return {
    ...namedIn(caller),
    ...(caller.session === undefined ? {} : { sessionContext: sessionContextOf(caller, caller.session) }),
    ...(calledVia === undefined ? {} : { invokedBy: calledVia.at(-1) }),
  };
}

type SignedCaller = Exclude<Caller, { readonly kind: 'anonymous' | 'service' }>;

function namedIn(caller: SignedCaller): UserIdentity {
  const { userId: principalId, arn, accountId, accessKeyId } = caller;
  const common = { principalId, arn, accountId, accessKeyId };
  switch (caller.kind) {
    case 'root':
      return { type: 'Root', ...common };
    case 'user':
      return { type: 'IAMUser', ...common, userName: caller.userName };
    case 'assumed-role':
      return { type: 'AssumedRole', ...common };
    case 'federated-user':
      return { type: 'FederatedUser', ...common };
  }
}

function sessionContextOf(caller: SignedCaller, session: Session): UserIdentity {
  const { contextKeys = {}, sourceIdentity } = session;
  const instance = contextKeys['ec2:SourceInstanceARN'];
  const delivery = contextKeys['ec2:RoleDelivery'];
  return {
    ...issuerOf(caller),
    attributes: {
      creationDate: new Date(session.issuedAt).toISOString().replace(/\.\d+Z$/, 'Z'),
      mfaAuthenticated: String(session.mfaAt !== undefined),
    },
    ...(sourceIdentity === undefined ? {} : { sourceIdentity }),
    ...(delivery === undefined ? {} : { ec2RoleDelivery: delivery }),
    ...(instance === undefined
      ? {}
      : { inScopeOf: { issuerType: 'AWS::EC2::Instance', credentialsIssuedTo: instance } }),
  };
}

/** Whose credentials made the session; of GetSessionToken's none is told, for it is the same identity. */
function issuerOf(caller: SignedCaller): UserIdentity {
  switch (caller.kind) {
    case 'root':
    case 'user':
      return {};
    case 'assumed-role':
      return { sessionIssuer: roleOf(caller) };
    case 'federated-user':
      return { sessionIssuer: issuingUser(caller) };
  }
}

function roleOf({ principalId, principalArn: arn, accountId, roleName }: AssumedRoleCaller): UserIdentity {
  return { type: 'Role', principalId, arn, accountId, userName: roleName };
}

function issuingUser({ issuer: { kind, principalId, arn } }: FederatedUserCaller): UserIdentity {
  const accountId = parseArn(arn)?.accountId;
  if (kind === 'root') return { type: 'Root', principalId, arn, accountId };
  return { type: 'IAMUser', principalId, arn, accountId, userName: arn.slice(arn.lastIndexOf('/') + 1) };
}

/** The name in an event's head: the user's, a role's session's, `root`; a service has none. */
export function userNameOf({ caller, identity }: TrailEntry): string | undefined {
  if (identity !== undefined) return identity.subject;
  switch (caller?.kind) {
    case 'root':
      return 'root';
    case 'user':
      return caller.userName;
    case 'assumed-role':
      return caller.sessionName;
    case 'federated-user':
      return caller.federatedName;
    case 'service':
    case 'anonymous':
    case undefined:
      return undefined;
  }
}

/** The key that signed. */
export function accessKeyOf({ caller }: TrailEntry): string | undefined {
  return caller !== undefined && 'accessKeyId' in caller ? caller.accessKeyId : undefined;
}
