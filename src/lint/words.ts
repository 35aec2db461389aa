import type { World } from './world.ts';

/** How templates and configurations write what rules advise. */
interface Words {
  readonly profileType: string;
  readonly roleType: string;
  /** Another resource's name. */
  nameOf(id: string): string;
  arnOf(id: string): string;
  /** A new profile that holds a role. */
  profileWith(role: string): string;
}

const WORDS: Readonly<Record<World['form'], Words>> = {
  cloudformation: {
    profileType: 'AWS::IAM::InstanceProfile',
    roleType: 'AWS::IAM::Role',
    nameOf: (id) => `!Ref ${id}`,
    arnOf: (id) => `!GetAtt ${id}.Arn`,
    profileWith: (role) => `an AWS::IAM::InstanceProfile with \`Roles: [!Ref ${role}]\``,
  },
  terraform: {
    profileType: 'aws_iam_instance_profile',
    roleType: 'aws_iam_role',
    nameOf: (id) => `${id}.name`,
    arnOf: (id) => `${id}.arn`,
    profileWith: (role) => `an aws_iam_instance_profile with \`role = ${role}.name\``,
  },
};

export function wordsOf({ form }: World): Words {
  return WORDS[form];
}
