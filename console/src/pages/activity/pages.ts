import type { ConsolePage } from '../../app/console-page.ts';

export const activityPages: readonly ConsolePage[] = [
  {
    path: '/activity',
    load: () => import('./activity-page.tsx'),
    navigation: { section: 'overview', text: { en: 'Activity', ja: 'アクティビティ' } },
  },
  { path: '/activity/:id', load: () => import('./explanation/explanation-page.tsx') },
];
