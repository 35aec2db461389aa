import { isTrustPolicy, type Inquiry } from '../inquiry.ts';
import type { ConditionView, PrincipalView, StatementView } from '../policy-view.ts';
import { isServicePrincipal } from './condition-meaning-checks.ts';

/** Who is named is named as may be, and a service only on behalf of someone. */
export function checkPrincipals(inquiry: Inquiry, statement: StatementView): void {
  const { principal, effect } = statement;
  if (principal === undefined || inquiry.type !== 'RESOURCE_POLICY') return;
  if (principal.element === 'NotPrincipal' && effect === 'Allow' && !isTrustPolicy(inquiry)) {
    inquiry.report('ALLOW_WITH_NOT_PRINCIPAL', {}, principal.place);
  }
  checkNames(inquiry, principal);
  if (principal.element === 'Principal') checkServices(inquiry, statement, principal);
}

function checkNames(inquiry: Inquiry, principal: PrincipalView): void {
  const { report } = inquiry;
  for (const { kind, value, place } of principal.names) {
    if (value !== '*' || kind !== 'AWS') {
      if (/[*?]/.test(value)) report('UNSUPPORTED_WILDCARD_IN_PRINCIPAL', { principalKey: kind }, place);
    }
    if (kind === 'AWS' && /^AROA[A-Z0-9]+$/.test(value))
      report('INVALID_ROLE_REFERENCE', { roleId: value }, place);
    if (kind === 'AWS' && /^AIDA[A-Z0-9]+$/.test(value))
      report('INVALID_USER_REFERENCE', { userId: value }, place);
    if (kind === 'Federated' && inquiry.resourceType !== undefined && !isTrustPolicy(inquiry)) {
      report('FEDERATED_PRINCIPAL_NOT_SUPPORTED', {}, place);
    }
    if (kind === 'Service' && !/[*?]/.test(value) && !isServicePrincipal(value)) {
      const expectedFormat = 'service-name.amazonaws.com';
      report('INVALID_SERVICE_PRINCIPAL_FORMAT', { expectedFormat }, place);
    }
  }
}

/** Keys that tell for whom a service acts. */
const SOURCES: ReadonlySet<string> = new Set([
  'aws:sourcearn',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
]);
/** Keys of the caller's organization, which a service has none of. */
const NOT_FOR_SERVICES: ReadonlySet<string> = new Set(['aws:principalorgid', 'aws:principalorgpaths']);

function checkServices(inquiry: Inquiry, statement: StatementView, { names }: PrincipalView): void {
  const services = names.filter(({ kind }) => kind === 'Service');
  const { report } = inquiry;
  if (services.length === 0 || statement.effect !== 'Allow') return;
  const { conditions } = statement;
  const foreign = conditions.filter(({ lowerCaseKey }) => NOT_FOR_SERVICES.has(lowerCaseKey));
  if (foreign.length > 0) {
    const conditionKeys = foreign.map(({ key }) => key).join(', ');
    report(
      'UNSUPPORTED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL',
      { conditionKeys },
      ...foreign.map(({ keyAt }) => keyAt),
    );
  }
  // Roles are trusted to services without a source: many services send none when they assume a role.
  if (isTrustPolicy(inquiry) || conditions.some(isSource)) return;
  const places = services.map(({ place }) => place);
  report('RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL', {}, ...places);
  const referer = conditions.find(({ lowerCaseKey }) => lowerCaseKey === 'aws:referer');
  if (referer === undefined) return;
  for (const { value } of services) {
    const [service = ''] = value.split('.');
    report('RECOMMENDED_CONDITION_KEY_FOR_SERVICE_PRINCIPAL', { service, key: referer.key }, referer.keyAt);
  }
}

function isSource({ lowerCaseKey }: ConditionView): boolean {
  return SOURCES.has(lowerCaseKey);
}
