import type { ConsolePage } from '../../app/console-page.ts';

/** Managed policies: the customer's and AWS's own. */
export const policiesPages: readonly ConsolePage[] = [
  {
    path: '/iam/policies/create',
    load: () => import('./create-policy-page.tsx'),
  },
];
