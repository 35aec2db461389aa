import { readAction } from '../action-matcher.ts';
import type { CompiledPolicy, CompiledStatement } from '../compiled-policy.ts';
import { compileGlob } from '../glob.ts';
import { firstMatch, type Question } from '../question.ts';
import type { Principal } from '../request.ts';
import { compileResources } from '../resource-matcher.ts';
import type { Reference } from './reference.ts';
import { resourceContains, resourcesOverlap } from './resource-patterns.ts';
import { contextThatMeets, sampleResources } from './witness.ts';

/** Some access: any of the actions on any of the resources, each as a policy writes it; `undefined` is every. */
export interface AccessQuery {
  readonly actions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
}

/**
 * Whether an identity policy alone grants some of the access to someone in some request.
 * `granted` was seen: the engine allows such a request by that statement. `not-granted` was proven by the
 * elements of the statements. What is neither is `undecided`.
 */
export type GrantVerdict =
  | { readonly kind: 'granted'; readonly statement: CompiledStatement }
  | { readonly kind: 'not-granted' }
  | { readonly kind: 'undecided' };

/** How often it is tried to find a request that is allowed. */
const MAX_TRIES = 2_000;
/** What may be spent in all: comparisons of patterns, each worth twenty actions looked at. */
const MAX_WORK = 3_000_000;
const COMPARISON = 20;

/**
 * Answers by Allow statement, pair of resource patterns and action: these do not meet, or a Deny without
 * conditions takes all away, or a request is found that the engine allows. Actions are those of AWS's
 * tables and those that the policy or the query names in full. What would take too long is undecided.
 */
export function grantedAccess(
  policy: CompiledPolicy,
  query: AccessQuery,
  reference: Reference,
): GrantVerdict {
  const { statements } = policy;
  const denies = statements.filter(({ effect, conditions }) => effect === 'Deny' && conditions.length === 0);
  const names = actionsOf(policy, query, reference).map(readAction);
  let tries = 0;
  let work = 0;
  let undecided = false;
  for (const statement of statements) {
    if (statement.effect !== 'Allow') continue;
    const allowed = names.filter((name) => statement.action.matcher.matches(name));
    work += names.length;
    for (const asked of allowed.length === 0 ? [] : (query.resources ?? ['*'])) {
      work += COMPARISON * statement.resource.patterns.length;
      for (const given of patternsMeeting(statement, asked)) {
        for (const deny of denies) work += COMPARISON * deny.resource.patterns.length;
        if (work > MAX_WORK) return { kind: 'undecided' };
        const taking = denies.filter((deny) => takesAway(deny, given, asked));
        work += allowed.length * (taking.length + 1);
        for (const name of allowed) {
          if (taking.some(({ action }) => action.matcher.matches(name))) continue;
          if ((tries += 1) > MAX_TRIES) return { kind: 'undecided' };
          const seen = findAllowed(policy, statement, name.whole, given, asked);
          if (seen !== undefined) return { kind: 'granted', statement: seen };
          undecided = true;
        }
      }
    }
  }
  return { kind: undecided ? 'undecided' : 'not-granted' };
}

function actionsOf(
  { statements }: CompiledPolicy,
  { actions: asked }: AccessQuery,
  { services }: Reference,
): readonly string[] {
  const all = new Set<string>();
  for (const { prefix, actions } of services.values()) {
    for (const { name } of actions.values()) all.add(`${prefix}:${name}`.toLowerCase());
  }
  const named = [...statements.flatMap(({ action }) => action.patterns), ...(asked ?? [])];
  for (const name of named) if (!/[*?]/.test(name)) all.add(name.toLowerCase());
  if (asked === undefined) return [...all];
  const globs = asked.map((pattern) => compileGlob(pattern === '*:*' ? '*' : pattern.toLowerCase()));
  return [...all].filter((action) => globs.some((matches) => matches(action)));
}

/** The patterns of an Allow that may match what is asked for; `*` for all but its NotResource. */
function patternsMeeting({ resource }: CompiledStatement, asked: string): readonly string[] {
  switch (resource.element) {
    case undefined:
      return ['*'];
    case 'Resource':
      return resource.patterns.filter((pattern) => resourcesOverlap(pattern, asked));
    case 'NotResource':
      return resource.patterns.some((pattern) => resourceContains(pattern, asked)) ? [] : ['*'];
  }
}

/** Whether a Deny denies all that either of two patterns matches. */
function takesAway({ resource }: CompiledStatement, given: string, asked: string): boolean {
  switch (resource.element) {
    case undefined:
      return true;
    case 'Resource':
      return resource.patterns.some(
        (pattern) => resourceContains(pattern, given) || resourceContains(pattern, asked),
      );
    case 'NotResource':
      return [given, asked].some((text) =>
        resource.patterns.every((pattern) => !resourcesOverlap(pattern, text)),
      );
  }
}

const SOMEONE: Principal = {
  kind: 'user',
  accountId: '111122223333',
  arn: 'arn:aws:iam::111122223333:user/someone',
  id: 'AIDAEXAMPLE',
};

/** The statement that allows a request on a resource that was asked for, if such a request is found and no Deny denies it. */
function findAllowed(
  policy: CompiledPolicy,
  statement: CompiledStatement,
  action: string,
  given: string,
  asked: string,
): CompiledStatement | undefined {
  const context = contextThatMeets(statement.conditions);
  const isAsked = compileResources([asked], false);
  for (const resource of [...sampleResources(given), ...sampleResources(asked)]) {
    if (!isAsked(resource, context)) continue;
    const question: Question = { principal: SOMEONE, limited: false, action, resource, context };
    const allowing = firstMatch(policy.allows, question);
    if (allowing !== undefined && firstMatch(policy.denies, question) === undefined) return allowing;
  }
  return undefined;
}
