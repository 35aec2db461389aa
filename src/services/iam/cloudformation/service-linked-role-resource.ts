import type { ResourceType } from '../../../operation/resource-type.ts';
import { iam, iamGone } from './iam-calls.ts';

/** `AWS::IAM::ServiceLinkedRole` */
export const serviceLinkedRoleResource: ResourceType = {
  type: 'AWS::IAM::ServiceLinkedRole',

  async create({ AWSServiceName, CustomSuffix, Description }, context) {
    const input = { AWSServiceName, CustomSuffix, Description };
    const { Role } = await iam(context, 'CreateServiceLinkedRole', input);
    const physicalId = Role?.RoleName ?? '';
    return { physicalId, attributes: { RoleName: physicalId } };
  },

  async update({ physicalId: RoleName, wanted, attributes }, context) {
    await iam(context, 'UpdateRole', { RoleName, Description: wanted['Description'] ?? '' });
    return { physicalId: RoleName, attributes };
  },

  async remove({ physicalId: RoleName }, context) {
    await iamGone(context, 'DeleteServiceLinkedRole', { RoleName });
  },
};
