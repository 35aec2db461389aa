import type { CompiledPolicy, CompiledStatement } from '../compiled-policy.ts';
import { actionClasses, knownActionClasses, type ActionClasses } from './action-classes.ts';
import { allBits, type Bits } from './bits.ts';
import type { Box } from './boxes.ts';
import type { Effort } from './effort.ts';
import { contextClasses, type ContextClasses, type IsFixed, type KeyFacts } from './key-classes.ts';
import { linkedConditions, type LinkedConditions } from './linked-conditions.ts';
import { principalClasses, type PrincipalClasses } from './principal-classes.ts';
import { resourceClasses, type ResourceClasses } from './resource-classes.ts';

/** What an inquiry knows beyond the policies. */
export interface Knowledge {
  /** The actions there are, as `service:name`; `undefined` for all there could ever be. */
  readonly actions?: Iterable<string> | undefined;
  keyFacts(lowerCaseKey: string): KeyFacts;
  /** Which values that a key is compared with are fixed; none when absent. */
  readonly isFixed?: IsFixed | undefined;
}

/**
 * All requests, told apart as far as some policies tell them apart: a dimension each for the action, the
 * resource, the caller and every condition key. A statement is a box of it.
 */
export class AccessSpace {
  readonly actions: ActionClasses;
  readonly resources: ResourceClasses;
  readonly principals: PrincipalClasses;
  readonly contexts: readonly ContextClasses[];
  /** The conditions that are decided by who calls. */
  readonly linked: LinkedConditions;
  /** Whether some statement names callers, by its Principal element or by a condition. */
  readonly namesCallers: boolean;

  /** @throws EffortSpent */
  constructor(policies: readonly CompiledPolicy[], knowledge: Knowledge, effort: Effort) {
    const statements = policies.flatMap((policy) => policy.statements);
    this.actions =
      knowledge.actions === undefined
        ? actionClasses(statements, effort)
        : knownActionClasses(statements, knowledge.actions, effort);
    this.resources = resourceClasses(statements, effort);
    this.linked = linkedConditions(statements);
    this.principals = principalClasses(statements, this.linked, effort);
    this.namesCallers =
      this.linked.names.length > 0 || statements.some(({ principal }) => principal !== undefined);
    const isFixed = knowledge.isFixed ?? (() => false);
    const all = contextClasses(statements, (key) => knowledge.keyFacts(key), isFixed, effort);
    this.contexts = all.filter(({ lowerCaseKey }) => !this.linked.keys.has(lowerCaseKey));
  }

  /** The requests that the statement surely speaks of. */
  certain(statement: CompiledStatement): Box {
    return this.#box(statement, this.resources.certain(statement));
  }

  /** The requests that it may speak of. */
  possible(statement: CompiledStatement): Box {
    return this.#box(statement, this.resources.possible(statement));
  }

  /** The requests that it may be asked for. @see ResourceClasses.asked */
  asked(statement: CompiledStatement): Box {
    return this.#box(statement, this.resources.asked(statement));
  }

  #box(statement: CompiledStatement, resources: Bits): Box {
    return [
      this.actions.matching(statement),
      resources,
      this.principals.naming(statement),
      ...this.contexts.map((classes) => {
        let bits = allBits(classes.count);
        for (const condition of statement.conditions) bits &= classes.holding(condition) ?? bits;
        return bits;
      }),
    ];
  }
}
