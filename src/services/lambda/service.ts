import type { Service } from '../../operation/service.ts';
import { createAlias, deleteAlias, getAlias, listAliases, updateAlias } from './aliases.ts';
import { deleteFunctionConcurrency, getFunctionConcurrency, putFunctionConcurrency } from './concurrency.ts';
import { createFunction } from './create-function.ts';
import { deleteFunction } from './delete-function.ts';
import { accessDenied } from './errors.ts';
import {
  deleteFunctionEventInvokeConfig,
  getFunctionEventInvokeConfig,
  listFunctionEventInvokeConfigs,
  putFunctionEventInvokeConfig,
  updateFunctionEventInvokeConfig,
} from './event-settings.ts';
import {
  getAccountSettings,
  getFunction,
  getFunctionCodeSigningConfig,
  getFunctionConfiguration,
  listFunctions,
} from './get-function.ts';
import { invoke } from './invoke.ts';
import {
  deleteLayerVersion,
  getLayerVersion,
  getLayerVersionByArn,
  listLayers,
  listLayerVersions,
  publishLayerVersion,
} from './layers/layer-operations.ts';
import {
  addLayerVersionPermission,
  getLayerVersionPolicy,
  removeLayerVersionPermission,
} from './layers/layer-policy.ts';
import { lambdaTagging } from './lambda-tagging.ts';
import { addPermission, getPolicy, removePermission } from './resource-policy.ts';
import { listTags, tagResource, untagResource } from './tagging.ts';
import {
  createFunctionUrlConfig,
  deleteFunctionUrlConfig,
  getFunctionUrlConfig,
  listFunctionUrlConfigs,
  updateFunctionUrlConfig,
} from './urls/url-operations.ts';
import { updateFunctionCode, updateFunctionConfiguration } from './update-function.ts';
import { listVersionsByFunction, publishVersion } from './versions.ts';

/** AWS Lambda: functions from zips, which run under their roles. */
export const lambdaService: Service = {
  name: 'lambda',
  operations: [
    createFunction,
    getFunction,
    getFunctionConfiguration,
    listFunctions,
    updateFunctionCode,
    updateFunctionConfiguration,
    deleteFunction,
    publishVersion,
    listVersionsByFunction,
    createAlias,
    updateAlias,
    getAlias,
    listAliases,
    deleteAlias,
    addPermission,
    removePermission,
    getPolicy,
    putFunctionConcurrency,
    getFunctionConcurrency,
    deleteFunctionConcurrency,
    putFunctionEventInvokeConfig,
    updateFunctionEventInvokeConfig,
    getFunctionEventInvokeConfig,
    listFunctionEventInvokeConfigs,
    deleteFunctionEventInvokeConfig,
    tagResource,
    untagResource,
    listTags,
    getFunctionCodeSigningConfig,
    getAccountSettings,
    invoke,
    publishLayerVersion,
    getLayerVersion,
    getLayerVersionByArn,
    listLayers,
    listLayerVersions,
    deleteLayerVersion,
    addLayerVersionPermission,
    removeLayerVersionPermission,
    getLayerVersionPolicy,
    createFunctionUrlConfig,
    getFunctionUrlConfig,
    updateFunctionUrlConfig,
    deleteFunctionUrlConfig,
    listFunctionUrlConfigs,
  ],
  denies: (denial) => accessDenied(denial.sentence),
  tagging: lambdaTagging,
};
