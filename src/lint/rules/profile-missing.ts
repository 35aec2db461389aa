import { namedBy } from '../named.ts';
import type { Rule } from '../rule.ts';
import { wordsOf } from '../words.ts';

/** A profile that is named and made nowhere: only the account can tell whether it is there. */
export const profileMissing: Rule = {
  name: 'profile-missing',
  level: 'warning',
  looksAt: 'instance profiles that are named and not made here',
  *find(world) {
    for (const { property, value, id } of world.profileUses) {
      const named = namedBy(world, value);
      if (named?.text === undefined || named.kind === 'role' || named.role !== undefined) continue;
      if (named.profile !== undefined) continue;
      const name = named.text.split('/').at(-1) ?? '';
      const isMissing = world.told?.missingProfiles.has(name);
      if (isMissing === false) continue;
      const { profileType } = wordsOf(world);
      const where =
        isMissing === true ? 'the server has none of that name' : 'it must be there before the deploy';
      yield {
        spot: value.spot,
        says: `the instance profile \`${name}\` of ${id} is not made here, and ${where}`,
        mend: `make it as an ${profileType}, or make sure that \`${property}\` names one that the account has`,
        level: isMissing === true ? 'error' : 'warning',
      };
    }
  },
};
