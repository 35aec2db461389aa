import { namedBy } from '../named.ts';
import type { Rule } from '../rule.ts';
import { keyOf } from '../spot.ts';
import { trustedServices, trusts } from '../trust.ts';

/** A profile may hold any role; instances get credentials of one only that EC2 may assume. */
export const roleNotForEc2: Rule = {
  name: 'role-not-for-ec2',
  level: 'error',
  looksAt: 'roles in instance profiles that EC2 may not assume',
  *find(world) {
    const seen = new Set<string>();
    for (const profile of world.profiles) {
      for (const value of profile.roles) {
        const role = namedBy(world, value)?.role;
        if (role?.trust === undefined || seen.has(role.id)) continue;
        if (trusts(role.trust, 'ec2.amazonaws.com') !== false) continue;
        seen.add(role.id);
        const services = trustedServices(role.trust);
        const who = services.length === 0 ? 'no service' : services.join(', ');
        yield {
          spot: keyOf(role.trust.spot),
          says: `the role ${role.id} is in the instance profile ${profile.id} and trusts ${who}, not ec2.amazonaws.com: its instances get no credentials`,
          mend: 'let its trust policy allow `sts:AssumeRole` to `{"Service": "ec2.amazonaws.com"}`',
        };
      }
    }
  },
};
