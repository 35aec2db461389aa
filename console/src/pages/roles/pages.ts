import type { ConsolePage } from '../../app/console-page.ts';

/** Roles: all of them, one of them, and how one is made. */
export const rolePages: readonly ConsolePage[] = [
  {
    path: '/iam/roles',
    load: () => import('./roles-page.tsx'),
    navigation: { section: 'iam', text: { en: 'Roles', ja: 'ロール' } },
  },
  { path: '/iam/create-role', load: () => import('./create/create-role-page.tsx') },
  { path: '/iam/roles/:name', load: () => import('./role-page.tsx') },
];
