import type { ComponentType } from 'react';
import type { Texts } from '../language/language.tsx';

/** A page as its folder declares it; it loads when somebody goes there. */
export interface ConsolePage {
  /** As react-router takes it: `/iam/roles/:name`. The paths that others link to are in `parts/paths.ts`. */
  readonly path: string;
  readonly load: () => Promise<{ readonly default: ComponentType }>;
  /** Its place in the navigation; a page that is reached from another one has none. */
  readonly navigation?: { readonly section: Section; readonly text: Texts<string> } | undefined;
}

/** The navigation's parts, in their order. */
export type Section = 'overview' | 'iam' | 'ec2' | 's3' | 'lambda' | 'cloudformation' | 'tags';
