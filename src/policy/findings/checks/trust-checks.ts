import { compileGlob } from '../../glob.ts';
import { isTrustPolicy, type Inquiry } from '../inquiry.ts';
import type { PrincipalNameView, StatementView } from '../policy-view.ts';

/** What only a role's trust policy must heed. */
export function checkTrust(inquiry: Inquiry, statement: StatementView): void {
  if (!isTrustPolicy(inquiry)) return;
  const { report } = inquiry;
  const { principal, resource } = statement;
  if (resource !== undefined) report('ROLE_TRUST_POLICY_SYNTAX_ERROR_RESOURCE', {}, resource.place);
  if (principal === undefined) return;
  if (principal.element === 'NotPrincipal') {
    report('ROLE_TRUST_POLICY_SYNTAX_ERROR_NOTPRINCIPAL', {}, principal.place);
    return;
  }
  if (principal.isStar) {
    report('ROLE_TRUST_POLICY_UNSUPPORTED_WILDCARD_IN_PRINCIPAL', {}, principal.place);
  }
  checkRolesAndSessions(inquiry, principal.names);
  checkRolesAnywhere(inquiry, statement, principal.names);
  checkFederated(inquiry, statement, principal.names);
}

/** A session's role is named beside it. */
function checkRolesAndSessions({ report }: Inquiry, names: readonly PrincipalNameView[]): void {
  const roles = new Map<string, string>();
  for (const { value } of names) {
    const [, account, path] = /^arn:[\w-]+:iam::(\d{12}):role\/(.+)$/.exec(value) ?? [];
    const name = path?.slice(path.lastIndexOf('/') + 1);
    if (name !== undefined) roles.set(`${account} ${name}`, value);
  }
  for (const { value: redundantPrincipal, place } of names) {
    const [, account, name] =
      /^arn:[\w-]+:(?:sts|iam)::(\d{12}):assumed-role\/([^/]+)\/.+$/.exec(redundantPrincipal) ?? [];
    const parentRole = roles.get(`${account} ${name}`);
    if (parentRole === undefined) continue;
    report('REDUNDANT_PRINCIPAL_IN_ROLE_TRUST_POLICY', { redundantPrincipal, parentRole }, place);
  }
}

const ROLES_ANYWHERE_ACTIONS = ['sts:assumerole', 'sts:setsourceidentity', 'sts:tagsession'];

function checkRolesAnywhere(
  { report, policy }: Inquiry,
  { effect, action, place }: StatementView,
  names: readonly PrincipalNameView[],
): void {
  if (effect !== 'Allow' || action === undefined || action.negated || !namesRolesAnywhere(names)) return;
  // Several statements may grant them together.
  const granted = policy.statements.filter(
    ({ effect: other, principal }) => other === 'Allow' && namesRolesAnywhere(principal?.names ?? []),
  );
  const patterns = granted.flatMap((statement) =>
    statement.action?.negated === false
      ? statement.action.values.map(({ value }) => value.toLowerCase())
      : [],
  );
  const all = ROLES_ANYWHERE_ACTIONS.every((needed) =>
    patterns.some((pattern) => compileGlob(pattern)(needed)),
  );
  if (!all) report('MISSING_ACTION_FOR_ROLES_ANYWHERE_TRUST_POLICY', {}, action.place, place);
}

function namesRolesAnywhere(names: readonly PrincipalNameView[]): boolean {
  return names.some(({ kind, value }) => kind === 'Service' && value === 'rolesanywhere.amazonaws.com');
}

const SAML = /^arn:[\w-]+:iam::\d{12}:saml-provider\/[\w._-]+$/;
const OIDC = /^(?:arn:[\w-]+:iam::\d{12}:oidc-provider\/)?([\w-]+(?:\.[\w-]+)+(?:\/[^\s]*)?)$/;
const GITHUB = 'token.actions.githubusercontent.com';

function checkFederated(
  inquiry: Inquiry,
  statement: StatementView,
  names: readonly PrincipalNameView[],
): void {
  const { report } = inquiry;
  for (const { kind, value, place } of names) {
    if (kind === 'Federated' && !SAML.test(value) && !OIDC.test(value)) {
      report('INVALID_FEDERATED_PRINCIPAL_SYNTAX_IN_ROLE_TRUST_POLICY', {}, place);
    }
  }
  checkActionSuits(
    inquiry,
    statement,
    'sts:assumerolewithsaml',
    names.filter((name) => !isSaml(name)),
  );
  checkActionSuits(
    inquiry,
    statement,
    'sts:assumerolewithwebidentity',
    names.filter((name) => !isOidc(name)),
  );
  if (statement.effect === 'Allow') checkClaims(inquiry, statement, names);
}

function isSaml({ kind, value }: PrincipalNameView): boolean {
  return kind === 'Federated' && SAML.test(value);
}

function isOidc({ kind, value }: PrincipalNameView): boolean {
  return kind === 'Federated' && !SAML.test(value) && OIDC.test(value);
}

/** An action that only some principals can take, said of others alone. */
function checkActionSuits(
  { report }: Inquiry,
  { action, principal }: StatementView,
  name: string,
  unsuited: readonly PrincipalNameView[],
): void {
  if (action === undefined || action.negated || unsuited.length === 0) return;
  if (unsuited.length < (principal?.names.length ?? 0)) return;
  const written = action.values.find(({ value }) => value.toLowerCase() === name);
  if (written === undefined) return;
  const principals = unsuited.map(({ value }) => value).join(', ');
  report(
    'MISMATCHED_ACTION_FOR_PRINCIPAL',
    { action: written.value, principals },
    written.place,
    ...unsuited.map(({ place }) => place),
  );
}

/** Whoever trusts a web identity provider says which of its tokens. */
function checkClaims(
  { report }: Inquiry,
  { conditions }: StatementView,
  names: readonly PrincipalNameView[],
): void {
  for (const name of names.filter(isOidc)) {
    const [, host = ''] = OIDC.exec(name.value) ?? [];
    const claims = conditions.filter(({ lowerCaseKey }) => lowerCaseKey.startsWith(`${host.toLowerCase()}:`));
    if (claims.length === 0) report('MISSING_CONDITION_KEY_FOR_OIDC_PRINCIPAL', {}, name.place);
    if (host === GITHUB) {
      const subject = claims.filter(({ lowerCaseKey }) => lowerCaseKey === `${GITHUB}:sub`);
      if (subject.length === 0) report('MISSING_GITHUB_REPO_CONDITION_KEY', {}, name.place);
      const wild = subject.flatMap(({ values }) => values.filter(({ value }) => leavesRepositoryOpen(value)));
      for (const { place } of wild) report('SPECIFIC_GITHUB_REPO_AND_BRANCH_RECOMMENDED', {}, place);
    }
    for (const { lowerCaseKey, use, key, keyAt } of claims) {
      if (lowerCaseKey.endsWith(':aud') && use?.qualifier === 'ForAnyValue') {
        report('FORANYVALUE_WITH_AUDIENCE_CLAIM_TYPE', { key }, keyAt);
      }
    }
  }
}

/** A wildcard in the subject, `repo:owner/name:…`. */
function leavesRepositoryOpen(subject: string): boolean {
  return /[*?]/.test(subject);
}
