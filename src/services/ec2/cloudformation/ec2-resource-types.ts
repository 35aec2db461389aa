import type { ResourceType } from '../../../operation/resource-type.ts';
import {
  eipResource,
  internetGatewayResource,
  natGatewayResource,
  vpcGatewayAttachmentResource,
} from './gateway-resources.ts';
import { instanceResource } from './instance-resource.ts';
import { keyPairResource } from './key-pair-resource.ts';
import { launchTemplateResource } from './launch-template-resource.ts';
import { routeResource, routeTableResource, subnetRouteTableAssociationResource } from './route-resources.ts';
import { securityGroupResource, securityGroupRuleResources } from './security-group-resources.ts';
import { volumeResource } from './volume-resource.ts';
import { subnetResource, vpcResource } from './vpc-resources.ts';

/** The resource types of EC2's. */
export const ec2ResourceTypes: readonly ResourceType[] = [
  eipResource,
  instanceResource,
  internetGatewayResource,
  keyPairResource,
  launchTemplateResource,
  natGatewayResource,
  routeResource,
  routeTableResource,
  securityGroupResource,
  ...securityGroupRuleResources,
  subnetResource,
  subnetRouteTableAssociationResource,
  volumeResource,
  vpcResource,
  vpcGatewayAttachmentResource,
];
