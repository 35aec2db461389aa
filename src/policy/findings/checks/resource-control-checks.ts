import type { Inquiry } from '../inquiry.ts';
import type { ListView, StatementView } from '../policy-view.ts';

/**
 * What Organizations' resource control policies may say.
 * @see https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html
 */
export function checkResourceControl(inquiry: Inquiry, statement: StatementView): void {
  const { type, report } = inquiry;
  if (type !== 'RESOURCE_CONTROL_POLICY') return;
  const { principal, action, resource, effect, effectAt, conditionAt } = statement;
  const everybody =
    principal?.element === 'Principal' && principal.names.length === 1 && principal.names[0]?.value === '*';
  if (principal !== undefined && !everybody) report('RCP_SYNTAX_ERROR_PRINCIPAL', {}, principal.place);
  if (action?.negated === true) report('RCP_SYNTAX_ERROR_NOTACTION', {}, action.place);
  else if (action !== undefined) checkActions(inquiry, action, effect);
  if (effect === 'Allow' && effectAt !== undefined) {
    const everything = isStar(resource) && isStar(action) && everybody && conditionAt === undefined;
    if (!everything) report('RCP_SYNTAX_ERROR_ALLOW', {}, effectAt);
  }
  if (effect === 'Deny') checkCompany(inquiry, statement);
}

function isStar(list: ListView | undefined): boolean {
  return list?.negated === false && list.values.length === 1 && list.values[0]?.value === '*';
}

/** Only the services that heed these policies may be named, and by name. */
function checkActions(
  { report, reference }: Inquiry,
  { values }: ListView,
  effect: StatementView['effect'],
): void {
  for (const { value, place } of values) {
    if (value === '*' && effect === 'Allow') continue;
    const [prefix = ''] = value.toLowerCase().split(':');
    if (!reference.resourceControlServices.has(prefix)) report('RCP_SYNTAX_ERROR_ACTION', {}, place);
  }
}

const OF_PRINCIPALS: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalarn',
  'aws:principalorgid',
  'aws:principalorgpaths',
]);
const OF_SOURCES: ReadonlySet<string> = new Set([
  'aws:sourceaccount',
  'aws:sourcearn',
  'aws:sourceorgid',
  'aws:sourceorgpaths',
]);
const OF_SOURCE_ORGANIZATIONS: ReadonlySet<string> = new Set(['aws:sourceorgid', 'aws:sourceorgpaths']);

/** A service has no account or organization, and an identity no source: a Deny says which of the two it means. */
function checkCompany({ report }: Inquiry, { conditions }: StatementView): void {
  const tellsServices = conditions.some(({ lowerCaseKey }) => lowerCaseKey === 'aws:principalisawsservice');
  const tellsSource = conditions.some(
    ({ use, lowerCaseKey }) =>
      use !== undefined &&
      use.operator === undefined &&
      (lowerCaseKey === 'aws:sourceaccount' || lowerCaseKey === 'aws:sourcearn'),
  );
  for (const { use, lowerCaseKey, key, keyAt } of conditions) {
    if (use?.operator === undefined) continue;
    if (OF_PRINCIPALS.has(lowerCaseKey) && !tellsServices) {
      report('RCP_MISSING_RELATED_PRINCIPAL_CONDITION_KEY', { key }, keyAt);
    }
    if (OF_SOURCES.has(lowerCaseKey) && !tellsServices) {
      report('RCP_MISSING_RELATED_SERVICE_PRINCIPAL_CONDITION_KEY', { key }, keyAt);
    }
    if (OF_SOURCE_ORGANIZATIONS.has(lowerCaseKey) && !tellsSource) {
      report('RCP_MISSING_SERVICE_CONDITION_KEY_NULL_CHECK', { key }, keyAt);
    }
  }
}
