import type { ConsolePage } from '../../app/console-page.ts';

/** Identity providers: who else may say who somebody is. */
export const identityProviderPages: readonly ConsolePage[] = [
  {
    path: '/iam/identity-providers',
    load: () => import('./providers-page.tsx'),
    navigation: { section: 'iam', text: { en: 'Identity providers', ja: 'ID プロバイダー' } },
  },
  { path: '/iam/create-identity-provider', load: () => import('./create-provider-page.tsx') },
  { path: '/iam/identity-providers/:arn', load: () => import('./provider-page.tsx') },
];
