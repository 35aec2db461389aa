import type { Service } from '../../operation/service.ts';
import { checkAccessNotGranted } from './check-access-not-granted.ts';
import { checkNoNewAccess } from './check-no-new-access.ts';
import { checkNoPublicAccess } from './check-no-public-access.ts';
import { accessAnalyzerErrors } from './errors.ts';
import { validatePolicy } from './validate-policy.ts';

/** IAM Access Analyzer: what it says of policy documents. It analyses no resources. */
export const accessAnalyzerService: Service = {
  name: 'accessAnalyzer',
  operations: [checkAccessNotGranted, checkNoNewAccess, checkNoPublicAccess, validatePolicy],
  denies: (denial) => accessAnalyzerErrors.accessDenied(denial.sentence),
};
