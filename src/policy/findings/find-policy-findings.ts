import type { JsonMember, JsonNode } from '../json/json-node.ts';
import { duplicateMember } from '../json/json-node.ts';
import { JsonSyntaxError, parseJson } from '../json/parse-json.ts';
import { positionAt } from '../json/text-position.ts';
import { checkActions } from './checks/action-checks.ts';
import { checkConditionKeys } from './checks/condition-key-checks.ts';
import { checkConditionMeaning } from './checks/condition-meaning-checks.ts';
import { checkConditionValues } from './checks/condition-value-checks.ts';
import { checkRedundantStatements, checkSids, checkSize, checkVersion } from './checks/document-checks.ts';
import { checkPrincipals } from './checks/principal-checks.ts';
import { checkResourceControl } from './checks/resource-control-checks.ts';
import { checkResources } from './checks/resource-checks.ts';
import { checkRoleGrants } from './checks/role-grant-checks.ts';
import { checkElements, checkPrincipalElement } from './checks/statement-checks.ts';
import { checkKeySupport } from './checks/tag-support-checks.ts';
import { checkTrust } from './checks/trust-checks.ts';
import { checkVariables } from './checks/variable-checks.ts';
import { checkWildcardConditions } from './checks/wildcard-condition-checks.ts';
import { openReport, type Report } from './findings-report.ts';
import type { Inquiry, PolicyUse } from './inquiry.ts';
import type { FindingType, PolicyFinding } from './policy-finding.ts';
import type { StatementView } from './policy-view.ts';
import { readPolicy } from './read-policy.ts';
import type { Reference } from './reference.ts';

/**
 * Says of a policy document what IAM Access Analyzer's ValidatePolicy says: errors first, then security
 * warnings, warnings and suggestions; within each in the document's order of statements. Text that is no
 * JSON has one finding, the place where it ceases to be.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html
 */
export function findPolicyFindings(text: string, use: PolicyUse, reference: Reference): PolicyFinding[] {
  const { report, findings } = openReport();
  const root = parse(text, report);
  if (root === undefined) return findings;
  const policy = readPolicy(root, report);
  const inquiry: Inquiry = { ...use, text, policy, reference, report, effort: { left: EFFORT } };
  checkVersion(inquiry);
  checkSize(inquiry);
  checkSids(inquiry);
  for (const statement of policy.statements) checkStatement(inquiry, statement);
  checkRedundantStatements(inquiry);
  return findings.sort((one, other) => RANK[one.type] - RANK[other.type]);
}

/** Some tenths of a second. */
const EFFORT = 500_000;

const RANK: Readonly<Record<FindingType, number>> = {
  ERROR: 0,
  SECURITY_WARNING: 1,
  WARNING: 2,
  SUGGESTION: 3,
};

function checkStatement(inquiry: Inquiry, statement: StatementView): void {
  checkElements(inquiry, statement);
  checkPrincipalElement(inquiry, statement);
  checkPrincipals(inquiry, statement);
  checkTrust(inquiry, statement);
  checkResourceControl(inquiry, statement);
  checkActions(inquiry, statement);
  checkResources(inquiry, statement);
  checkRoleGrants(inquiry, statement);
  checkVariables(inquiry, statement);
  checkConditionKeys(inquiry, statement);
  for (const condition of statement.conditions) {
    checkConditionValues(inquiry, condition);
    checkWildcardConditions(inquiry, condition);
  }
  checkConditionMeaning(inquiry, statement);
  checkKeySupport(inquiry, statement);
}

function parse(text: string, report: Report): JsonNode | undefined {
  const syntaxError = (offset: number): undefined => {
    const { line, column } = positionAt(text, offset);
    const place = { path: [], start: offset, end: Math.min(offset + 1, text.length) };
    report('JSON_SYNTAX_ERROR', { index: offset, line, column: column - 1 }, place);
    return undefined;
  };
  try {
    const root = parseJson(text);
    const duplicate = firstDuplicate(root);
    return duplicate === undefined ? root : syntaxError(duplicate.start);
  } catch (error) {
    if (error instanceof JsonSyntaxError) return syntaxError(error.offset);
    throw error;
  }
}

/** IAM refuses a document in which a name stands twice in one object, whatever comes of it elsewhere. */
function firstDuplicate(node: JsonNode): JsonMember | undefined {
  if (node.kind === 'array') return first(node.items);
  if (node.kind !== 'object') return undefined;
  return duplicateMember(node) ?? first(node.members.map(({ value }) => value));
}

function first(nodes: readonly JsonNode[]): JsonMember | undefined {
  for (const node of nodes) {
    const found = firstDuplicate(node);
    if (found !== undefined) return found;
  }
  return undefined;
}
