import type { OrganizationsOperations } from '../../model/generated/organizations.ts';
import { operationsOf } from '../../operation/operation.ts';

/** Declares an operation of Organizations. */
export const organizationsOperation = operationsOf<OrganizationsOperations>('organizations');
