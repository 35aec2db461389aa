import type { ConsolePage } from '../../app/console-page.ts';

/** Tags of everything in one place. */
export const tagEditorPages: readonly ConsolePage[] = [
  {
    path: '/tag-editor',
    load: () => import('./tag-editor-page.tsx'),
    navigation: { section: 'tags', text: { en: 'Tag Editor', ja: 'タグエディタ' } },
  },
];
