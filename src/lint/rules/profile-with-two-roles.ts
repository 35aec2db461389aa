import type { Rule } from '../rule.ts';

/** @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_switch-role-ec2_instance-profiles.html */
export const profileWithTwoRoles: Rule = {
  name: 'profile-with-two-roles',
  level: 'error',
  looksAt: 'instance profiles with more than one role',
  *find({ profiles }) {
    for (const { id, most, rolesSpot } of profiles) {
      if (most < 2) continue;
      yield {
        spot: rolesSpot,
        says: `the instance profile ${id} is given ${most} roles, and AWS takes one: "Cannot exceed quota for InstanceSessionsPerInstanceProfile: 1"`,
        mend: 'leave one role, with the policies of all; an instance has one role at a time',
      };
    }
  },
};
