import type { ConsolePage } from '../../app/console-page.ts';

/** The picture of what is attached to what. */
export const accessMapPages: readonly ConsolePage[] = [
  {
    path: '/access-map',
    load: () => import('./access-map-page.tsx'),
    navigation: { section: 'overview', text: { en: 'Access map', ja: 'アクセスマップ' } },
  },
];
