import type { ApplicablePolicies } from '../../../policy/applicable-policies.ts';
import type { CompiledPolicy } from '../../../policy/compiled-policy.ts';
import { contextKeysOf } from '../../../policy/context-keys.ts';
import type { PolicyType } from '../../../policy/decision.ts';
import { explain, type Explanation } from '../../../policy/explain.ts';
import type { Principal, RequestContext } from '../../../policy/request.ts';
import type { PolicyEvaluationDecisionType, Statement } from '../../../model/generated/iam.ts';
import { splitArn } from '../../../policy/resource-matcher.ts';
import { StatementPositions } from './statement-positions.ts';

/** What is simulated, but for action and resource. */
export interface Simulation {
  readonly principal: Principal;
  /** The caller's account; whatever names no account of its own is taken to lie there. */
  readonly accountId: string;
  /** The owner of resources whose ARN names none. */
  readonly resourceOwner: string;
  readonly context: RequestContext;
  readonly policies: ApplicablePolicies;
  /** What the answer calls each policy: `PolicyInputList.1`, a managed policy's name, `user_Bob_inline`. */
  readonly sourceIds: ReadonlyMap<CompiledPolicy, string>;
}

/** What one action on one resource comes to. */
export interface Verdict {
  readonly resource: string;
  readonly decision: PolicyEvaluationDecisionType;
  readonly matched: readonly Statement[];
  readonly missing: readonly string[];
  readonly allowedByBoundary: boolean | undefined;
  readonly allowedByOrganizations: boolean | undefined;
  /** By kind of policy; only across accounts, where each side must allow for itself. */
  readonly details: Record<string, PolicyEvaluationDecisionType> | undefined;
}

/** Decides actions on resources as the simulator tells them. */
export class Simulator {
  readonly #simulation: Simulation;
  readonly #positions = new StatementPositions();

  constructor(simulation: Simulation) {
    this.#simulation = simulation;
  }

  /** @param action `service:Name` @param resource an ARN or `*` */
  verdict(action: string, resource: string): Verdict {
    const { principal, policies, context, accountId } = this.#simulation;
    const resourceAccount = this.#ownerOf(resource);
    const explanation = explain({ principal, action, resource, resourceAccount, context }, policies);
    const { kind } = explanation.decision;
    return {
      resource,
      decision: kind === 'allowed' ? 'allowed' : kind === 'explicit-deny' ? 'explicitDeny' : 'implicitDeny',
      matched: this.#matched(explanation),
      missing: missingKeys(explanation),
      allowedByBoundary: policies.boundary && of(explanation, 'permissions boundary') === 'allowed',
      allowedByOrganizations: policies.scp && allowedByOrganizations(explanation, policies.scp.length),
      details: resourceAccount === accountId ? undefined : details(explanation),
    };
  }

  #ownerOf(resource: string): string {
    const account = resource === '*' ? undefined : splitArn(resource)[4];
    return account === undefined || !/^\d{12}$/.test(account) ? this.#simulation.resourceOwner : account;
  }

  /** Only the statements that decide: the denying ones when something denies, otherwise those that allow. */
  #matched({ decision, policies }: Explanation): Statement[] {
    if (decision.kind === 'implicit-deny') return [];
    const effect = decision.kind === 'allowed' ? 'Allow' : 'Deny';
    return policies.flatMap(({ type, policy, statements }) => {
      const sourceType = SOURCE_TYPE[type];
      if (sourceType === undefined) return [];
      return statements.flatMap(({ statement, matched }) => {
        if (!matched || statement.effect !== effect) return [];
        const id = this.#simulation.sourceIds.get(policy);
        return [
          {
            SourcePolicyId: id,
            SourcePolicyType: sourceType,
            ...this.#positions.of(policy, statement.index),
          },
        ];
      });
    });
  }
}

/** What the answer calls a kind of policy; AWS does not tell statements of its organization's policies. */
const SOURCE_TYPE: Readonly<
  Partial<Record<PolicyType, 'IAM Policy' | 'Permissions Boundary Policy' | 'Resource Policy'>>
> = {
  'identity-based policy': 'IAM Policy',
  'permissions boundary': 'Permissions Boundary Policy',
  'resource-based policy': 'Resource Policy',
};

/** The keys that speaking statements ask for and nobody gave, as the policies write them. */
function missingKeys({ policies }: Explanation): string[] {
  const missing = new Map<string, string>();
  for (const { type, statements } of policies) {
    if (SOURCE_TYPE[type] === undefined) continue;
    for (const { statement, missingKeys: keys } of statements) {
      if (keys.length === 0) continue;
      const written = contextKeysOf(statement);
      for (const key of keys) if (!missing.has(key)) missing.set(key, written.get(key) ?? key);
    }
  }
  return [...missing.values()];
}

/** What the policies of one kind say by themselves. */
function of({ policies }: Explanation, type: PolicyType): PolicyEvaluationDecisionType {
  const matched = policies
    .filter((policy) => policy.type === type)
    .flatMap(({ statements }) => statements.filter((statement) => statement.matched));
  if (matched.some(({ statement }) => statement.effect === 'Deny')) return 'explicitDeny';
  return matched.length > 0 ? 'allowed' : 'implicitDeny';
}

/** Service control policies deny nothing, and at each level one of them allows. */
function allowedByOrganizations({ policies }: Explanation, levels: number): boolean {
  const allowing = new Set<number | undefined>();
  for (const { type, level, statements } of policies) {
    if (type !== 'service control policy') continue;
    for (const { statement, matched } of statements) {
      if (matched && statement.effect === 'Deny') return false;
      if (matched) allowing.add(level);
    }
  }
  return allowing.size === levels;
}

function details(explanation: Explanation): Record<string, PolicyEvaluationDecisionType> {
  const types = new Set(explanation.policies.map(({ type }) => type));
  const told = Object.entries(SOURCE_TYPE).flatMap(([type, name]) =>
    types.has(type as PolicyType) ? [[name, of(explanation, type as PolicyType)] as const] : [],
  );
  return Object.fromEntries(told);
}
