import { namedBy } from '../named.ts';
import type { Rule } from '../rule.ts';
import { trustedServices, trusts } from '../trust.ts';

/** What a service says that cannot assume the role it was given. */
const REFUSALS: Readonly<Record<string, string>> = {
  'lambda.amazonaws.com': ': "The role defined for the function cannot be assumed by Lambda."',
};

/** A role is handed to a service that its trust policy does not name. */
export const roleNotForService: Rule = {
  name: 'role-not-for-service',
  level: 'error',
  looksAt: 'roles of functions and their like that the service may not assume',
  *find(world) {
    for (const { id, property, value, service } of world.roleUses) {
      const role = namedBy(world, value)?.role;
      if (role?.trust === undefined || trusts(role.trust, service) !== false) continue;
      const services = trustedServices(role.trust);
      const who = services.length === 0 ? 'no service' : services.join(', ');
      yield {
        spot: value.spot,
        says: `\`${property}\` of ${id} is the role ${role.id}, which trusts ${who}, not ${service}${REFUSALS[service] ?? ''}`,
        mend: `let the trust policy of ${role.id} allow \`sts:AssumeRole\` to \`{"Service": "${service}"}\``,
      };
    }
    for (const { asked, standing } of world.told?.passes ?? []) {
      if (asked.isHere || standing !== 'not assumable') continue;
      const { by, role, service, spot } = asked;
      yield {
        spot,
        says: `${by} hands the role \`${role}\` to ${service}, which its trust policy in the account does not let assume it${REFUSALS[service] ?? ''}`,
        mend: `let its trust policy allow \`sts:AssumeRole\` to \`{"Service": "${service}"}\``,
      };
    }
  },
};
