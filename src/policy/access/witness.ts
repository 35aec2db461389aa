import type { CompiledPolicy } from '../compiled-policy.ts';
import { firstMatch, type Question } from '../question.ts';

import type { AccessSpace } from './access-space.ts';
import { placesOf } from './bits.ts';
import type { Box } from './boxes.ts';
import { contextThatMeets } from './context-that-meets.ts';
import { agreeing, CALLERS_OWN, isPossible } from './possible-requests.ts';
import { variableOf } from './sign.ts';

/** How many requests of a box are tried. */
const TRIES = 4;

/**
 * Requests in a box, as the engine may be asked for them: variables filled in, the caller and its own
 * condition keys agreeing. What cannot be made one is left out, so there may be none.
 */
export function* questionsIn(space: AccessSpace, box: Box): Generator<Question> {
  const [actions = 0n, resources = 0n, principals = 0n, ...contexts] = box;
  const own = CALLERS_OWN.filter(
    (key) => space.linked.keys.has(key) || space.contexts.some(({ lowerCaseKey }) => lowerCaseKey === key),
  );
  let tries = 0;
  for (const actionAt of placesOf(actions)) {
    for (const resourceAt of placesOf(resources)) {
      for (const principalAt of placesOf(principals)) {
        if ((tries += 1) > TRIES) return;
        const candidate = space.principals.candidates[principalAt]!;
        for (const sparse of [true, false]) {
          const context = contextIn(space, contexts, sparse);
          const question = {
            ...candidate,
            action: space.actions.actions[actionAt]!,
            resource: fillIn(space, space.resources.texts[resourceAt]!, context),
            context,
          };
          for (const one of agreeing(question, own, space.namesCallers)) if (isPossible(one)) yield one;
        }
      }
    }
  }
}

/** Whether a policy by itself allows what is asked: some statement allows it and none denies it. */
export function allows({ allows: allowing, denies }: CompiledPolicy, question: Question): boolean {
  return firstMatch(allowing, question) !== undefined && firstMatch(denies, question) === undefined;
}

/** A context of one class of each dimension. @param sparse whether a key rather is missing where it may be */
function contextIn(
  { contexts }: AccessSpace,
  bits: readonly bigint[],
  sparse: boolean,
): Map<string, string | readonly string[]> {
  const context = new Map<string, string | readonly string[]>();
  for (const [at, { lowerCaseKey, actuals }] of contexts.entries()) {
    const held = [...placesOf(bits[at] ?? 0n)].map((place) => actuals?.[place]);
    const actual = sparse && held.includes(undefined) ? undefined : held.find((one) => one !== undefined);
    if (actual !== undefined) context.set(lowerCaseKey, actual);
  }
  // A condition that is a dimension of its own: a context that is meant to meet it.
  for (const [at, { condition }] of contexts.entries()) {
    if (condition === undefined || ((bits[at] ?? 0n) & 1n) === 0n) continue;
    const meeting = contextThatMeets([condition]);
    for (const key of meeting.keys()) {
      const met = meeting.get(key);
      if (met !== undefined && !context.has(key)) context.set(key, met);
    }
  }
  return context;
}

/** A text with its variables' symbols filled in; keys that have no value yet get one. */
function fillIn(
  { resources: { variables } }: AccessSpace,
  text: string,
  context: Map<string, string | readonly string[]>,
): string {
  return text
    .split('')
    .map((character) => {
      const number = variableOf(character);
      const variable = number === undefined ? undefined : variables[number];
      if (variable === undefined) return character;
      const value = context.get(variable.lowerCaseKey);
      if (typeof value === 'string') return value;
      if (value !== undefined) return variable.fallback ?? '';
      if (variable.fallback !== undefined) return variable.fallback;
      context.set(variable.lowerCaseKey, VALUE);
      return VALUE;
    })
    .join('');
}

/** What an unbound variable stands for in a witness. */
const VALUE = 'value-of-a-variable';
