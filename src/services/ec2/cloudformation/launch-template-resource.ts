import { differs, structuresOf } from '../../../operation/resource-properties.ts';
import type { Made, ResourceContext, ResourceType } from '../../../operation/resource-type.ts';
import { ec2 } from './ec2-calls.ts';

/** `AWS::EC2::LaunchTemplate` */
export const launchTemplateResource: ResourceType = {
  type: 'AWS::EC2::LaunchTemplate',
  naming: { property: 'LaunchTemplateName', maxLength: 128 },

  async create(properties, context) {
    const { LaunchTemplateName, LaunchTemplateData, VersionDescription } = properties;
    const own = structuresOf(properties, 'TagSpecifications');
    const Tags = context.stackTags;
    const TagSpecifications =
      own.length > 0 || Tags.length === 0 ? own : [{ ResourceType: 'launch-template', Tags }];
    const { LaunchTemplate } = await ec2(context, 'CreateLaunchTemplate', {
      ...{ LaunchTemplateName, LaunchTemplateData, VersionDescription, ClientToken: context.token },
      ...(TagSpecifications.length === 0 ? {} : { TagSpecifications }),
    });
    return made(context, LaunchTemplate?.LaunchTemplateId ?? '');
  },

  async update({ physicalId: LaunchTemplateId, properties: before, wanted }, context) {
    if (differs(before, wanted, 'LaunchTemplateData') || differs(before, wanted, 'VersionDescription')) {
      const { LaunchTemplateData, VersionDescription } = wanted;
      const input = { LaunchTemplateId, LaunchTemplateData, VersionDescription, ClientToken: context.token };
      await ec2(context, 'CreateLaunchTemplateVersion', input);
    }
    return made(context, LaunchTemplateId);
  },

  async remove({ physicalId: LaunchTemplateId }, context) {
    await ec2(context, 'DeleteLaunchTemplate', { LaunchTemplateId });
  },
};

async function made(context: ResourceContext, LaunchTemplateId: string): Promise<Made> {
  const { LaunchTemplates: [template] = [] } = await ec2(context, 'DescribeLaunchTemplates', {
    LaunchTemplateIds: [LaunchTemplateId],
  });
  return {
    physicalId: LaunchTemplateId,
    attributes: {
      LaunchTemplateId,
      LatestVersionNumber: String(template?.LatestVersionNumber ?? 1),
      DefaultVersionNumber: String(template?.DefaultVersionNumber ?? 1),
    },
  };
}
