import { change, ec2Operation } from '../ec2-operation.ts';
import { readTags } from '../instances/instance-record.ts';
import { onceByToken } from '../shared/client-tokens.ts';
import { placeOf } from '../shared/place.ts';
import { onLaunchTemplate } from './launch-template-authorizations.ts';
import {
  launchTemplateToWire,
  requireLaunchTemplate,
  requireVersion,
  type LaunchTemplateData,
} from './launch-template-record.ts';

/** Chooses the default version. @see https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_ModifyLaunchTemplate.html */
export const modifyLaunchTemplate = ec2Operation('ModifyLaunchTemplate', {
  authorizes: (input, context) => onLaunchTemplate(context, 'ModifyLaunchTemplate', input),
  async runs(input, context) {
    return change(context, input, async (tx, now) => {
      const place = placeOf(context);
      const id = await onceByToken(tx, place, 'ModifyLaunchTemplate', input, now, async () => {
        const template = await requireLaunchTemplate(tx, place, input);
        const { version } = await requireVersion(tx, template, input.DefaultVersion);
        const data: LaunchTemplateData = { ...template.data, defaultVersion: version };
        await tx
          .updateTable('launch_templates')
          .set({ data: JSON.stringify(data) })
          .where('id', '=', template.id)
          .execute();
        return template.id;
      });
      const template = await requireLaunchTemplate(tx, place, { LaunchTemplateId: id });
      const tags = (await readTags(tx, [id])).get(id);
      return { answer: { LaunchTemplate: launchTemplateToWire(template, tags) } };
    });
  },
});
