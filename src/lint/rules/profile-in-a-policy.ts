import { parseArn } from '../../kernel/arn.ts';
import type { Found, Rule } from '../rule.ts';
import { statementsOf, textsOf } from '../trust.ts';
import { member, textOf, type Value } from '../value.ts';
import { wordsOf } from '../words.ts';
import type { World } from '../world.ts';

/** Passing and assuming is about roles: policies that name the profile in their place allow nothing. */
export const profileInAPolicy: Rule = {
  name: 'profile-in-a-policy',
  level: 'error',
  looksAt: 'instance profiles that policies name where a role is meant',
  *find(world) {
    for (const { id, property, value } of world.documents) {
      for (const statement of statementsOf(value)) {
        const actions = textsOf(statement, 'Action').map((action) => textOf(action) ?? '');
        const isPassing = actions.length > 0 && actions.every((action) => ROLES_ACTION.test(action));
        const principal = member(statement, 'Principal');
        const named = [
          ...(isPassing ? textsOf(statement, 'Resource') : []),
          ...(principal === undefined ? [] : textsOf(principal, 'AWS')),
        ];
        for (const one of named) yield* foundIn(world, one, `\`${property}\` of ${id}`);
      }
    }
  },
};

const ROLES_ACTION = /^(?:iam:PassRole|sts:AssumeRole|iam:GetRole)$/i;

function* foundIn(world: World, value: Value, where: string): Generator<Found> {
  const arn = parseArn(textOf(value) ?? '');
  if (arn?.service !== 'iam' || !arn.resource.startsWith('instance-profile/')) return;
  const profile = world.profiles.find(({ id }) => id === value.link?.resource);
  const role = profile?.roles[0]?.link?.resource;
  yield {
    spot: value.spot,
    says: `${where} names an instance profile, but it is the role in it that is passed, assumed and acts`,
    mend: role === undefined ? 'write the ARN of the role in it' : `write \`${wordsOf(world).arnOf(role)}\``,
  };
}
