import { taggedAmong, type ServiceTagging } from '../../operation/service-tagging.ts';
import { invalidResourceId } from './errors.ts';
import { arnOf } from './parameter-names.ts';
import { readParameters } from './parameter-record.ts';
import { tagOwner } from './tags.ts';

/** Parameters by their ARN, which does not tell `/name` from `name`. */
export const ssmTagging: ServiceTagging = {
  isGlobal: false,

  judge({ region, accountId, resource }) {
    if (region === '' || accountId === '' || !resource.includes('/')) return 'malformed';
    return /^parameter\/./.test(resource) ? 'taggable' : 'other';
  },

  async change({ arn, change, house, accountId, call, permit }) {
    const path = arn.resource.slice('parameter'.length);
    const names = path.lastIndexOf('/') === 0 ? [path, path.slice(1)] : [path];
    const place = { accountId, region: arn.region };
    const [found] = await house.store.read((tx) => readParameters(tx, place, { names }));
    if (found === undefined) {
      await permit(`ssm:${change.kind === 'tag' ? 'AddTagsToResource' : 'RemoveTagsFromResource'}`);
      throw invalidResourceId();
    }
    const resource = { ResourceType: 'Parameter', ResourceId: found.name };
    if (change.kind === 'tag') await call('AddTagsToResource', { ...resource, Tags: change.tags });
    else await call('RemoveTagsFromResource', { ...resource, TagKeys: change.keys });
  },

  tagged: ({ store }, accountId, region) =>
    store.read(async (tx) => {
      const all = await readParameters(tx, { accountId, region });
      const resources = all.flatMap(({ id, name }) =>
        id === undefined ? [] : [{ id: tagOwner(id), arn: arnOf(accountId, region, name) }],
      );
      return taggedAmong(tx, 'resource_tags', resources);
    }),
};
