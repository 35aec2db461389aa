import type { Service } from '../../operation/service.ts';
import { accessKeyOperations } from './access-keys/access-key-operations.ts';
import { accountOperations } from './account/account-operations.ts';
import { accessDenied, whereToAsk } from './errors.ts';
import { certificateOperations } from './certificates/certificate-operations.ts';
import { groupOperations } from './groups/group-operations.ts';
import { instanceProfileOperations } from './instance-profiles/instance-profile-operations.ts';
import { managedPolicyOperations } from './managed-policies/managed-policy-operations.ts';
import { mfaOperations } from './mfa/mfa-operations.ts';
import { passwordOperations } from './passwords/password-operations.ts';
import { providerOperations } from './providers/provider-operations.ts';
import { reportOperations } from './reports/report-operations.ts';
import { roleOperations } from './roles/role-operations.ts';
import { serviceCredentialOperations } from './service-credentials/service-specific-credentials.ts';
import { sshKeyOperations } from './ssh-keys/ssh-public-keys.ts';
import { serviceLinkedRoleOperations } from './service-linked-roles/service-linked-role-operations.ts';
import { samlProviderOperations } from './providers/saml-provider-operations.ts';
import { simulatorOperations } from './simulator/simulator-operations.ts';
import { userOperations } from './users/user-operations.ts';
import { iamTagging } from './iam-tagging.ts';

/** IAM: its operations by family, each family's list in its own file. */
export const iamService: Service = {
  name: 'iam',
  operations: [
    ...userOperations,
    ...groupOperations,
    ...accessKeyOperations,
    ...passwordOperations,
    ...mfaOperations,
    ...certificateOperations,
    ...sshKeyOperations,
    ...serviceCredentialOperations,
    ...managedPolicyOperations,
    ...roleOperations,
    ...serviceLinkedRoleOperations,
    ...instanceProfileOperations,
    ...providerOperations,
    ...samlProviderOperations,
    ...accountOperations,
    ...simulatorOperations,
    ...reportOperations,
  ],
  denies: ({ sentence, authorizationId }, { house }) =>
    accessDenied(sentence + whereToAsk(authorizationId, house.settings.endpoint)),
  tagging: iamTagging,
};
