import type { ResourceType } from '../../../operation/resource-type.ts';
import { eventSettingsResource } from './event-settings-resource.ts';
import { functionResource } from './function-resource.ts';
import { layerVersionPermissionResource, layerVersionResource } from './layer-resources.ts';
import { urlResource } from './url-resource.ts';
import { aliasResource, permissionResource, versionResource } from './version-resources.ts';

/** The resource types of Lambda's. */
export const lambdaResourceTypes: readonly ResourceType[] = [
  aliasResource,
  eventSettingsResource,
  functionResource,
  layerVersionPermissionResource,
  layerVersionResource,
  permissionResource,
  urlResource,
  versionResource,
];
