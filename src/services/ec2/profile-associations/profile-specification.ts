import type { AwsError } from '../../../kernel/aws-error.ts';
import type { IamInstanceProfileSpecification } from '../../../model/generated/ec2.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { InstanceProfileView } from '../../../operation/instance-profiles.ts';
import { invalidInstanceProfile, invalidParameterCombination, profileWithoutRole } from '../errors.ts';

/**
 * An instance profile that a request names: what was found, and why it cannot be used, which is said
 * only to someone who may do the call.
 */
export type NamedProfile =
  | { readonly profile: InstanceProfileView; readonly problem: AwsError | undefined }
  | { readonly profile: undefined; readonly problem: AwsError };

const ARN_ACCOUNT = 4;

/**
 * Looks up the profile that a request names by name or by ARN, which must be of the caller's account.
 *
 * @returns `undefined` when the request names none
 * @throws AwsError InvalidParameterCombination when both are given
 */
export async function findNamedProfile(
  { house, accountId }: OperationContext,
  specification: IamInstanceProfileSpecification | undefined,
): Promise<NamedProfile | undefined> {
  const { Name: name = '', Arn: arn = '' } = specification ?? {};
  if (name === '' && arn === '') return undefined;
  if (name !== '' && arn !== '') {
    throw invalidParameterCombination(
      "The parameter 'iamInstanceProfile.name' may not be used in combination with 'iamInstanceProfile.arn'",
    );
  }
  const isOwn = arn.split(':')[ARN_ACCOUNT] === accountId;
  const profile =
    name === ''
      ? isOwn
        ? await house.instanceProfiles.byArn(arn)
        : undefined
      : await house.instanceProfiles.byName(accountId, name);
  if (profile === undefined) {
    const problem = name === '' ? invalidInstanceProfile(arn, 'arn') : invalidInstanceProfile(name, 'name');
    return { profile, problem };
  }
  return { profile, problem: profile.role === undefined ? profileWithoutRole(profile.arn) : undefined };
}

/**
 * The permission to hand the profile's role to EC2, which is asked for besides the call's own.
 *
 * @param instanceArn the instance that gets it; `…:instance/*` where none exists yet
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html
 */
export function passingRole(named: NamedProfile | undefined, instanceArn: string): Authorization[] {
  const role = named?.profile?.role;
  if (role === undefined) return [];
  const keys = { 'iam:PassedToService': 'ec2.amazonaws.com', 'iam:AssociatedResourceArn': instanceArn };
  return [{ action: 'iam:PassRole', resource: role.arn, keys }];
}
