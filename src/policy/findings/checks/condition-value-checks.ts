import { parseIp } from '../../conditions/ip-comparison.ts';
import { parseDate } from '../../conditions/number-comparisons.ts';
import type { Inquiry } from '../inquiry.ts';
import { improvedRange, isPrivateRange } from '../ip-ranges.ts';
import type { ConditionValueView, ConditionView } from '../policy-view.ts';

/** Each value is of the form that its operator compares. */
export function checkConditionValues(inquiry: Inquiry, condition: ConditionView): void {
  const { report } = inquiry;
  const { operator, use, place, values } = condition;
  if (/nullifexists$/i.test(operator)) report('NULL_WITH_IF_EXISTS', {}, condition.keyAt);
  if (use === undefined) return;
  if (use.operator === undefined && use.qualifier !== undefined) {
    report('NULL_WITH_QUALIFIER', {}, condition.keyAt);
  }
  if (checkEmpty(inquiry, condition)) return;
  if (new Set(values.map(({ kind }) => kind)).size > 1) report('INVALID_CONDITION_DATA_TYPE', {}, place);
  const name = use.operator?.name ?? 'Null';
  if ((name === 'Bool' || name === 'Null') && values.length > 1) {
    report('INVALID_CONDITION_MULTIPLE_BOOLEAN', {}, place);
  }
  for (const value of values) if (!value.value.includes('${')) checkValue(inquiry, name, operator, value);
  if (name.endsWith('IpAddress')) checkPrivate(inquiry, name, condition);
  if (/^Numeric(?:Less|Greater)/.test(name) && values.length > 1) {
    const which = name.includes('Less') ? 'greatest' : 'least';
    report('REDUNDANT_CONDITION_VALUE_NUM', { operator, which, key: condition.key }, place);
  }
}

/** @returns whether there are no values */
function checkEmpty({ report, text }: Inquiry, { use, key, place, values }: ConditionView): boolean {
  if (values.length > 0) return false;
  if (!/^\[\s*\]$/.test(text.slice(place.start, place.end))) return true;
  if (use?.qualifier === 'ForAllValues') report('EMPTY_ARRAY_CONDITION_FORALLVALUES', { key }, place);
  else if (use?.qualifier === 'ForAnyValue') report('EMPTY_ARRAY_CONDITION_FORANYVALUE', { key }, place);
  else if (use?.ifExists === true) report('EMPTY_ARRAY_CONDITION_IFEXISTS', { key }, place);
  else report('EMPTY_ARRAY_CONDITION', { key }, place);
  return true;
}

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d{1,3})?$/;
const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function checkValue(
  { report }: Inquiry,
  name: string,
  operator: string,
  { value, place }: ConditionValueView,
): void {
  if (name === 'Bool' || name === 'Null') {
    if (!/^(?:true|false)$/i.test(value)) report('TYPE_MISMATCH_BOOLEAN', { operator }, place);
  } else if (name.startsWith('Numeric')) {
    if (!NUMBER.test(value)) report('TYPE_MISMATCH_NUMBER', { operator }, place);
  } else if (name.startsWith('Date')) {
    if (Number.isNaN(parseDate(value))) report('TYPE_MISMATCH_DATE', {}, place);
    else if (/^[+-]?\d{5,}/.test(value)) report('INVALID_DATE_VALUE', { date: value }, place);
  } else if (name === 'BinaryEquals') {
    if (!BASE64.test(value)) report('TYPE_MISMATCH_STRING', { operator }, place);
  } else if (name.endsWith('IpAddress')) {
    const [address = '', bits] = value.split('/');
    const words = parseIp(address);
    const valid = words !== undefined && (bits === undefined || isPrefix(bits, words.length * 32));
    if (!valid) report('TYPE_MISMATCH_IP_RANGE', { operator }, place);
    const improved = improvedRange(value);
    if (valid && improved !== undefined) report('IMPROVE_IP_RANGE', { address: improved }, place);
  } else if (/^String(?:Not)?Equals/.test(name) && /[*?]/.test(value)) {
    report('WILDCARD_WITHOUT_LIKE_OPERATOR', {}, place);
  }
}

function isPrefix(bits: string, most: number): boolean {
  return /^\d{1,3}$/.test(bits) && Number(bits) <= most;
}

/** No request from a private address ever shows it to AWS but through a VPC endpoint, and then under another key. */
function checkPrivate(
  { report }: Inquiry,
  name: string,
  { lowerCaseKey, place, values }: ConditionView,
): void {
  if (lowerCaseKey !== 'aws:sourceip') return;
  const ofPrivate = values.filter(({ value }) => isPrivateRange(value));
  if (ofPrivate.length === 0) return;
  const all = ofPrivate.length === values.length;
  const not = name.startsWith('Not');
  if (all) report(not ? 'PRIVATE_NOT_IP_ADDRESS' : 'PRIVATE_IP_ADDRESS', {}, place);
  else {
    const places = ofPrivate.map((value) => value.place);
    report(not ? 'PRIVATE_NOT_IP_ADDRESS_SUBSET' : 'PRIVATE_IP_ADDRESS_SUBSET', {}, ...places);
  }
}
