import type { ConsolePage } from '../../app/console-page.ts';

/** Instance profiles, which AWS's console has no page for. */
export const instanceProfilePages: readonly ConsolePage[] = [
  {
    path: '/iam/instance-profiles',
    load: () => import('./instance-profiles-page.tsx'),
    navigation: { section: 'iam', text: { en: 'Instance profiles', ja: 'インスタンスプロファイル' } },
  },
  { path: '/iam/instance-profiles/:name', load: () => import('./instance-profile-page.tsx') },
];
