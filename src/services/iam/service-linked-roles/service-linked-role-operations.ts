import type { Operation } from '../../../operation/operation.ts';
import { createServiceLinkedRole } from './create-service-linked-role.ts';
import { deleteServiceLinkedRole, getServiceLinkedRoleDeletionStatus } from './delete-service-linked-role.ts';

/** All that IAM does with the roles of services. */
export const serviceLinkedRoleOperations: readonly Operation[] = [
  createServiceLinkedRole,
  deleteServiceLinkedRole,
  getServiceLinkedRoleDeletionStatus,
];
