import type { ResourceType } from '../../../operation/resource-type.ts';
import { customResource } from './custom-resource.ts';
import { nestedStackResource } from './nested-stack-resource.ts';
import { waitConditionHandleResource, waitConditionResource } from './wait-resources.ts';

/** CloudFormation's own resource types. */
export const cloudformationResourceTypes: readonly ResourceType[] = [
  customResource('AWS::CloudFormation::CustomResource'),
  nestedStackResource,
  waitConditionResource,
  waitConditionHandleResource,
];

/** `AWS::CDK::Metadata`: what CDK tells of itself, for nobody here to read. */
export const cdkResourceTypes: readonly ResourceType[] = [
  {
    type: 'AWS::CDK::Metadata',
    create: async (_properties, { token }) => ({ physicalId: token }),
    update: async ({ physicalId }) => ({ physicalId }),
    remove: () => Promise.resolve(),
  },
];
