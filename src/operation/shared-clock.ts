import type { MovableClock } from '../kernel/clock.ts';
import type { Store } from '../store/store.ts';
import { loadClockAhead } from './settings-store.ts';

/**
 * A store that keeps this node's clock with those of the other nodes. Whoever moves emulated time raises
 * the epoch, and every request takes the epoch first: before it goes on, the clock has caught up.
 */
export function sharingClock(store: Store, clock: MovableClock): Store {
  let known: number | undefined;
  const catchUp = async (epoch: number): Promise<number> => {
    clock.catchUp(await loadClockAhead(store));
    known = Math.max(known ?? epoch, epoch);
    return epoch;
  };
  return {
    read: (fn) => store.read(fn),
    write: (fn) => store.write(fn),
    epoch: async () => {
      const epoch = await store.epoch();
      return known !== undefined && epoch <= known ? epoch : catchUp(epoch);
    },
    close: () => store.close(),
    describe: () => store.describe(),
  };
}
