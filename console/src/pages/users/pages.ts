import type { ConsolePage } from '../../app/console-page.ts';

/** Users: all of them, one of them, and how one is made. */
export const userPages: readonly ConsolePage[] = [
  {
    path: '/iam/users',
    load: () => import('./users-page.tsx'),
    navigation: { section: 'iam', text: { en: 'Users', ja: 'ユーザー' } },
  },
  { path: '/iam/create-user', load: () => import('./create-user-page.tsx') },
  { path: '/iam/users/:name', load: () => import('./user-page.tsx') },
];
