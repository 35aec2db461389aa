import type { ReactNode } from 'react';

/**
 * What went wrong with asking again: what was answered before is still shown. It stands below that, in sight, so that
 * nothing moves that somebody is about to click.
 */
export function StaleNote({ children }: { readonly children: ReactNode }) {
  return <div className="utsuwa-stale">{children}</div>;
}
