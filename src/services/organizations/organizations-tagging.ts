import { formatArn } from '../../kernel/arn.ts';
import { taggedAmong, type ServiceTagging } from '../../operation/service-tagging.ts';
import type { ReadTx } from '../../store/store.ts';
import { policyArn, targetArn } from './arns.ts';
import { notFound } from './errors.ts';
import { tagOwner } from './tags.ts';
import { membershipOf } from './tree.ts';

/** The root, OUs, accounts and policies of an organization by ARN: they are its management account's. */
export const organizationsTagging: ServiceTagging = {
  isGlobal: true,

  judge({ region, accountId, resource }) {
    if (region !== '' || accountId === '' || !resource.includes('/')) return 'malformed';
    return /^(?:root|ou|account|policy)\/./.test(resource) ? 'taggable' : 'other';
  },

  async change({ arn, change, house, accountId, call, permit }) {
    const text = formatArn(arn);
    const all = await house.store.read((tx) => allOf(tx, accountId));
    const ResourceId = all.find((resource) => resource.arn === text)?.id;
    // The id alone would do for the call, whichever organization the ARN names.
    if (ResourceId === undefined) {
      await permit(`organizations:${change.kind === 'tag' ? 'TagResource' : 'UntagResource'}`);
      throw notFound('target');
    }
    if (change.kind === 'tag') await call('TagResource', { ResourceId, Tags: change.tags });
    else await call('UntagResource', { ResourceId, TagKeys: change.keys });
  },

  tagged: ({ store }, accountId) =>
    store.read(async (tx) => {
      const all = await allOf(tx, accountId);
      return taggedAmong(
        tx,
        'resource_tags',
        all.map(({ id, arn }) => ({ id: tagOwner(id), arn })),
      );
    }),
};

/** All that can carry tags in the organization that an account manages; nothing when it manages none. */
async function allOf(
  tx: ReadTx,
  accountId: string,
): Promise<readonly { readonly id: string; readonly arn: string }[]> {
  const organization = (await membershipOf(tx, accountId))?.organization;
  if (organization?.management_account_id !== accountId) return [];
  const within = organization.organization_id;
  const units = await tx
    .selectFrom('organizational_units')
    .select('ou_id as id')
    .where('organization_id', '=', within)
    .execute();
  const accounts = await tx
    .selectFrom('organization_accounts')
    .select('account_id as id')
    .where('organization_id', '=', within)
    .execute();
  const policies = await tx
    .selectFrom('organization_policies')
    .select(['policy_id as id', 'type'])
    .where('organization_id', '=', within)
    .execute();
  return [
    ...[{ id: organization.root_id }, ...units, ...accounts].map(({ id }) => ({
      id,
      arn: targetArn(organization, id),
    })),
    ...policies.map(({ id, type }) => ({ id, arn: policyArn(organization, type, id) })),
  ];
}
