import { parseArn } from '../../kernel/arn.ts';
import { nearest } from '../../policy/findings/nearest.ts';
import { awsManagedPolicies } from '../../services/iam/managed-policies/aws-managed-policies.ts';
import { namedBy } from '../named.ts';
import type { Rule } from '../rule.ts';

/** Some tenths of a second for the search of what was meant. */
const EFFORT = 100_000;

const INLINE = new Set(['AWS::IAM::Policy', 'AWS::IAM::RolePolicy', 'aws_iam_role_policy']);

/** A policy of AWS's that AWS has not; most often its path is missing. */
export const managedPolicyUnknown: Rule = {
  name: 'managed-policy-unknown',
  level: 'error',
  looksAt: 'managed policies of AWS’s that do not exist, and what is no managed policy',
  *find(world) {
    const effort = { left: EFFORT };
    for (const { id, property, value } of world.policyArns) {
      const named = namedBy(world, value);
      const linked = world.types.get(value.link?.resource ?? '');
      if (linked !== undefined && INLINE.has(linked)) {
        const says = `\`${property}\` of ${id} wants a managed policy and is given an inline one, which has no ARN`;
        yield {
          spot: value.spot,
          says,
          mend: 'make it a managed policy, or name the role in the inline one',
        };
        continue;
      }
      if (named?.form !== 'arn') continue;
      if (named.text === undefined) {
        if (named.kind === 'policy' || named.kind === 'other') continue;
        const says = `\`${property}\` of ${id} wants the ARN of a managed policy and is given that of a role or profile`;
        yield { spot: value.spot, says, mend: 'write the ARN of a managed policy' };
        continue;
      }
      const arn = parseArn(named.text);
      if (arn?.service === 'iam' && arn.accountId !== 'aws' && arn.resource.startsWith('policy/')) continue;
      if (awsManagedPolicies().has(named.text)) continue;
      const meant = arn?.accountId === 'aws' ? meantBy(named.text, effort) : undefined;
      yield {
        spot: value.spot,
        says:
          arn?.accountId === 'aws'
            ? `AWS has no managed policy \`${named.text}\``
            : `\`${property}\` of ${id} wants the ARN of a managed policy, and \`${named.text}\` is none`,
        mend: meant === undefined ? 'write the ARN of a policy that there is' : `write \`${meant}\``,
      };
    }
  },
};

/** With fewer letters too many names begin. */
const SHORTEST_START = 6;

/** Among names as long as these three letters make another service of it. */
const MOST_CHANGES = 2;

/** The policy of the same name on another path, one whose name goes on from this one, or of nearly the same name. */
function meantBy(arn: string, effort: { left: number }): string | undefined {
  const name = (arn.split('/').at(-1) ?? '').toLowerCase();
  const byName = new Map(
    [...awsManagedPolicies()].map(([known, policy]) => [policy.name.toLowerCase(), known]),
  );
  const [longer] = [...byName.keys()]
    .filter((known) => known.startsWith(name) && name.length >= SHORTEST_START)
    .sort((one, other) => one.length - other.length);
  const meant = byName.has(name) ? name : (longer ?? nearest(name, byName, effort, MOST_CHANGES));
  return byName.get(meant ?? '');
}
