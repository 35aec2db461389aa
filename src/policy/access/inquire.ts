import type { CompiledPolicy, CompiledStatement } from '../compiled-policy.ts';
import type { Question } from '../question.ts';
import { AccessSpace, type Knowledge } from './access-space.ts';
import { intersection, uncovered, type Box } from './boxes.ts';
import { Effort, EffortSpent } from './effort.ts';
import { questionsIn } from './witness.ts';

/**
 * What was found out. `none`: it is proven that there is no such request. `some`: by each of these
 * statements of the policy there is one, seen by the engine. What is neither is `undecided`.
 */
export type AccessVerdict =
  | { readonly kind: 'none' }
  | { readonly kind: 'some'; readonly findings: readonly AccessFinding[] }
  | { readonly kind: 'undecided' };

/** A statement, and a request that it lets through. */
export interface AccessFinding {
  readonly statement: CompiledStatement;
  readonly example: Question;
}

/** What an inquiry may cost, in steps of some tens of nanoseconds. */
const MAX_EFFORT = 6_000_000;
/** How many boxes are searched for a request before a statement stays undecided. */
const MAX_BOXES = 200;

/** What an inquiry looks for, statement by statement. */
export interface Sought {
  /** Of a box of requests that a policy may allow, the boxes to look into. */
  boxes(space: AccessSpace, allowed: Box): Iterable<readonly [box: Box, covers: readonly Box[]]>;
  /** Whether a request is what was looked for. */
  isFound(question: Question): boolean;
}

/**
 * Looks for requests that a policy allows and that are of a kind: each Allow's requests but those that a
 * Deny surely takes away.
 * @param others policies that the kind depends on
 */
export function inquire(
  policy: CompiledPolicy,
  others: readonly CompiledPolicy[],
  knowledge: Knowledge,
  sought: Sought,
): AccessVerdict {
  const effort = new Effort(MAX_EFFORT);
  const found: AccessFinding[] = [];
  try {
    const space = new AccessSpace([policy, ...others], knowledge, effort);
    const denied = policy.statements
      .filter(({ effect }) => effect === 'Deny')
      .map((one) => space.certain(one));
    let undecided = false;
    for (const statement of policy.statements) {
      if (statement.effect !== 'Allow') continue;
      const example = lookFor(space, space.asked(statement), denied, sought, effort);
      if (typeof example === 'object') found.push({ statement, example });
      undecided ||= example === 'undecided';
    }
    if (found.length === 0) return { kind: undecided ? 'undecided' : 'none' };
  } catch (error) {
    if (!(error instanceof EffortSpent)) throw error;
    if (found.length === 0) return { kind: 'undecided' };
  }
  return { kind: 'some', findings: found };
}

/** A request that is sought, among those that a statement may be asked for. */
function lookFor(
  space: AccessSpace,
  asked: Box,
  denied: readonly Box[],
  sought: Sought,
  effort: Effort,
): Question | 'none' | 'undecided' {
  let left = MAX_BOXES;
  for (const [box, covers] of sought.boxes(space, asked)) {
    const inside = intersection(asked, box);
    if (inside === undefined) continue;
    for (const rest of uncovered(inside, [...denied, ...covers], effort)) {
      for (const question of questionsIn(space, rest)) {
        effort.spend(100);
        if (sought.isFound(question)) return question;
      }
      if ((left -= 1) === 0) return 'undecided';
    }
  }
  return left === MAX_BOXES ? 'none' : 'undecided';
}
