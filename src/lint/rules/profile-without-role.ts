import type { Rule } from '../rule.ts';
import { wordsOf } from '../words.ts';

/** An empty profile is made without complaint, and its instances find no credentials. */
export const profileWithoutRole: Rule = {
  name: 'profile-without-role',
  level: 'warning',
  looksAt: 'instance profiles with no role',
  *find(world) {
    const { roleType } = wordsOf(world);
    for (const { id, roles, rolesSpot } of world.profiles) {
      if (roles.length > 0) continue;
      yield {
        spot: rolesSpot,
        says: `the instance profile ${id} holds no role: its instances get no credentials`,
        mend: `give it the name of an ${roleType}`,
      };
    }
  },
};
