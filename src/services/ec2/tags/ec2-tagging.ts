import type { Arn } from '../../../kernel/arn.ts';
import { taggedAmong, type ServiceTagging } from '../../../operation/service-tagging.ts';
import { ec2Arn } from '../shared/place.ts';
import { assertIdOf, TAGGED_KINDS, type ResourceKind } from '../shared/resources.ts';
import { idsOfKind, isPublicKind } from './tagged-resources.ts';

/**
 * EC2's resources by ARN, `…:<account>:<type>/<id>`; of a key pair too the id, where policies take its
 * name. Images and snapshots may also be named as policies do it, without an account.
 */
export const ec2Tagging: ServiceTagging = {
  isGlobal: false,

  judge(arn) {
    const { type, id } = partsOf(arn);
    const kind = kindOfType(type);
    const hasOwner = arn.accountId !== '' || (kind !== undefined && isPublicKind(kind));
    if (arn.region === '' || id === '' || !hasOwner) return 'malformed';
    return kind === undefined ? 'other' : 'taggable';
  },

  async change({ arn, change, call }) {
    const { type, id } = partsOf(arn);
    const kind = kindOfType(type);
    // A VPC's id in an instance's ARN names neither.
    if (kind !== undefined) assertIdOf(kind, id);
    const Resources = [id];
    if (change.kind === 'tag') await call('CreateTags', { Resources, Tags: change.tags });
    else await call('DeleteTags', { Resources, Tags: change.keys.map((Key) => ({ Key })) });
  },

  tagged({ store, clock }, accountId, region) {
    const now = clock.now().getTime();
    return store.read(async (tx) => {
      const place = { accountId, region };
      const resources = [];
      for (const kind of TAGGED_KINDS) {
        const ids = await idsOfKind(tx, place, kind, now);
        for (const id of ids) resources.push({ id, arn: ec2Arn(place, `${kind.type}/${id}`) });
      }
      return taggedAmong(tx, 'resource_tags', resources);
    });
  },
};

function partsOf({ resource }: Arn): { readonly type: string; readonly id: string } {
  const slash = resource.indexOf('/');
  return slash < 0
    ? { type: resource, id: '' }
    : { type: resource.slice(0, slash), id: resource.slice(slash + 1) };
}

function kindOfType(type: string): ResourceKind | undefined {
  return TAGGED_KINDS.find((kind) => kind.type === type);
}
