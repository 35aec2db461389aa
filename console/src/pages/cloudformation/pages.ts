import type { ConsolePage } from '../../app/console-page.ts';

export const cloudformationPages: readonly ConsolePage[] = [
  {
    path: '/cloudformation/stacks',
    load: () => import('./stacks-page.tsx'),
    navigation: { section: 'cloudformation', text: { en: 'Stacks', ja: 'スタック' } },
  },
  { path: '/cloudformation/create-stack', load: () => import('./wizard/create-stack-page.tsx') },
  { path: '/cloudformation/stacks/:stack', load: () => import('./stack-page.tsx') },
  { path: '/cloudformation/stacks/:stack/update', load: () => import('./wizard/update-stack-page.tsx') },
  {
    path: '/cloudformation/stacks/:stack/create-change-set',
    load: () => import('./wizard/create-change-set-page.tsx'),
  },
  {
    path: '/cloudformation/stacks/:stack/change-sets/:changeSet',
    load: () => import('./change-sets/change-set-page.tsx'),
  },
];
