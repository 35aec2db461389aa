import type { Rule } from '../rule.ts';

/** Who hands a role to a service needs iam:PassRole on it; a running server says whether the deployer has it. */
export const passRole: Rule = {
  name: 'pass-role',
  level: 'error',
  looksAt: 'roles that the deployer may not pass (asks the server, with --as)',
  *find({ told }) {
    for (const { asked, refusal, mend } of told?.passes ?? []) {
      if (refusal === undefined) continue;
      yield {
        spot: asked.spot,
        says: `${asked.by} hands a role to ${asked.service}: ${refusal}`,
        mend,
        // Under another name the role may be one that the deployer may pass.
        level: asked.isNameMade ? 'warning' : 'error',
      };
    }
  },
};
