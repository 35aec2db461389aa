import type { Ec2OperationName, Ec2Operations } from '../../../model/generated/ec2.ts';
import { tagChanges, tagsOf } from '../../../operation/resource-properties.ts';
import type { Change, Properties, ResourceContext } from '../../../operation/resource-type.ts';

/** Calls one of EC2's operations for a resource; values may be as loose as the template wrote them. */
export function ec2<Name extends Ec2OperationName>(
  context: Pick<ResourceContext, 'call'>,
  operation: Name,
  input: object,
): Promise<Ec2Operations[Name]['output']> {
  return context.call<Ec2Operations[Name]['output']>('ec2', operation, input);
}

/**
 * The tags that a call is to put on what it makes: the resource's own and the stack's.
 *
 * @param types what it makes, in EC2's terms: `instance`
 */
export function tagSpecifications(
  context: ResourceContext,
  types: string | readonly string[],
  properties: Properties,
): { TagSpecifications?: readonly object[] } {
  const Tags = tagsOf(properties, context.stackTags);
  if (Tags.length === 0) return {};
  return { TagSpecifications: [types].flat().map((ResourceType) => ({ ResourceType, Tags })) };
}

/** Filters that find what an attempt of a stack's step made: by the tags that only CloudFormation sets. */
export function byOwnTags({ ownTags }: Pick<ResourceContext, 'ownTags'>): {
  readonly Filters: readonly object[];
} {
  return { Filters: ownTags.map(({ Key, Value }) => ({ Name: `tag:${Key}`, Values: [Value] })) };
}

/** Brings a resource's tags to what they shall be. */
export async function changeTags(
  context: ResourceContext,
  id: string,
  { properties, wanted }: Pick<Change, 'properties' | 'wanted'>,
): Promise<void> {
  const { set, unset } = tagChanges(properties, wanted, context);
  if (set.length > 0) await ec2(context, 'CreateTags', { Resources: [id], Tags: set });
  if (unset.length > 0) {
    await ec2(context, 'DeleteTags', { Resources: [id], Tags: unset.map((Key) => ({ Key })) });
  }
}

const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 5000;

/** Asks again and again, ever more seldom, until there is an answer. */
export async function until<T>(context: ResourceContext, ask: () => Promise<T | undefined>): Promise<T> {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await context.pause(pause);
  }
}
