import type { ConsolePage } from '../../app/console-page.ts';

export const homePages: readonly ConsolePage[] = [{ path: '/', load: () => import('./home-page.tsx') }];
