import type { OperationContext } from '../../operation/context.ts';
import type { TaggedResource } from '../../operation/service-tagging.ts';

/** Where AWS lists the resources of services that have no regions. */
export const GLOBAL_REGION = 'us-east-1';

/**
 * All resources of the caller's account in the region asked that have tags or had some once, by ARN. Who
 * may ask for them needs no permission of their services, as on AWS.
 */
export async function allTagged({
  house,
  accountId,
  facts: { region },
}: OperationContext): Promise<readonly TaggedResource[]> {
  const all: TaggedResource[] = [];
  for (const name of house.services.names) {
    const tagging = (await house.services.named(name))?.tagging;
    if (tagging === undefined || (tagging.isGlobal && region !== GLOBAL_REGION)) continue;
    all.push(...(await tagging.tagged(house, accountId, region)));
  }
  return all.toSorted((a, b) => (a.arn < b.arn ? -1 : 1));
}
