import type { Operation } from '../../../operation/operation.ts';
import { createVpcEndpoint } from './create-vpc-endpoint.ts';
import { describeVpcEndpointServices } from './describe-vpc-endpoint-services.ts';
import { deleteVpcEndpoints, describeVpcEndpoints, modifyVpcEndpoint } from './vpc-endpoints.ts';

/** VPC endpoints and their policies. */
export const vpcEndpointOperations: readonly Operation[] = [
  createVpcEndpoint,
  deleteVpcEndpoints,
  describeVpcEndpoints,
  describeVpcEndpointServices,
  modifyVpcEndpoint,
];
