import { formatArn } from '../../kernel/arn.ts';
import { taggedAmong, type ServiceTagging } from '../../operation/service-tagging.ts';
import { functionRecord } from './records.ts';
import { tagOwner } from './tags.ts';

/** Functions by their ARNs. */
export const lambdaTagging: ServiceTagging = {
  isGlobal: false,

  judge({ region, accountId, resource }) {
    if (region === '' || accountId === '' || !/^[\w-]+:./.test(resource)) return 'malformed';
    return /^function:[\w-]+$/.test(resource) ? 'taggable' : 'other';
  },

  async change({ arn, change, call }) {
    const Resource = formatArn(arn);
    if (change.kind === 'tag') {
      const Tags = Object.fromEntries(change.tags.map(({ Key, Value }) => [Key, Value]));
      await call('TagResource', { Resource, Tags });
    } else await call('UntagResource', { Resource, TagKeys: change.keys });
  },

  tagged: ({ store }, accountId, region) =>
    store.read(async (tx) => {
      const rows = await tx
        .selectFrom('lambda_functions')
        .selectAll()
        .where('account_id', '=', accountId)
        .where('region', '=', region)
        .execute();
      const resources = rows.map((row) => {
        const { functionId, arn } = functionRecord(row);
        return { id: tagOwner(functionId), arn };
      });
      return taggedAmong(tx, 'resource_tags', resources);
    }),
};
