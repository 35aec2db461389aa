import type {
  CreateLaunchTemplateVersionRequest,
  RequestLaunchTemplateData,
} from '../../../model/generated/ec2.ts';
import type { OperationContext } from '../../../operation/context.ts';
import type { WriteTx } from '../../../store/store.ts';
import { change, ec2Operation } from '../ec2-operation.ts';
import { onceByToken } from '../shared/client-tokens.ts';
import { placeOf } from '../shared/place.ts';
import { arnOf } from './create-launch-template.ts';
import { onLaunchTemplate } from './launch-template-authorizations.ts';
import { assertDescription, assertTemplateData } from './launch-template-data.ts';
import {
  requireLaunchTemplate,
  requireVersion,
  versionToWire,
  type LaunchTemplateData,
} from './launch-template-record.ts';

/** @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_CreateLaunchTemplateVersion.html */
export const createLaunchTemplateVersion = ec2Operation('CreateLaunchTemplateVersion', {
  authorizes(input, context) {
    assertDescription(input.VersionDescription);
    return onLaunchTemplate(context, 'CreateLaunchTemplateVersion', input);
  },

  async runs(input, context) {
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const number = await onceByToken(tx, place, 'CreateLaunchTemplateVersion', input, now, () =>
        insertVersion(tx, context, input, now),
      );
      const template = await requireLaunchTemplate(tx, place, input);
      const version = await requireVersion(tx, template, number);
      return { answer: { LaunchTemplateVersion: versionToWire(template, version) } };
    });
  },
});

async function insertVersion(
  tx: WriteTx,
  context: OperationContext,
  input: CreateLaunchTemplateVersionRequest,
  now: number,
): Promise<string> {
  const template = await requireLaunchTemplate(tx, placeOf(context), input);
  const number = template.data.lastNumber + 1;
  const source =
    input.SourceVersion === undefined ? undefined : await requireVersion(tx, template, input.SourceVersion);
  const launch = overlaid(source?.data.launch, input.LaunchTemplateData);
  assertTemplateData(launch);
  const version = { createdBy: arnOf(context), description: input.VersionDescription, launch };
  await tx
    .insertInto('launch_template_versions')
    .values({ template_id: template.id, version: number, created_at: now, data: JSON.stringify(version) })
    .execute();
  const data: LaunchTemplateData = { ...template.data, latestVersion: number, lastNumber: number };
  await tx
    .updateTable('launch_templates')
    .set({ data: JSON.stringify(data) })
    .where('id', '=', template.id)
    .execute();
  return String(number);
}

/** A source version with what is given now in its place, parameter by parameter. */
function overlaid(
  source: RequestLaunchTemplateData | undefined,
  given: RequestLaunchTemplateData,
): RequestLaunchTemplateData {
  const set = Object.entries(given).filter(([, value]) => value !== undefined);
  return { ...source, ...Object.fromEntries(set) };
}
