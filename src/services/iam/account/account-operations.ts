import type { Operation } from '../../../operation/operation.ts';
import { createAccountAlias, deleteAccountAlias, listAccountAliases } from './account-alias.ts';
import { getAccountSummary } from './account-summary.ts';
import { getAccountAuthorizationDetails } from './authorization-details.ts';

/** What IAM tells and keeps of the account as a whole. */
export const accountOperations: readonly Operation[] = [
  createAccountAlias,
  deleteAccountAlias,
  listAccountAliases,
  getAccountSummary,
  getAccountAuthorizationDetails,
];
