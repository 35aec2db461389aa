import type { Ec2OperationName, Tag, TagSpecification } from '../../../model/generated/ec2.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { WholeTag } from '../../../operation/service-tagging.ts';
import { requestTagKeys } from '../../../operation/tag-keys.ts';
import { forgetOnceTagged } from '../../../store/once-tagged.ts';
import type { WriteTx } from '../../../store/store.ts';
import { regionKey } from '../ec2-operation.ts';
import { invalidTag, tagLimitExceeded } from '../errors.ts';

/** The most tags of one resource. */
export const MAX_TAGS = 50;
const MAX_KEY = 128;
const MAX_VALUE = 256;

/** Tags by key. */
export type Tags = Readonly<Record<string, string>>;

/**
 * Reads tags that a request brings; a missing value is an empty one.
 *
 * @throws AwsError InvalidParameterValue for a key or value that EC2 does not take, or a key given twice
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/Using_Tags.html#tag-restrictions
 */
export function readTagList(tags: readonly Tag[] | undefined): Tags {
  const byKey = Object.create(null) as Record<string, string>;
  for (const { Key, Value } of tags ?? []) {
    if (Key === undefined || Key === '') throw invalidTag('Tag key cannot be null or empty');
    if (Key in byKey) throw invalidTag(`Duplicate tag key '${Key.slice(0, MAX_KEY)}' specified.`);
    if (Key.length > MAX_KEY) throw invalidTag(`Tag key exceeds the maximum length of ${MAX_KEY} characters`);
    if (/^aws:/i.test(Key)) throw invalidTag("Tag keys starting with 'aws:' are reserved for internal use");
    const value = Value ?? '';
    if (value.length > MAX_VALUE)
      throw invalidTag(`Tag value exceeds the maximum length of ${MAX_VALUE} characters`);
    byKey[Key] = value;
  }
  if (Object.keys(byKey).length > MAX_TAGS) throw tagLimitExceeded();
  return byKey;
}

/** What a request's TagSpecifications put on each type of resource that it makes. */
export type TagsByType<Type extends string> = Readonly<Partial<Record<Type, Tags>>>;

/**
 * Reads TagSpecifications.
 *
 * @param types what the call makes, and so can tag
 * @throws AwsError InvalidParameterValue for another type, and as {@link readTagList}
 */
export function readTagSpecifications<Type extends string>(
  specifications: readonly TagSpecification[] | undefined,
  types: readonly Type[],
): TagsByType<Type> {
  const lists: Partial<Record<Type, Tag[]>> = {};
  for (const { ResourceType, Tags } of specifications ?? []) {
    const type = types.find((candidate) => candidate === ResourceType);
    if (ResourceType === undefined) throw invalidTag('Tag specification resource type must have a value');
    if (type === undefined) {
      throw invalidTag(`'${ResourceType}' is not a valid taggable resource type for this operation.`);
    }
    if (Tags === undefined || Tags.length === 0)
      throw invalidTag('Tag specification must have at least one tag');
    lists[type] = [...(lists[type] ?? []), ...Tags];
  }
  const byType: Partial<Record<Type, Tags>> = {};
  for (const type of types) if (lists[type] !== undefined) byType[type] = readTagList(lists[type]);
  return byType;
}

/** Tags in the shape of AWS's lists. */
export function tagList(tags: Tags | undefined): WholeTag[] {
  return Object.entries(tags ?? {}).map(([Key, Value]) => ({ Key, Value }));
}

/**
 * The permission to tag what a call makes, which is asked for besides the call's own, with the call's
 * name in `ec2:CreateAction`.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
 */
export function taggingOnCreate(
  context: OperationContext,
  action: Ec2OperationName,
  arn: string,
  tags: Tags | undefined,
): Authorization[] {
  if (tags === undefined) return [];
  const keys = { ...requestTagKeys(tagList(tags)), ...regionKey(context), 'ec2:CreateAction': action };
  return [{ action: 'ec2:CreateTags', resource: arn, keys }];
}

/** Puts tags on a resource; a key that it has gets the new value. */
export async function putTags(tx: WriteTx, resourceId: string, tags: Tags | undefined): Promise<void> {
  for (const [key, value] of Object.entries(tags ?? {})) {
    await tx
      .insertInto('resource_tags')
      .values({ resource_id: resourceId, key, key_lower: key, value })
      .onConflict((conflict) => conflict.columns(['resource_id', 'key_lower']).doUpdateSet({ value }))
      .execute();
  }
}

/** Takes all tags off resources that are gone. */
export async function dropTags(tx: WriteTx, resourceIds: readonly string[]): Promise<void> {
  for (const id of resourceIds) {
    await tx.deleteFrom('resource_tags').where('resource_id', '=', id).execute();
    await forgetOnceTagged(tx, id);
  }
}
