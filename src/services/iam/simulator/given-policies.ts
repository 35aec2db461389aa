import type { House } from '../../../operation/house.ts';
import type { ResourcePolicies } from '../../../policy/applicable-policies.ts';
import type { CompiledPolicy } from '../../../policy/compiled-policy.ts';
import { validatePolicy, type PolicyKind } from '../../../policy/validation/validate-policy.ts';
import { invalidInput } from '../errors.ts';

/** Policies that a simulation is given as text, with what its answer calls them. */
export class GivenPolicies {
  readonly sourceIds = new Map<CompiledPolicy, string>();
  readonly #house: House;

  constructor(house: House) {
    this.#house = house;
  }

  /**
   * Compiles a list of documents; the answer calls them `LIST.1`, `LIST.2` …
   *
   * @throws AwsError InvalidInput for a document that IAM would not take
   */
  list(
    list: string,
    documents: readonly string[] | undefined,
    kind: PolicyKind = 'managed',
  ): CompiledPolicy[] {
    return (documents ?? []).map((document, place) => this.#one(`${list}.${place + 1}`, document, kind));
  }

  /** The boundary of a simulation: of several documents none is meant. */
  boundary(documents: readonly string[] | undefined): CompiledPolicy | undefined {
    const list = 'PermissionsBoundaryPolicyInputList';
    if ((documents?.length ?? 0) > 1) throw invalidInput(`${list} takes one policy.`);
    return this.list(list, documents)[0];
  }

  /** A policy of the resource, of whatever service. */
  resource(document: string): ResourcePolicies {
    return { policies: [this.#one('ResourcePolicy', document, 'endpoint')], mode: 'alternative' };
  }

  #one(sourceId: string, document: string, kind: PolicyKind): CompiledPolicy {
    const problem = validatePolicy(document, kind);
    if (problem !== undefined) throw invalidInput(`Invalid Input Policy: ${problem.message}`);
    const compiled = this.#house.policies.get(document, { name: sourceId });
    this.sourceIds.set(compiled, sourceId);
    return compiled;
  }
}
