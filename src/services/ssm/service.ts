import type { Service } from '../../operation/service.ts';
import { deleteParameter, deleteParameters } from './delete-parameters.ts';
import { describeParameters } from './describe-parameters.ts';
import { accessDenied } from './errors.ts';
import { getParameterHistory } from './get-parameter-history.ts';
import { getParametersByPath } from './get-parameters-by-path.ts';
import { getParameter, getParameters } from './get-parameters.ts';
import { labelParameterVersion, unlabelParameterVersion } from './labels.ts';
import { putParameter } from './put-parameter.ts';
import { ssmTagging } from './ssm-tagging.ts';
import { addTagsToResource, listTagsForResource, removeTagsFromResource } from './tag-operations.ts';

/** Of Systems Manager the Parameter Store. */
export const ssmService: Service = {
  name: 'ssm',
  operations: [
    putParameter,
    getParameter,
    getParameters,
    getParametersByPath,
    getParameterHistory,
    describeParameters,
    deleteParameter,
    deleteParameters,
    labelParameterVersion,
    unlabelParameterVersion,
    addTagsToResource,
    removeTagsFromResource,
    listTagsForResource,
  ],
  denies: (denial) => accessDenied(denial.sentence),
  tagging: ssmTagging,
};
