import type { ConsolePage } from '../../app/console-page.ts';

/** Managed policies: the customer's and AWS's own. */
export const policiesPages: readonly ConsolePage[] = [
  {
    path: '/iam/policies',
    load: () => import('./policies-page.tsx'),
    navigation: { section: 'iam', text: { en: 'Policies', ja: 'ポリシー' } },
  },
  { path: '/iam/create-policy', load: () => import('./create-policy-page.tsx') },
  { path: '/iam/policies/:arn', load: () => import('./policy-page.tsx') },
  { path: '/iam/policies/:arn/edit', load: () => import('./edit-policy-page.tsx') },
];
