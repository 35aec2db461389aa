import type { ResourceType } from '../../../operation/resource-type.ts';
import { functionResource } from './function-resource.ts';
import { layerVersionPermissionResource, layerVersionResource } from './layer-resources.ts';
import { urlResource } from './url-resource.ts';
import { aliasResource, permissionResource, versionResource } from './version-resources.ts';

/** The resource types of Lambda's. */
export const lambdaResourceTypes: readonly ResourceType[] = [
  aliasResource,
  functionResource,
  layerVersionPermissionResource,
  layerVersionResource,
  permissionResource,
  urlResource,
  versionResource,
];
