import type { Arn } from '../kernel/arn.ts';
import type { ReadTx } from '../store/store.ts';
import { onceTagged } from '../store/once-tagged.ts';
import type { House } from './house.ts';

/** One tag, whole. */
export interface WholeTag {
  readonly Key: string;
  readonly Value: string;
}

/** A resource that has tags, or had some once: then without any. */
export interface TaggedResource {
  readonly arn: string;
  /** In the order of their keys. */
  readonly tags: readonly WholeTag[];
}

/** What is to become of a resource's tags. */
export type TagChange =
  | { readonly kind: 'tag'; readonly tags: readonly WholeTag[] }
  | { readonly kind: 'untag'; readonly keys: readonly string[] };

/** A change of one resource's tags by its ARN. */
export interface TagCall {
  /** One that `judge` found taggable, in the account of the call where it names any. */
  readonly arn: Arn;
  readonly change: TagChange;
  readonly house: House;
  readonly accountId: string;
  /** Calls one of the service's own operations as the caller: held to its model, authorised, in the trail. */
  readonly call: (operation: string, input: object) => Promise<unknown>;
  /**
   * Asks for a permission on the ARN as it is, for one that turns out to be nobody's: who may not change
   * a thing is not told whether it exists. @throws AwsError the service's denial
   */
  readonly permit: (action: string) => Promise<void>;
}

/**
 * What a service's room tells the Resource Groups Tagging API of its resources, so that a new kind of
 * resource is taggable by ARN where the kind itself is.
 */
export interface ServiceTagging {
  /** The service has one place for all regions: AWS lists its resources in us-east-1. */
  readonly isGlobal: boolean;
  /**
   * What an ARN is to the service: that of a kind of resource whose tags can be changed by ARN, of some
   * `other` kind, or none that it could have given.
   */
  judge(arn: Arn): 'taggable' | 'other' | 'malformed';
  /** Changes a resource's tags by calls of the service's own operations. @throws AwsError the service's */
  change(call: TagCall): Promise<void>;
  /** All that has or had tags in an account and, unless global, a region; in no particular order. */
  tagged(house: House, accountId: string, region: string): Promise<readonly TaggedResource[]>;
}

/** Most ids in one statement. */
const CHUNK = 500;

/**
 * Of some resources those that have tags, and those that had some once.
 *
 * @param table where their tags are kept: IAM's in one of their own
 * @param resources each with the id under which its tags are kept
 */
export async function taggedAmong(
  tx: ReadTx,
  table: 'tags' | 'resource_tags',
  resources: readonly { readonly id: string; readonly arn: string }[],
): Promise<readonly TaggedResource[]> {
  const ids = resources.map(({ id }) => id);
  const tags = new Map<string, WholeTag[]>();
  for (const id of await onceTagged(tx, ids)) tags.set(id, []);
  for (let from = 0; from < ids.length; from += CHUNK) {
    const rows = await tx
      .selectFrom(table)
      .select(['resource_id', 'key', 'value'])
      .where('resource_id', 'in', ids.slice(from, from + CHUNK))
      .orderBy('key')
      .execute();
    for (const { resource_id: id, key, value } of rows) {
      const tag = { Key: key, Value: value };
      const known = tags.get(id);
      if (known === undefined) tags.set(id, [tag]);
      else known.push(tag);
    }
  }
  return resources.flatMap(({ id, arn }) => {
    const own = tags.get(id);
    return own === undefined ? [] : [{ arn, tags: own }];
  });
}
