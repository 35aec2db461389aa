import type { Report } from '../findings-report.ts';
import type { Inquiry } from '../inquiry.ts';
import type { Place } from '../policy-finding.ts';
import type { ConditionView, StatementView, TextView } from '../policy-view.ts';

/** Variables stand where they may, are written as they must and belong to a version that knows them. */
export function checkVariables(inquiry: Inquiry, statement: StatementView): void {
  const { action, resource, principal, conditions } = statement;
  for (const text of [...(action?.values ?? []), ...(principal?.names ?? [])]) checkHasNone(inquiry, text);
  for (const text of resource?.values ?? []) checkForm(inquiry, text);
  for (const condition of conditions) checkCondition(inquiry, condition);
}

function checkHasNone({ report }: Inquiry, { value, place }: TextView): void {
  const [variable] = /\$\{[^}]*\}/.exec(value) ?? [];
  if (variable !== undefined) report('VARIABLE_UNSUPPORTED_IN_ELEMENT', { variable }, place);
}

function checkCondition(inquiry: Inquiry, { use, values }: ConditionView): void {
  if (use === undefined) return;
  const mayHold = use.operator?.variables === true;
  for (const text of values) {
    if (mayHold) checkForm(inquiry, text);
    else if (/\$\{[^}]+\}/.test(text.value)) inquiry.report('INVALID_VARIABLE_FOR_OPERATOR', {}, text.place);
  }
}

function checkForm({ policy, report }: Inquiry, { value, place }: TextView): void {
  if (!value.includes('${')) return;
  if (policy.version?.value !== '2012-10-17') {
    report('VARIABLE_UNSUPPORTED_IN_VERSION', {}, place);
    return;
  }
  for (const piece of value.split('${').slice(1)) {
    const end = piece.indexOf('}');
    if (end < 0) report('MISSING_BRACE_IN_VARIABLE', {}, place);
    else checkContent(piece.slice(0, end), place, report);
  }
}

function checkContent(content: string, place: Place, report: Report): void {
  if (/^[*?$]$/.test(content)) return;
  if (content.trim() === '') {
    report('EMPTY_VARIABLE', {}, place);
    return;
  }
  const comma = content.indexOf(',');
  const name = comma < 0 ? content : content.slice(0, comma);
  if (/\s/.test(name)) report('UNSUPPORTED_SPACE_IN_VARIABLE', {}, place);
  if (comma >= 0 && !/^\s*'[^']*'$/.test(content.slice(comma + 1))) {
    report('MISSING_QUOTE_IN_VARIABLE', {}, place);
  }
}
