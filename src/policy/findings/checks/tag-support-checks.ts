import { compileGlob } from '../../glob.ts';
import type { Inquiry } from '../inquiry.ts';
import type { ConditionView, ListView, StatementView, TextView } from '../policy-view.ts';
import type { Reference, ReferenceAction } from '../reference.ts';

/** Conditions that some of the statement's actions never meet, as they do not know the key. */
export function checkKeySupport(inquiry: Inquiry, statement: StatementView): void {
  const { action, effect, conditions } = statement;
  if (action === undefined || effect === undefined) return;
  const tags = conditions.filter(isResourceTag);
  const deaf = tags.length === 0 ? [] : deafToTags(inquiry, action);
  for (const condition of conditions) {
    if (tags.includes(condition)) checkTagSupport(inquiry, statement, condition, deaf);
    else if (!action.negated) checkOwnKey(inquiry, statement, condition);
  }
}

/** A condition that fails without the key: only then does it matter that the key is never there. */
function isResourceTag({ lowerCaseKey, use }: ConditionView): boolean {
  const positive = use?.operator !== undefined && !use.operator.negated && !use.ifExists;
  return positive && use.qualifier !== 'ForAllValues' && lowerCaseKey.startsWith('aws:resourcetag/');
}

/** The actions of which none sees the resource's tags. */
function deafToTags({ reference }: Inquiry, { values }: ListView): readonly TextView[] {
  return values.filter(({ value }) => {
    const actions = actionsOf(reference, value);
    return actions.length > 0 && !actions.some((known) => knowsKey(known, 'aws:resourcetag/${tagkey}'));
  });
}

function checkTagSupport(
  { report }: Inquiry,
  { action, effect }: StatementView,
  { key, keyAt }: ConditionView,
  deaf: readonly TextView[],
): void {
  if (action === undefined) return;
  if (action.negated) {
    const code =
      effect === 'Deny'
        ? 'DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE'
        : 'ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE';
    report(code, { key }, action.place, keyAt);
    return;
  }
  if (deaf.length === 0) return;
  const prefixes = deaf.map(({ value }) => value.slice(0, value.indexOf(':')).toLowerCase());
  const code =
    effect === 'Deny'
      ? 'DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE'
      : 'ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE';
  const services = [...new Set(prefixes)].sort().join(', ');
  report(code, { key, services }, ...deaf.map(({ place }) => place), keyAt);
}

/** A service's own key under actions of the same service that do not know it; patterns are passed over, as AWS does. */
function checkOwnKey(
  { report, reference }: Inquiry,
  { action }: StatementView,
  condition: ConditionView,
): void {
  const { key, keyAt, lowerCaseKey } = condition;
  const prefix = lowerCaseKey.slice(0, lowerCaseKey.indexOf(':'));
  const service = reference.services.get(prefix);
  // Blanks in a key's name would have to be compared, and global keys reach every action.
  if (!service?.keys.has(lowerCaseKey) || reference.globalKeys.has(lowerCaseKey)) return;
  const deaf = (action?.values ?? []).filter(({ value }) => {
    if (/[*?]/.test(value) || !value.toLowerCase().startsWith(`${prefix}:`)) return false;
    const [known] = actionsOf(reference, value);
    return known !== undefined && !knowsKey(known, lowerCaseKey);
  });
  if (deaf.length === 0) return;
  const actions = deaf.map(({ value }) => value).join(', ');
  report('UNSUPPORTED_ACTION_FOR_CONDITION_KEY', { actions, key }, ...deaf.map(({ place }) => place), keyAt);
}

function actionsOf({ services }: Reference, value: string): ReferenceAction[] {
  const [prefix = '', name = ''] = value.toLowerCase().split(':');
  const actions = services.get(prefix)?.actions;
  if (actions === undefined) return [];
  const exact = actions.get(name);
  if (exact !== undefined) return [exact];
  const matches = compileGlob(name);
  return [...actions].flatMap(([known, action]) => (matches(known) ? [action] : []));
}

function knowsKey({ keys, resourceTypes }: ReferenceAction, lowerCaseKey: string): boolean {
  const among = (list: ReferenceAction['keys']) =>
    list.some(({ name }) => name.toLowerCase() === lowerCaseKey);
  return among(keys) || resourceTypes.some((type) => among(type.keys));
}
