import type { Ec2OperationName } from '../../../model/generated/ec2.ts';
import type { Authorization } from '../../../operation/authorization.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { resourceTagKeys } from '../../../operation/tag-keys.ts';
import { regionKey } from '../ec2-operation.ts';
import { readTags } from '../instances/instance-record.ts';
import { ec2Arn, placeOf } from '../shared/place.ts';
import { tagList } from '../tags/tags.ts';
import { assertOneName, findLaunchTemplate, type TemplateName } from './launch-template-record.ts';

/** The permission of an action on a template; one that does not exist is asked for by its id, or as any. */
export async function onLaunchTemplate(
  context: OperationContext,
  action: Ec2OperationName,
  named: TemplateName,
): Promise<Authorization> {
  assertOneName(named);
  const place = placeOf(context);
  return context.house.store.read(async (tx) => {
    const template = await findLaunchTemplate(tx, place, named);
    const id = template?.id ?? (named.LaunchTemplateId || '*');
    const tags = template && (await readTags(tx, [template.id])).get(template.id);
    return {
      action: `ec2:${action}`,
      resource: ec2Arn(place, `launch-template/${id}`),
      keys: { ...resourceTagKeys(tagList(tags), 'ec2'), ...regionKey(context) },
    };
  });
}
