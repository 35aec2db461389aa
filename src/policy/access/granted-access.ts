import { compilePolicy } from '../compile-policy.ts';
import type { CompiledPolicy } from '../compiled-policy.ts';
import type { Knowledge } from './access-space.ts';
import { inquire, type AccessVerdict } from './inquire.ts';
import { allows } from './witness.ts';

/** Some access: any of the actions on any of the resources, each as a policy writes it; `undefined` is every. */
export interface AccessQuery {
  readonly actions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
}

/** Whether a policy alone grants some of the access to someone in some request: by which of its statements. */
export function grantedAccess(
  policy: CompiledPolicy,
  query: AccessQuery,
  knowledge: Knowledge,
): AccessVerdict {
  const asked = compilePolicy({
    // Of this version, for what looks like a variable in a query is text.
    Version: '2008-10-17',
    Statement: { Effect: 'Allow', Action: query.actions ?? '*', Resource: query.resources ?? '*' },
  });
  return inquire(policy, [asked], knowledge, {
    *boxes(space) {
      for (const statement of asked.statements) yield [space.possible(statement), []];
    },
    isFound: (question) => allows(policy, question) && allows(asked, question),
  });
}
