import type { Service } from '../../operation/service.ts';
import { accessDenied } from './errors.ts';

/** IAM: its operations by family, each family's list in its own file. */
export const iamService: Service = {
  name: 'iam',
  operations: [],
  denies: (denial) => accessDenied(denial.sentence),
};
