import type { ResourceType } from '../../../operation/resource-type.ts';
import { inlinePolicyResources, policyResource } from './inline-policy-resources.ts';
import { instanceProfileResource } from './instance-profile-resource.ts';
import { managedPolicyResource } from './managed-policy-resource.ts';
import { oidcProviderResource, samlProviderResource } from './provider-resources.ts';
import { roleResource } from './role-resource.ts';
import { serviceLinkedRoleResource } from './service-linked-role-resource.ts';
import {
  accessKeyResource,
  groupResource,
  userResource,
  userToGroupAdditionResource,
} from './user-resources.ts';
import { virtualMfaDeviceResource } from './virtual-mfa-device-resource.ts';

/** The resource types of IAM's. */
export const iamResourceTypes: readonly ResourceType[] = [
  accessKeyResource,
  groupResource,
  ...inlinePolicyResources,
  instanceProfileResource,
  managedPolicyResource,
  oidcProviderResource,
  policyResource,
  roleResource,
  samlProviderResource,
  serviceLinkedRoleResource,
  userResource,
  userToGroupAdditionResource,
  virtualMfaDeviceResource,
];
