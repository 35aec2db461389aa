import { iamArn } from '../../../kernel/arn.ts';
import type { Authorization, ConditionKeys } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import { arnOf } from '../shared/arns.ts';
import { tagsOf } from '../shared/tags.ts';
import { findProfile } from './profile-rows.ts';

/**
 * The permission for an action on an instance profile: on its ARN with its real path, without a path
 * where there is none of that name. A denial names it `instance profile NAME`.
 */
export async function authorizeProfile(
  context: OperationContext,
  name: string,
  action: string,
  keys: ConditionKeys = {},
): Promise<Authorization> {
  const { accountId, house } = context;
  const { profile, tags } = await house.store.read(async (tx) => {
    const profile = await findProfile(tx, accountId, name);
    return { profile, tags: profile === undefined ? [] : await tagsOf(tx, profile.profile_id) };
  });
  return {
    action,
    resource:
      profile === undefined
        ? iamArn(accountId, `instance-profile/${name}`)
        : arnOf('instance-profile', profile),
    named: `instance profile ${name}`,
    keys: { ...resourceTagKeys(tags), ...keys },
  };
}
