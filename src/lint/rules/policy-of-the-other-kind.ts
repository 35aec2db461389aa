import { mistakenKind } from '../policy-kind.ts';
import type { Rule } from '../rule.ts';
import { keyOf } from '../spot.ts';

/** Who may become the role, and what the role may do, are two documents. */
export const policyOfTheOtherKind: Rule = {
  name: 'policy-of-the-other-kind',
  level: 'error',
  looksAt: 'permissions where a trust policy is wanted, and the reverse',
  *find({ documents }) {
    for (const document of documents) {
      const { id, property, value } = document;
      switch (mistakenKind(document)) {
        case 'identity':
          yield {
            spot: keyOf(value.spot),
            says: `\`${property}\` of ${id} says what is allowed; wanted is a trust policy, which says who may assume the role`,
            mend: 'put it among the policies of the role, and write here who may assume it: a `Principal`, with `sts:AssumeRole` and no `Resource`',
          };
          break;
        case 'trust':
          yield {
            spot: keyOf(value.spot),
            says: `\`${property}\` of ${id} is a trust policy; wanted are permissions: \`Action\` and \`Resource\`, without \`Principal\``,
            mend: 'make it the trust policy of the role that it is about',
          };
          break;
        case undefined:
      }
    }
  },
};
