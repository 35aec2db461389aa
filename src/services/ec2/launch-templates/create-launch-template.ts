import type { CreateLaunchTemplateRequest } from '../../../model/generated/ec2.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { WriteTx } from '../../../store/store.ts';
import { change, ec2Operation } from '../ec2-operation.ts';
import { unsupported } from '../errors.ts';
import { readTags } from '../instances/instance-record.ts';
import { onNew } from '../network/on-resource.ts';
import { onceByToken } from '../shared/client-tokens.ts';
import { placeOf } from '../shared/place.ts';
import { putSystemTags } from '../../../operation/resource-tags.ts';
import { putTags, readTagSpecifications, type Tags } from '../tags/tags.ts';
import { assertDescription, assertTemplateData } from './launch-template-data.ts';
import { malformedTemplateName, templateLimitExceeded, templateNameTaken } from './launch-template-errors.ts';
import {
  findLaunchTemplate,
  launchTemplateToWire,
  readLaunchTemplates,
  requireLaunchTemplate,
  type LaunchTemplateData,
} from './launch-template-record.ts';

/** AWS's quota for a region. */
const MAX_TEMPLATES = 5000;

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplate.html */
export const createLaunchTemplate = ec2Operation('CreateLaunchTemplate', {
  authorizes(input, context) {
    assertRequest(input);
    return onNew(context, 'CreateLaunchTemplate', 'launch-template', tagsOf(input));
  },

  async runs(input, context) {
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const id = await onceByToken(tx, place, 'CreateLaunchTemplate', input, now, () =>
        insertTemplate(tx, context, input, now),
      );
      const template = await requireLaunchTemplate(tx, place, { LaunchTemplateId: id });
      const tags = (await readTags(tx, [id])).get(id);
      return { answer: { LaunchTemplate: launchTemplateToWire(template, tags) } };
    });
  },
});

function tagsOf({ TagSpecifications }: CreateLaunchTemplateRequest): Tags | undefined {
  return readTagSpecifications(TagSpecifications, ['launch-template'])['launch-template'];
}

function assertRequest(input: CreateLaunchTemplateRequest): void {
  if (!/^[a-zA-Z0-9().\-/_]{3,128}$/.test(input.LaunchTemplateName)) throw malformedTemplateName();
  if (input.Operator !== undefined) throw unsupported('Operator');
  assertDescription(input.VersionDescription);
  assertTemplateData(input.LaunchTemplateData);
}

async function insertTemplate(
  tx: WriteTx,
  context: OperationContext,
  input: CreateLaunchTemplateRequest,
  now: number,
): Promise<string> {
  const place = placeOf(context);
  const { LaunchTemplateName: name } = input;
  if ((await findLaunchTemplate(tx, place, { LaunchTemplateName: name })) !== undefined) {
    throw templateNameTaken();
  }
  if ((await readLaunchTemplates(tx, place)).length >= MAX_TEMPLATES) throw templateLimitExceeded();
  const id = context.house.ids.hex('lt');
  const createdBy = arnOf(context);
  const data: LaunchTemplateData = { createdBy, defaultVersion: 1, latestVersion: 1, lastNumber: 1 };
  await tx
    .insertInto('launch_templates')
    .values({
      id,
      account_id: place.accountId,
      region: place.region,
      created_at: now,
      name,
      data: JSON.stringify(data),
    })
    .execute();
  const version = { createdBy, description: input.VersionDescription, launch: input.LaunchTemplateData };
  await tx
    .insertInto('launch_template_versions')
    .values({ template_id: id, version: 1, created_at: now, data: JSON.stringify(version) })
    .execute();
  await putTags(tx, id, tagsOf(input));
  await putSystemTags(tx, id, context.facts);
  return id;
}

/** Who writes a template or a version of one. */
export function arnOf({ caller, accountId }: OperationContext): string {
  return 'arn' in caller ? caller.arn : `arn:aws:iam::${accountId}:root`;
}
