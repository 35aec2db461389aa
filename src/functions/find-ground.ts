import { isolationObstacles } from '../instances/netns/namespaces.ts';
import type { Ground } from './make-environment.ts';

/**
 * Where functions run on this machine: in namespaces of their own where it has them. Elsewhere as programs
 * of the operator's, if those let them; otherwise nowhere.
 *
 * @param doors serves AWS's APIs on listeners in a function's network
 */
export async function findGround(
  allowsHostExec: boolean,
  doors: Omit<Extract<Ground, { kind: 'isolated' }>, 'kind'>,
): Promise<Ground> {
  const obstacles = await isolationObstacles();
  if (obstacles.length === 0) return { kind: 'isolated', ...doors };
  if (allowsHostExec) return { kind: 'plain' };
  return {
    kind: 'none',
    reason:
      `Utsuwa runs functions in namespaces of their own, which it cannot have here: ${obstacles.join('; ')}. ` +
      'Started with --allow-host-exec it runs them as programs of your own.',
  };
}
