import { isTrustPolicy, type Inquiry } from '../inquiry.ts';
import type { StatementView } from '../policy-view.ts';

/** Elements that must be there, and those that are there and empty. */
export function checkElements(inquiry: Inquiry, { action, resource, place }: StatementView): void {
  const { report } = inquiry;
  if (action === undefined) report('MISSING_ACTION', {}, place);
  if (resource === undefined && !isTrustPolicy(inquiry)) report('MISSING_RESOURCE', {}, place);
  if (action?.values.length === 0 && isEmptyList(inquiry, action.place)) {
    report('EMPTY_ARRAY_ACTION', {}, action.place);
  }
  if (resource?.values.length === 0 && isEmptyList(inquiry, resource.place)) {
    report('EMPTY_ARRAY_RESOURCE', {}, resource.place);
  }
}

/** Whether the list is empty as written, and not only of what was already reported. */
function isEmptyList({ text }: Inquiry, { start, end }: { start: number; end: number }): boolean {
  return /^\[\s*\]$/.test(text.slice(start, end));
}

/** Who may be named depends on the type of policy. */
export function checkPrincipalElement(inquiry: Inquiry, { principal, place }: StatementView): void {
  const { type, report } = inquiry;
  if (principal === undefined) {
    if (type === 'RESOURCE_POLICY' || type === 'RESOURCE_CONTROL_POLICY') {
      report('MISSING_PRINCIPAL', {}, place);
    }
  } else if (type === 'SERVICE_CONTROL_POLICY') {
    report('SCP_SYNTAX_ERROR_PRINCIPAL', {}, principal.place);
  } else if (type === 'IDENTITY_POLICY') {
    report('UNSUPPORTED_PRINCIPAL', { policyType: type }, principal.place);
  }
}
