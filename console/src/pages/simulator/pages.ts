import type { ConsolePage } from '../../app/console-page.ts';

export const simulatorPages: readonly ConsolePage[] = [
  {
    path: '/simulator',
    load: () => import('./simulator-page.tsx'),
    navigation: { section: 'overview', text: { en: 'Simulator', ja: 'シミュレーター' } },
  },
];
