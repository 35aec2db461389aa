import type { Rule } from '../rule.ts';
import { wordsOf } from '../words.ts';

/** A role that is named and made nowhere; only a running server can tell. */
export const roleMissing: Rule = {
  name: 'role-missing',
  level: 'error',
  looksAt: 'roles that are named, not made here and not in the account (asks the server, with --as)',
  *find(world) {
    for (const { asked, standing } of world.told?.passes ?? []) {
      if (asked.isHere || standing !== 'missing') continue;
      yield {
        spot: asked.spot,
        says: `${asked.by} hands the role \`${asked.role}\` to ${asked.service}; it is not made here, and the server has none of that name`,
        mend: `make it as an ${wordsOf(world).roleType}, or name one that the account has`,
      };
    }
  },
};
