import type { Principal } from '../request.ts';
import type { Principals } from './statements.ts';

/** How a Principal element names the caller, the closest first. */
export type Naming = 'everyone' | 'the caller itself' | 'whom the session acts for' | 'the account';

export const FROM_CLOSEST: readonly Naming[] = [
  'the caller itself',
  'everyone',
  'whom the session acts for',
  'the account',
];

/**
 * Every way in which a statement names the caller; none when it does not speak of it.
 * @param hasBoundary whether the caller has a permissions boundary
 */
export function namingsOf(
  { not, names }: Principals,
  allows: boolean,
  caller: Principal,
  hasBoundary: boolean,
): Naming[] {
  if (!not) return FROM_CLOSEST.filter((naming) => isNamedAs(naming, names, caller));
  // Rule: NotPrincipal with Allow is not supported.
  if (allows) return [];
  return isExempt(names, caller, hasBoundary) ? [] : ['everyone'];
}

type Names = Principals['names'];

function isNamedAs(naming: Naming, names: Names, caller: Principal): boolean {
  const listed = (kind: string, name: string): boolean => names.get(kind)?.includes(name) === true;
  switch (naming) {
    case 'everyone':
      return listed('AWS', '*');
    case 'the caller itself':
      return ownNames(caller).some(([kind, name]) => listed(kind, name));
    case 'whom the session acts for':
      return namesBehind(caller).some((name) => listed('AWS', name));
    case 'the account':
      return accountNames(caller).some(([kind, name]) => listed(kind, name));
  }
}

/** Rule: a user is named by ARN or unique id, a session by ARN, a service and a provider by name. */
function ownNames(caller: Principal): (readonly [kind: string, name: string])[] {
  switch (caller.kind) {
    case 'user':
      return [
        ['AWS', caller.arn],
        ['AWS', caller.id],
      ];
    case 'role-session':
      return [['AWS', caller.sessionArn]];
    case 'federated-user':
      return [['AWS', caller.arn]];
    case 'service':
      return [['Service', caller.service]];
    case 'external':
      return [['Federated', caller.provider]];
    case 'root':
    case 'anonymous':
      return [];
  }
}

/** Rule: a role's ARN or id names its sessions, a user's the federated sessions it made. */
function namesBehind(caller: Principal): string[] {
  switch (caller.kind) {
    case 'role-session':
      return [caller.roleArn, caller.roleId];
    case 'federated-user':
      return caller.issuer.kind === 'user' ? [caller.issuer.arn, caller.issuer.id] : [];
    default:
      return [];
  }
}

/** Rule: an account is named by its id, by its root's ARN in any partition, by S3's canonical id. */
function accountNames(caller: Principal): (readonly [kind: string, name: string])[] {
  if (!('accountId' in caller)) return [];
  const { accountId, canonicalUserId } = caller;
  const names: (readonly [string, string])[] = [['AWS', accountId]];
  for (const partition of ['aws', 'aws-cn', 'aws-us-gov']) {
    names.push(['AWS', `arn:${partition}:iam::${accountId}:root`]);
  }
  if (canonicalUserId !== undefined) names.push(['CanonicalUser', canonicalUserId]);
  return names;
}

/**
 * Rule: NotPrincipal exempts a caller only if its account is listed, and its user or session, and the
 * role of a session; whoever has a permissions boundary is never exempt.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
function isExempt(names: Names, caller: Principal, hasBoundary: boolean): boolean {
  if (hasBoundary) return false;
  const named = (naming: Naming): boolean => isNamedAs(naming, names, caller);
  if (named('everyone')) return true;
  switch (caller.kind) {
    case 'anonymous':
      return false;
    case 'service':
    case 'external':
      return named('the caller itself');
    case 'root':
      return named('the account');
    case 'user':
    case 'federated-user':
      return named('the account') && named('the caller itself');
    case 'role-session':
      return named('the account') && named('the caller itself') && named('whom the session acts for');
  }
}
