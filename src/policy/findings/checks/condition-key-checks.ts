import { lookUpKey } from '../condition-keys.ts';
import type { Inquiry } from '../inquiry.ts';
import type { ConditionView, StatementView } from '../policy-view.ts';

/** Each key is one that there is, stands once and under an operator that suits it. */
export function checkConditionKeys(inquiry: Inquiry, statement: StatementView): void {
  checkSpelledTwice(inquiry, statement.conditions);
  for (const condition of statement.conditions) {
    const type = checkKey(inquiry, condition);
    if (type !== undefined) checkOperator(inquiry, condition, type, statement.effect);
  }
}

function checkSpelledTwice({ report }: Inquiry, conditions: readonly ConditionView[]): void {
  const seen = new Map<string, ConditionView>();
  for (const condition of conditions) {
    const name = `${condition.operator} ${condition.lowerCaseKey}`;
    const earlier = seen.get(name);
    if (earlier !== undefined && earlier.key !== condition.key) {
      const { key, keyAt } = condition;
      report('DUPLICATE_KEYS_WITH_DIFFERENT_CASE', { key }, earlier.keyAt, keyAt);
    } else seen.set(name, condition);
  }
}

/** @returns the key's type, when it is known */
function checkKey({ reference, report }: Inquiry, { key, keyAt }: ConditionView): string | undefined {
  const found = lookUpKey(reference, key);
  switch (found.kind) {
    case 'known':
      return found.type;
    case 'claim':
      return undefined;
    case 'tagless':
      report('MISSING_TAG_KEY_IN_CONDITION', { key: found.key }, keyAt);
      return undefined;
    case 'unsupported':
      report('UNSUPPORTED_GLOBAL_CONDITION_KEY', {}, keyAt);
      return undefined;
    case 'unknown-global':
      report('INVALID_GLOBAL_CONDITION_KEY', { key }, keyAt);
      return undefined;
    case 'unknown-service':
      report('INVALID_SERVICE', { service: found.service }, keyAt);
      return undefined;
    case 'unknown-in-service':
      report('INVALID_SERVICE_CONDITION_KEY', { key, service: found.service }, keyAt);
      return undefined;
    case 'malformed':
      report('INVALID_CONDITION_KEY_FORMAT', {}, keyAt);
      return undefined;
  }
}

/** What an operator compares, by the beginning of its name. */
const FAMILIES = ['String', 'Numeric', 'Date', 'Bool', 'Binary', 'IpAddress', 'NotIpAddress', 'Arn'] as const;

/** The families that suit a type, and the type of operator that AWS then recommends. */
const SUITABLE: Readonly<Record<string, { readonly allowed: string; readonly families: readonly string[] }>> =
  {
    // Keys that hold ARNs are published as strings too.
    String: { allowed: 'String', families: ['String', 'Arn', 'Binary'] },
    ARN: { allowed: 'ARN', families: ['Arn', 'String'] },
    Numeric: { allowed: 'Numeric', families: ['Numeric'] },
    // aws:EpochTime is compared as either.
    Date: { allowed: 'Date', families: ['Date', 'Numeric'] },
    Bool: { allowed: 'Bool', families: ['Bool'] },
    IPAddress: { allowed: 'IpAddress', families: ['IpAddress', 'NotIpAddress'] },
  };

function checkOperator(
  { report }: Inquiry,
  { operator: written, use, key, keyAt, lowerCaseKey }: ConditionView,
  type: string,
  effect: StatementView['effect'],
): void {
  if (use?.operator === undefined) return;
  const isList = type.startsWith('ArrayOf');
  const { name } = use.operator;
  const suitable = SUITABLE[isList ? type.slice('ArrayOf'.length) : type];
  const family = FAMILIES.find((beginning) => name.startsWith(beginning));
  if (suitable !== undefined && family !== undefined && !suitable.families.includes(family)) {
    report('TYPE_MISMATCH', { allowed: suitable.allowed, operator: written, key }, keyAt);
  } else if (suitable?.allowed === 'ARN' && name.endsWith('Like') && family === 'String') {
    const allowed = name.replace('String', 'Arn');
    report('STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS', { allowed, operator: written, key }, keyAt);
  }
  if (isList && use.qualifier === undefined) report('MISSING_QUALIFIER', { key }, keyAt);
  // Whether it denies too little or too much, only an Allow is too permissive.
  if (!isList && use.qualifier === 'ForAllValues' && effect === 'Allow' && !lowerCaseKey.endsWith('/')) {
    report('FORALLVALUES_WITH_SINGLE_VALUED_KEY', { key }, keyAt);
  }
}
