import type { Principal } from './request.ts';

/**
 * How a policy's Principal element names the caller, weakest first. What an Allow in a resource policy
 * makes needless depends on it.
 */
export type Naming =
  /** Only the account: it hands the decision on to the account's IAM policies. */
  | 'account'
  /** The role of which the caller is a session, or the user for whom a federated session was made. */
  | 'behind'
  /** The very caller: the user, the session, the federated user, the service. */
  | 'itself'
  /** `*`. */
  | 'everyone';

/** A Principal or NotPrincipal element, compiled. */
export interface PrincipalMatcher {
  /** How it names the caller; `undefined` when it does not. @param limited whether a permissions boundary is set */
  names(principal: Principal, limited: boolean): Naming | undefined;
}

/** A Principal element in full form: kinds of principal with their values; `*` is `{ AWS: ['*'] }`. */
export type PrincipalElement = Readonly<Record<string, readonly string[]>>;

/** Compiles a Principal element. Names are compared whole: no part of them may be a wildcard. */
export function compilePrincipal(element: PrincipalElement): PrincipalMatcher {
  const named = collect(element);
  return { names: (principal) => naming(named, principal) };
}

/**
 * Compiles the NotPrincipal element of a Deny: it names everyone but those it lists. To be exempt, a
 * caller's account, and role, and session must all be listed; whoever has a permissions boundary is
 * never exempt.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html
 */
export function compileNotPrincipal(element: PrincipalElement): PrincipalMatcher {
  const listed = collect(element);
  return {
    names: (principal, limited) => (!limited && isExempt(listed, principal) ? undefined : 'everyone'),
  };
}

interface Named {
  readonly everyone: boolean;
  /** Account ids. */
  readonly accounts: ReadonlySet<string>;
  /** ARNs of users, roles, sessions; unique ids. */
  readonly identities: ReadonlySet<string>;
  readonly services: ReadonlySet<string>;
  readonly providers: ReadonlySet<string>;
  readonly canonicalUsers: ReadonlySet<string>;
}

const ACCOUNT = /^(?:arn:[\w-]+:iam::)?(\d{12})(:root)?$/;

function collect(element: PrincipalElement): Named {
  const accounts = new Set<string>();
  const identities = new Set<string>();
  const aws = element['AWS'] ?? [];
  for (const name of aws) {
    const account = accountNamedBy(name);
    if (account === undefined) identities.add(name);
    else accounts.add(account);
  }
  return {
    everyone: aws.includes('*'),
    accounts,
    identities,
    services: new Set(element['Service']),
    providers: new Set(element['Federated']),
    canonicalUsers: new Set(element['CanonicalUser']),
  };
}

/** The account in `123456789012` or `arn:aws:iam::123456789012:root`. */
export function accountNamedBy(name: string): string | undefined {
  const [, account, root] = ACCOUNT.exec(name) ?? [];
  return name.startsWith('arn:') === (root !== undefined) ? account : undefined;
}

function naming(named: Named, principal: Principal): Naming | undefined {
  if (named.everyone) return 'everyone';
  const { identities } = named;
  switch (principal.kind) {
    case 'anonymous':
      return undefined;
    case 'service':
      return named.services.has(principal.service) ? 'itself' : undefined;
    case 'external':
      return named.providers.has(principal.provider) ? 'itself' : undefined;
    case 'user':
      if (identities.has(principal.arn) || identities.has(principal.id)) return 'itself';
      break;
    case 'role-session':
      if (identities.has(principal.sessionArn)) return 'itself';
      if (identities.has(principal.roleArn) || identities.has(principal.roleId)) return 'behind';
      break;
    case 'federated-user':
      if (identities.has(principal.arn)) return 'itself';
      if (identities.has(principal.issuer.arn) || identities.has(principal.issuer.id)) return 'behind';
      break;
    case 'root':
      break;
  }
  return namesAccount(named, principal) ? 'account' : undefined;
}

function namesAccount(
  named: Named,
  principal: { readonly accountId: string; readonly canonicalUserId?: string | undefined },
): boolean {
  const { accountId, canonicalUserId } = principal;
  if (named.accounts.has(accountId)) return true;
  return canonicalUserId !== undefined && named.canonicalUsers.has(canonicalUserId);
}

function isExempt(listed: Named, principal: Principal): boolean {
  if (listed.everyone) return true;
  const { identities } = listed;
  switch (principal.kind) {
    case 'anonymous':
      return false;
    case 'service':
      return listed.services.has(principal.service);
    case 'external':
      return listed.providers.has(principal.provider);
    case 'root':
      return namesAccount(listed, principal);
    case 'user':
      return (
        (identities.has(principal.arn) || identities.has(principal.id)) && namesAccount(listed, principal)
      );
    case 'role-session':
      return (
        identities.has(principal.sessionArn) &&
        (identities.has(principal.roleArn) || identities.has(principal.roleId)) &&
        namesAccount(listed, principal)
      );
    case 'federated-user':
      return identities.has(principal.arn) && namesAccount(listed, principal);
  }
}
