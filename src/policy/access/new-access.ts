import type { CompiledPolicy } from '../compiled-policy.ts';
import type { Knowledge } from './access-space.ts';
import { inquire, type AccessVerdict } from './inquire.ts';
import { allows } from './witness.ts';

/**
 * Whether a policy allows a request that another does not, each by itself: by which of its statements.
 * Both are policies of one kind. A resource's policy allows a request when it names the caller in whatever
 * way: what the caller's own account must say besides is not asked.
 */
export function newAccess(
  proposed: CompiledPolicy,
  existing: CompiledPolicy,
  knowledge: Knowledge,
): AccessVerdict {
  return inquire(proposed, [existing], knowledge, {
    *boxes(space, asked) {
      const allowed = existing.statements.filter(({ effect }) => effect === 'Allow');
      yield [asked, allowed.map((statement) => space.certain(statement))];
      for (const statement of existing.statements) {
        if (statement.effect === 'Deny') yield [space.possible(statement), []];
      }
    },
    isFound: (question) => allows(proposed, question) && !allows(existing, question),
  });
}
