import { formatArn } from '../../kernel/arn.ts';
import type { ResourceTypeForTagging } from '../../model/generated/ssm.ts';
import type { Authorization, ConditionKeys } from '../../operation/authorization.ts';
import type { OperationContext } from '../../operation/context.ts';
import { unsetTags } from '../../operation/resource-tags.ts';
import { requestTagKeys, tagKeys } from '../../operation/tag-keys.ts';
import type { ReadTx } from '../../store/store.ts';
import { invalidResourceId } from './errors.ts';
import { placeOf } from './find-parameters.ts';
import { readParameters } from './parameter-record.ts';
import { onParameters } from './permissions.ts';
import { ssmOperation } from './ssm-operation.ts';
import { putTags, tagOwner, tagsById } from './tags.ts';

export const addTagsToResource = ssmOperation('AddTagsToResource', {
  authorizes: (input, context) => onResource(context, 'AddTagsToResource', input, requestTagKeys(input.Tags)),

  async runs(input, context) {
    await context.house.store.write(async (tx) => putTags(tx, await idIn(tx, context, input), input.Tags));
    return {};
  },
});

export const removeTagsFromResource = ssmOperation('RemoveTagsFromResource', {
  authorizes: (input, context) =>
    onResource(context, 'RemoveTagsFromResource', input, tagKeys(input.TagKeys)),

  async runs(input, context) {
    await context.house.store.write(async (tx) =>
      unsetTags(tx, tagOwner(await idIn(tx, context, input)), input.TagKeys),
    );
    return {};
  },
});

export const listTagsForResource = ssmOperation('ListTagsForResource', {
  authorizes: (input, context) => onResource(context, 'ListTagsForResource', input),

  runs: (input, context) =>
    context.house.store.read(async (tx) => {
      const id = await idIn(tx, context, input);
      return { TagList: (await tagsById(tx, [id])).get(id) ?? [] };
    }),
});

interface Tagged {
  readonly ResourceType: ResourceTypeForTagging;
  readonly ResourceId: string;
}

/** What stands before the id in the ARN of what is no parameter, none of which exists here. */
const KINDS: Readonly<Record<Exclude<ResourceTypeForTagging, 'Parameter'>, string>> = {
  Document: 'document',
  ManagedInstance: 'managed-instance',
  MaintenanceWindow: 'maintenancewindow',
  PatchBaseline: 'patchbaseline',
  OpsItem: 'opsitem',
  OpsMetadata: 'opsmetadata',
  Automation: 'automation-execution',
  Association: 'association',
  CloudConnector: 'cloud-connector',
};

async function onResource(
  context: OperationContext,
  action: string,
  { ResourceType, ResourceId }: Tagged,
  keys: ConditionKeys = {},
): Promise<readonly Authorization[]> {
  if (ResourceType === 'Parameter') return onParameters(context, action, [ResourceId], keys);
  const { accountId, facts } = context;
  const resource = `${KINDS[ResourceType]}/${ResourceId}`;
  const arn = formatArn({ service: 'ssm', region: facts.region, accountId, resource });
  return [{ action: `ssm:${action}`, resource: arn, keys }];
}

/** The id of the parameter that is named. @throws AwsError InvalidResourceId */
async function idIn(
  tx: ReadTx,
  context: OperationContext,
  { ResourceType, ResourceId }: Tagged,
): Promise<string> {
  const found =
    ResourceType === 'Parameter' ? await readParameters(tx, placeOf(context), { names: [ResourceId] }) : [];
  const id = found[0]?.id;
  if (id === undefined) throw invalidResourceId();
  return id;
}
