import type { Authorization, ConditionKeys } from '../../operation/authorization.ts';
import type { OperationContext } from '../../operation/context.ts';
import { resourceTagKeys } from '../../operation/tag-keys.ts';
import { namesOf, parameterArn, readReference } from './parameter-names.ts';
import { placeOf } from './find-parameters.ts';
import { readParameters } from './parameter-record.ts';
import { tagsById } from './tags.ts';

/**
 * The permission for an action on each of the parameters that a call names, whether they exist or not.
 *
 * @param given names, with versions or labels, or ARNs
 * @param keys condition keys of the request's own
 * @throws AwsError ValidationException for what can be no name
 */
export async function onParameters(
  context: OperationContext,
  action: string,
  given: readonly string[],
  keys: ConditionKeys = {},
): Promise<readonly Authorization[]> {
  const references = [...new Set(given)].map((text) => readReference(text, context));
  const tags = await context.house.store.read(async (tx) => {
    const names = references.flatMap(namesOf);
    const records = await readParameters(tx, placeOf(context), { names });
    const byId = await tagsById(
      tx,
      records.flatMap(({ id }) => id ?? []),
    );
    return new Map(records.map(({ id = '', name }) => [name, byId.get(id) ?? []]));
  });
  return references.map((reference) => {
    const own = namesOf(reference).flatMap((name) => tags.get(name) ?? []);
    return {
      action: `ssm:${action}`,
      resource: reference.isElsewhere ? bareArn(reference.given) : parameterArn(context, reference.name),
      keys: { ...resourceTagKeys(own, 'ssm'), ...keys },
    };
  });
}

/** An ARN without the version or label behind it. */
function bareArn(given: string): string {
  return given.split(':').slice(0, 6).join(':');
}
