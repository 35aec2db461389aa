import type { Operation } from '../../../operation/operation.ts';
import { generateCredentialReport, getCredentialReport } from './credential-report-operations.ts';
import {
  generateServiceLastAccessedDetails,
  getServiceLastAccessedDetails,
  getServiceLastAccessedDetailsWithEntities,
} from './service-last-accessed.ts';
import { listPoliciesGrantingServiceAccess } from './list-policies-granting-service-access.ts';

/** IAM's reports. */
export const reportOperations: readonly Operation[] = [
  generateCredentialReport,
  getCredentialReport,
  generateServiceLastAccessedDetails,
  getServiceLastAccessedDetails,
  getServiceLastAccessedDetailsWithEntities,
  listPoliciesGrantingServiceAccess,
];
