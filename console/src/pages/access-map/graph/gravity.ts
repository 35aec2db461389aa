import type { MapNode, Remark } from './map-graph.ts';

/** What keeps something from working comes first; what is merely unused last. */
export const GRAVITY: Readonly<Record<Remark, 'error' | 'warning' | 'info'>> = {
  'instance-profile-missing': 'error',
  'instance-profile-empty': 'error',
  'instance-role-untrusting': 'error',
  'function-role-missing': 'error',
  'function-role-untrusting': 'error',
  'role-nobody': 'warning',
  'profile-missing': 'warning',
  'profile-empty': 'warning',
  'profile-role-untrusting': 'warning',
  'policy-unattached': 'info',
};

/** The gravest first. */
export const GRAVITIES = ['error', 'warning', 'info'] as const;

/** A node's place among those that stand out: 0 for the gravest, beyond all where nothing does. */
export function gravityOf({ remarks }: MapNode): number {
  return remarks.reduce(
    (least, remark) => Math.min(least, GRAVITIES.indexOf(GRAVITY[remark])),
    GRAVITIES.length as number,
  );
}
