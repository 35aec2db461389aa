import type { PolicyRow } from '../../../store/identity-tables.ts';
import { requestTagKeys } from '../../../operation/tag-keys.ts';
import { policyExists } from '../errors.ts';
import { iamOperation } from '../iam-operation.ts';
import { nameKey } from '../shared/arns.ts';
import { assertManagedPolicy } from '../shared/assert-policy.ts';
import { authorizeCreation } from '../shared/authorize-owner.ts';
import { assertRoomInAccount } from '../shared/quotas.ts';
import { assertTags, putTags } from '../shared/tags.ts';
import { customerPolicyToWire } from './policy-to-wire.ts';
import { UNUSED } from './policy-usage.ts';

/** Makes a customer managed policy with its first version. Tags given with it ask for iam:TagPolicy too. */
export const createPolicy = iamOperation('CreatePolicy', {
  authorizes(input, context) {
    const { PolicyName, Path = '/', Tags = [] } = input;
    const asked = ['iam:CreatePolicy', ...(Tags.length > 0 ? ['iam:TagPolicy'] : [])];
    return asked.map((action) => ({
      ...authorizeCreation(context, action, `policy${Path}${PolicyName}`, requestTagKeys(Tags)),
      named: `policy ${PolicyName}`,
    }));
  },

  async runs(input, { house, accountId }) {
    const { PolicyName, Path = '/', PolicyDocument, Description, Tags } = input;
    assertTags(Tags, 'kept');
    assertManagedPolicy(PolicyDocument);
    const now = house.clock.now().getTime();
    const row: PolicyRow = {
      policy_id: house.ids.unique('ANPA'),
      account_id: accountId,
      name: PolicyName,
      name_key: nameKey(PolicyName),
      path: Path,
      description: Description ?? null,
      default_version_id: 'v1',
      next_version: 2,
      is_attachable: 1,
      created_at: now,
      updated_at: now,
    };
    await house.store.write(async (tx) => {
      const taken = await tx
        .selectFrom('policies')
        .select('policy_id')
        .where('account_id', '=', accountId)
        .where('name_key', '=', row.name_key)
        .executeTakeFirst();
      if (taken !== undefined) throw policyExists(PolicyName);
      await assertRoomInAccount(tx, 'policies', accountId);
      await tx.insertInto('policies').values(row).execute();
      await tx
        .insertInto('policy_versions')
        .values({ policy_id: row.policy_id, version_id: 'v1', document: PolicyDocument, created_at: now })
        .execute();
      await putTags(tx, row.policy_id, Tags, 'kept');
    });
    return { Policy: { ...customerPolicyToWire(row, UNUSED), ...(Tags?.length ? { Tags } : {}) } };
  },
});
