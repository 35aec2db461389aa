import type { Service } from '../../operation/service.ts';
import { accountOperations } from './account/account-operations.ts';
import { accessDenied } from './errors.ts';
import { instanceProfileOperations } from './instance-profiles/instance-profile-operations.ts';
import { managedPolicyOperations } from './managed-policies/managed-policy-operations.ts';
import { roleOperations } from './roles/role-operations.ts';

/** IAM: its operations by family, each family's list in its own file. */
export const iamService: Service = {
  name: 'iam',
  operations: [
    ...managedPolicyOperations,
    ...roleOperations,
    ...instanceProfileOperations,
    ...accountOperations,
  ],
  denies: (denial) => accessDenied(denial.sentence),
};
