import type { Inquiry } from '../inquiry.ts';
import type { ConditionView } from '../policy-view.ts';

/**
 * Keys of which AWS says that a wildcard, even in part of the value, has no good use.
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sensitive
 */
const SENSITIVE: ReadonlySet<string> = new Set([
  'aws:principalaccount',
  'aws:principalorgid',
  'aws:resourceaccount',
  'aws:resourceorgid',
  'aws:sourceaccount',
  'aws:sourceorgid',
  'aws:sourcevpc',
  'aws:sourcevpce',
  'aws:vpceaccount',
  'aws:vpceorgid',
]);

/** What StringLike and StringNotLike say with a value that matches everything. */
export function checkWildcardConditions({ report }: Inquiry, condition: ConditionView): void {
  const { use, operator, key, keyAt, lowerCaseKey, values } = condition;
  const name = use?.operator?.name;
  if (name !== 'StringLike' && name !== 'StringNotLike') return;
  if (SENSITIVE.has(lowerCaseKey)) {
    const wild = values.filter(({ value }) => /[*?]/.test(value.replaceAll(/\$\{[^}]*\}/g, '')));
    for (const { place } of wild) report('WILDCARD_USAGE_TOO_PERMISSIVE', { key }, place);
  }
  if (!values.some(({ value }) => /^\*+$/.test(value))) return;
  report(meaningOf(condition), { key, operator }, keyAt);
}

/** When a condition whose value is `*` holds: with the key there, without it, always or never. */
function meaningOf({ use }: ConditionView) {
  const negated = use?.operator?.negated === true;
  switch (use?.qualifier) {
    case 'ForAllValues':
      return negated ? 'EQUIVALENT_TO_NULL_TRUE' : 'REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION';
    case 'ForAnyValue':
      if (use.ifExists) {
        return negated ? 'EQUIVALENT_TO_NULL_TRUE' : 'REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION';
      }
      return negated ? 'REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION' : 'EQUIVALENT_TO_NULL_FALSE';
    case undefined:
      if (negated) return 'EQUIVALENT_TO_NULL_TRUE';
      return use?.ifExists === true
        ? 'REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION'
        : 'EQUIVALENT_TO_NULL_FALSE';
  }
}
