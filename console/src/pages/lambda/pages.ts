import type { ConsolePage } from '../../app/console-page.ts';

export const lambdaPages: readonly ConsolePage[] = [
  {
    path: '/lambda/functions',
    load: () => import('./functions-page.tsx'),
    navigation: { section: 'lambda', text: { en: 'Functions', ja: '関数' } },
  },
  { path: '/lambda/create-function', load: () => import('./create/create-function-page.tsx') },
  { path: '/lambda/functions/:name', load: () => import('./function-page.tsx') },
];
