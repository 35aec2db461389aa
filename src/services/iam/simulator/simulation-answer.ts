import type {
  EvaluationResult,
  PolicyEvaluationDecisionType,
  ResourceSpecificResult,
  SimulatePolicyResponse,
} from '../../../model/generated/iam.ts';
import { closePage, openPage } from '../shared/paging.ts';
import { Simulator, type Simulation, type Verdict } from './simulation.ts';
import { assertSimulable, type SimulationInput } from './simulation-input.ts';

/** How many verdicts one answer may hold, so that no call holds others up. */
const VERDICTS_AT_ONCE = 10_000;

/**
 * Simulates every action on every resource and answers as IAM does today: one result an action, its
 * decision the most restrictive over the resources, each resource's own verdict beside it.
 *
 * @throws AwsError InvalidInput, ValidationError
 * @see https://docs.aws.amazon.com/IAM/latest/APIReference/API_EvaluationResult.html
 */
export function simulate(
  listing: string,
  input: SimulationInput,
  simulation: Simulation,
): SimulatePolicyResponse {
  assertSimulable(input);
  const resources = input.ResourceArns?.length ? input.ResourceArns : ['*'];
  const most = Math.max(1, Math.floor(VERDICTS_AT_ONCE / resources.length));
  const page = openPage(listing, { ...input, MaxItems: Math.min(input.MaxItems ?? 100, most) });
  const keyed = input.ActionNames.map((action, place) => ({ action, key: String(place).padStart(6, '0') }));
  const { items, end } = closePage(
    page,
    keyed.filter(({ key }) => key > page.after).slice(0, page.size + 1),
    ({ key }) => key,
  );
  const simulator = new Simulator(simulation);
  return {
    EvaluationResults: items.map(({ action }) =>
      resultOf(
        action,
        resources.map((resource) => simulator.verdict(action, resource)),
      ),
    ),
    ...end,
  };
}

const RESTRICTION: Readonly<Record<PolicyEvaluationDecisionType, number>> = {
  allowed: 0,
  implicitDeny: 1,
  explicitDeny: 2,
};

function resultOf(action: string, verdicts: readonly Verdict[]): EvaluationResult {
  const [first, ...others] = verdicts;
  if (first === undefined) throw new Error('an action is simulated on one resource at least');
  const worst = others.reduce(
    (worst, verdict) => (RESTRICTION[verdict.decision] > RESTRICTION[worst.decision] ? verdict : worst),
    first,
  );
  const everything = first.resource === '*' && others.length === 0;
  return {
    EvalActionName: action,
    EvalResourceName: worst.resource,
    EvalDecision: worst.decision,
    MatchedStatements: worst.matched,
    MissingContextValues: everything ? first.missing : [],
    ...organizations(verdicts),
    ...boundary(verdicts),
    ...(everything
      ? {}
      : { EvalDecisionDetails: worst.details ?? {}, ResourceSpecificResults: verdicts.map(specific) }),
  };
}

function specific(verdict: Verdict): ResourceSpecificResult {
  return {
    EvalResourceName: verdict.resource,
    EvalResourceDecision: verdict.decision,
    MatchedStatements: verdict.matched,
    MissingContextValues: verdict.missing,
    ...(verdict.details === undefined ? {} : { EvalDecisionDetails: verdict.details }),
    ...boundary([verdict]),
  };
}

function boundary(verdicts: readonly Verdict[]): Pick<EvaluationResult, 'PermissionsBoundaryDecisionDetail'> {
  if (verdicts[0]?.allowedByBoundary === undefined) return {};
  const AllowedByPermissionsBoundary = verdicts.every(({ allowedByBoundary }) => allowedByBoundary);
  return { PermissionsBoundaryDecisionDetail: { AllowedByPermissionsBoundary } };
}

function organizations(verdicts: readonly Verdict[]): Pick<EvaluationResult, 'OrganizationsDecisionDetail'> {
  if (verdicts[0]?.allowedByOrganizations === undefined) return {};
  const AllowedByOrganizations = verdicts.every(({ allowedByOrganizations }) => allowedByOrganizations);
  return { OrganizationsDecisionDetail: { AllowedByOrganizations } };
}
