import { AwsError } from '../../../kernel/aws-error.ts';
import type { RequestLaunchTemplateData, RunInstancesRequest } from '../../../model/generated/ec2.ts';
import type { OperationContext } from '../../../operation/context.ts';
import { readTags } from '../instances/instance-record.ts';
import {
  assertOneName,
  findLaunchTemplate,
  requireLaunchTemplate,
  requireVersion,
} from '../launch-templates/launch-template-record.ts';
import { ec2Arn, placeOf } from '../shared/place.ts';
import type { Tags } from '../tags/tags.ts';

/** The launch template that a launch names. */
export interface ChosenTemplate {
  /** `lt-…`; absent where there is no such template. */
  readonly id?: string | undefined;
  readonly arn: string;
  readonly tags: Tags | undefined;
  /** What it says, or why it cannot be used: said only to someone who may use it. */
  readonly found:
    | { readonly version: number; readonly data: RequestLaunchTemplateData; readonly problem?: undefined }
    | { readonly version?: undefined; readonly problem: AwsError };
}

/**
 * Looks up the launch template of a RunInstances call.
 *
 * @returns `undefined` when the call names none
 * @throws AwsError for a name and an id at once, or what is no id
 */
export async function findChosenTemplate(
  context: OperationContext,
  { LaunchTemplate: named }: RunInstancesRequest,
): Promise<ChosenTemplate | undefined> {
  if (named === undefined) return undefined;
  assertOneName(named);
  const place = placeOf(context);
  return context.house.store.read(async (tx) => {
    const template = await findLaunchTemplate(tx, place, named);
    const tags = template && (await readTags(tx, [template.id])).get(template.id);
    const arn = ec2Arn(place, `launch-template/${template?.id ?? (named.LaunchTemplateId || '*')}`);
    try {
      const { version, data } = await requireVersion(
        tx,
        await requireLaunchTemplate(tx, place, named),
        named.Version,
      );
      return { id: template?.id, arn, tags, found: { version, data: data.launch } };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      return { id: template?.id, arn, tags, found: { problem: error } };
    }
  });
}

/** The tags that EC2 itself puts on an instance that a template launched. */
export function templateTags(template: ChosenTemplate | undefined): Tags | undefined {
  if (template?.id === undefined || template.found.version === undefined) return undefined;
  return {
    'aws:ec2launchtemplate:id': template.id,
    'aws:ec2launchtemplate:version': String(template.found.version),
  };
}
