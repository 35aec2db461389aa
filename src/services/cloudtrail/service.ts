import type { Service } from '../../operation/service.ts';
import { cloudtrailErrors } from './errors.ts';
import { lookupEvents } from './lookup-events.ts';

/** CloudTrail: the requests that this server remembers. It has no trails of one's own. */
export const cloudtrailService: Service = {
  name: 'cloudtrail',
  operations: [lookupEvents],
  denies: (denial) => cloudtrailErrors.accessDenied(denial.sentence),
};
