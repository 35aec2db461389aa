import type { Service } from '../../operation/service.ts';
import { toolboxErrors } from './errors.ts';
import { getRequestAuthorizationDetails } from './get-request-authorization-details.ts';
import { getRequestAuthorizationPolicy } from './get-request-authorization-policy.ts';

/** IAM Toolbox: why a request was refused, by the authorization id in its denial. */
export const iamToolboxService: Service = {
  name: 'iam-toolbox',
  operations: [getRequestAuthorizationDetails, getRequestAuthorizationPolicy],
  denies: (denial) => toolboxErrors.accessDenied(denial.sentence),
};
