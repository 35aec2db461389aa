import type {
  DeleteLaunchTemplateVersionsResponseErrorItem,
  DeleteLaunchTemplateVersionsResponseSuccessItem,
} from '../../../model/generated/ec2.ts';
import { change, ec2Operation } from '../ec2-operation.ts';
import { invalidParameterValue, missingParameter } from '../errors.ts';
import { readTags } from '../instances/instance-record.ts';
import { placeOf } from '../shared/place.ts';
import { dropTags } from '../tags/tags.ts';
import { onLaunchTemplate } from './launch-template-authorizations.ts';
import { malformedVersion, versionNotFound } from './launch-template-errors.ts';
import {
  launchTemplateToWire,
  readVersions,
  requireLaunchTemplate,
  type LaunchTemplateData,
} from './launch-template-record.ts';

/** With all its versions. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteLaunchTemplate.html */
export const deleteLaunchTemplate = ec2Operation('DeleteLaunchTemplate', {
  authorizes: (input, context) => onLaunchTemplate(context, 'DeleteLaunchTemplate', input),
  async runs(input, context) {
    return change(context, input, async (tx) => {
      const template = await requireLaunchTemplate(tx, placeOf(context), input);
      const tags = (await readTags(tx, [template.id])).get(template.id);
      await dropTags(tx, [template.id]);
      await tx.deleteFrom('launch_templates').where('id', '=', template.id).execute();
      return { answer: { LaunchTemplate: launchTemplateToWire(template, tags) } };
    });
  },
});

/** The most versions of one call. */
const MAX_VERSIONS = 200;

/**
 * Each version by itself: what cannot be deleted is told, the others go. The default one stays.
 * @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_DeleteLaunchTemplateVersions.html
 */
export const deleteLaunchTemplateVersions = ec2Operation('DeleteLaunchTemplateVersions', {
  authorizes(input, context) {
    const { Versions } = input;
    if (Versions.length === 0) throw missingParameter('LaunchTemplateVersion');
    if (Versions.length > MAX_VERSIONS) {
      throw invalidParameterValue(
        Versions.length,
        'LaunchTemplateVersion',
        `Expecting at most ${MAX_VERSIONS} versions.`,
      );
    }
    if (Versions.some((version) => !/^\d{1,9}$/.test(version))) throw malformedVersion();
    return onLaunchTemplate(context, 'DeleteLaunchTemplateVersions', input);
  },

  async runs(input, context) {
    return change(context, input, async (tx) => {
      const { id, name, data } = await requireLaunchTemplate(tx, placeOf(context), input);
      const existing = new Set((await readVersions(tx, id)).map(({ version }) => version));
      const deleted: DeleteLaunchTemplateVersionsResponseSuccessItem[] = [];
      const kept: DeleteLaunchTemplateVersionsResponseErrorItem[] = [];
      for (const number of new Set(input.Versions.map(Number))) {
        const item = { LaunchTemplateId: id, LaunchTemplateName: name, VersionNumber: number };
        if (!existing.has(number)) {
          const { message } = versionNotFound(number, id);
          const Code = 'launchTemplateVersionDoesNotExist';
          kept.push({ ...item, ResponseError: { Code, Message: message } });
        } else if (number === data.defaultVersion) {
          const Message = 'The default version cannot be deleted: make another version the default first.';
          kept.push({ ...item, ResponseError: { Code: 'unexpectedError', Message } });
        } else {
          existing.delete(number);
          deleted.push(item);
          await tx
            .deleteFrom('launch_template_versions')
            .where('template_id', '=', id)
            .where('version', '=', number)
            .execute();
        }
      }
      const left: LaunchTemplateData = { ...data, latestVersion: Math.max(...existing) };
      await tx
        .updateTable('launch_templates')
        .set({ data: JSON.stringify(left) })
        .where('id', '=', id)
        .execute();
      return {
        answer: {
          SuccessfullyDeletedLaunchTemplateVersions: deleted,
          UnsuccessfullyDeletedLaunchTemplateVersions: kept,
        },
      };
    });
  },
});
