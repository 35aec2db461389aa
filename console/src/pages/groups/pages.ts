import type { ConsolePage } from '../../app/console-page.ts';

/** Groups of users: all of them, one of them, and how one is made. */
export const groupPages: readonly ConsolePage[] = [
  {
    path: '/iam/groups',
    load: () => import('./groups-page.tsx'),
    navigation: { section: 'iam', text: { en: 'User groups', ja: 'ユーザーグループ' } },
  },
  { path: '/iam/create-group', load: () => import('./create-group-page.tsx') },
  { path: '/iam/groups/:name', load: () => import('./group-page.tsx') },
];
