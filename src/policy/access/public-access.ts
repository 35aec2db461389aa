import type { CompiledPolicy } from '../compiled-policy.ts';
import type { Question } from '../question.ts';
import { allBits, bitsWhere } from './bits.ts';
import type { AccessSpace, Knowledge } from './access-space.ts';
import type { Box } from './boxes.ts';
import { inquire, type AccessVerdict } from './inquire.ts';
import type { IsFixed } from './key-classes.ts';
import { allows } from './witness.ts';

/**
 * Whether a resource's policy lets anyone in: someone whom it does not name, in a request that no condition
 * ties to a fixed value; by which of its statements.
 * @param isFixed which values are fixed
 */
export function publicAccess(
  policy: CompiledPolicy,
  isFixed: IsFixed,
  knowledge: Omit<Knowledge, 'isFixed'>,
): AccessVerdict {
  const named = new Set(
    policy.statements.flatMap(({ principal }) => Object.values(principal?.names ?? {}).flat()),
  );
  return inquire(
    policy,
    [],
    { ...knowledge, keyFacts: (key) => knowledge.keyFacts(key), isFixed },
    {
      *boxes(space) {
        const known = new Set([...named, ...space.linked.names]);
        yield [openBox(space, (question) => isAnyone(question, known)), []];
      },
      isFound: (question) => allows(policy, question),
    },
  );
}

/** Everything anyone may ask for, without a fixed value in the context. */
function openBox(space: AccessSpace, anyone: (candidate: Pick<Question, 'principal'>) => boolean): Box {
  return [
    allBits(space.actions.actions.length),
    allBits(space.resources.texts.length),
    bitsWhere(space.principals.candidates, anyone),
    ...space.contexts.map(({ open }) => open),
  ];
}

/** A user that no policy names, of an account that none names; or nobody. */
function isAnyone({ principal }: Pick<Question, 'principal'>, named: ReadonlySet<string>): boolean {
  if (principal.kind === 'anonymous') return true;
  if (principal.kind !== 'user') return false;
  const { accountId, arn, id, canonicalUserId } = principal;
  const names = [accountId, `arn:aws:iam::${accountId}:root`, arn, id, canonicalUserId ?? arn];
  return !names.some((name) => named.has(name));
}
