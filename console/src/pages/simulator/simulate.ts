import {
  IAMClient,
  paginateSimulateCustomPolicy,
  paginateSimulatePrincipalPolicy,
  type EvaluationResult,
  type Statement,
} from '@aws-sdk/client-iam';
import { collect } from '../../aws/collect.ts';
import type { Connection } from '../../aws/connection.ts';
import { simulationInput, type Questions } from './questions.ts';

/** What one action on one resource comes to. */
export interface Verdict {
  readonly action: string;
  readonly resource: string;
  readonly decision: 'allowed' | 'explicitDeny' | 'implicitDeny';
  readonly matched: readonly Statement[];
  readonly missing: readonly string[];
  readonly boundaryRefuses: boolean;
  readonly organizationRefuses: boolean;
}

/** Policies in addition to a principal's own, or in place of them; empty where there is none. */
export interface FurtherPolicies {
  readonly additional: string;
  readonly boundary: string;
  readonly resourcePolicy: string;
}

/** Asks what a user, group or role may do by its policies as they stand. */
export async function simulatePrincipal(
  connection: Connection,
  arn: string,
  questions: Questions,
  { additional, boundary, resourcePolicy }: FurtherPolicies,
): Promise<readonly Verdict[]> {
  const client = connection.client(IAMClient);
  const input = {
    ...simulationInput(questions),
    PolicySourceArn: arn,
    ...(additional.trim() === '' ? {} : { PolicyInputList: [additional] }),
    ...(boundary.trim() === '' ? {} : { PermissionsBoundaryPolicyInputList: [boundary] }),
    ...(resourcePolicy.trim() === '' ? {} : { ResourcePolicy: resourcePolicy }),
  };
  const results = await collect(
    paginateSimulatePrincipalPolicy({ client }, input),
    (page) => page.EvaluationResults,
  );
  return results.flatMap(verdictsOf);
}

/** Asks what a policy by itself allows. */
export async function simulatePolicy(
  connection: Connection,
  document: string,
  questions: Questions,
): Promise<readonly Verdict[]> {
  const client = connection.client(IAMClient);
  const input = { ...simulationInput(questions), PolicyInputList: [document] };
  const results = await collect(
    paginateSimulateCustomPolicy({ client }, input),
    (page) => page.EvaluationResults,
  );
  return results.flatMap(verdictsOf);
}

/** One for each resource; where every resource was meant, one for all. */
function verdictsOf(result: EvaluationResult): readonly Verdict[] {
  const action = result.EvalActionName ?? '';
  const organizationRefuses = result.OrganizationsDecisionDetail?.AllowedByOrganizations === false;
  const own = result.ResourceSpecificResults ?? [];
  if (own.length === 0) {
    return [
      {
        action,
        resource: result.EvalResourceName ?? '*',
        decision: result.EvalDecision ?? 'implicitDeny',
        matched: result.MatchedStatements ?? [],
        missing: result.MissingContextValues ?? [],
        boundaryRefuses: result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false,
        organizationRefuses,
      },
    ];
  }
  return own.map((one) => ({
    action,
    resource: one.EvalResourceName ?? '*',
    decision: one.EvalResourceDecision ?? 'implicitDeny',
    matched: one.MatchedStatements ?? [],
    missing: one.MissingContextValues ?? [],
    boundaryRefuses: one.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary === false,
    organizationRefuses: organizationRefuses && own.length === 1,
  }));
}
