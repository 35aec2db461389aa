import { requestTagKeys, tagKeys } from '../../../operation/tag-keys.ts';
import { iamOperation } from '../iam-operation.ts';
import { requireCustomerPolicy, requireManagedPolicy } from '../shared/managed-policy.ts';
import { parsePolicyArn } from '../shared/policy-arn.ts';
import { assertTags, putTags, removeTags, tagPage, tagsOf } from '../shared/tags.ts';
import { authorizePolicy } from './authorize-policy.ts';

export const tagPolicy = iamOperation('TagPolicy', {
  authorizes: ({ PolicyArn, Tags }, context) =>
    authorizePolicy(context, PolicyArn, 'iam:TagPolicy', 'change', requestTagKeys(Tags)),

  async runs({ PolicyArn, Tags }, { house }) {
    assertTags(Tags, 'kept');
    await house.store.write(async (tx) => {
      const policy = await requireCustomerPolicy(tx, parsePolicyArn(PolicyArn));
      await putTags(tx, policy.policy_id, Tags, 'kept');
    });
    return {};
  },
});

export const untagPolicy = iamOperation('UntagPolicy', {
  authorizes: ({ PolicyArn, TagKeys }, context) =>
    authorizePolicy(context, PolicyArn, 'iam:UntagPolicy', 'change', tagKeys(TagKeys)),

  async runs({ PolicyArn, TagKeys }, { house }) {
    await house.store.write(async (tx) => {
      const policy = await requireCustomerPolicy(tx, parsePolicyArn(PolicyArn));
      await removeTags(tx, policy.policy_id, TagKeys, 'kept');
    });
    return {};
  },
});

/** AWS's own policies have no tags. */
export const listPolicyTags = iamOperation('ListPolicyTags', {
  authorizes: ({ PolicyArn }, context) => authorizePolicy(context, PolicyArn, 'iam:ListPolicyTags', 'read'),

  runs(input, { house }) {
    return house.store.read(async (tx) => {
      const policy = await requireManagedPolicy(tx, parsePolicyArn(input.PolicyArn));
      const tags = policy.kind === 'aws' ? [] : await tagsOf(tx, policy.row.policy_id);
      return tagPage('ListPolicyTags', input, tags);
    });
  },
});
