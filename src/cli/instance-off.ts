import { setTimeout as delay } from 'node:timers/promises';
import { askServer } from './control-client.ts';

/** How an instance went off. */
export type InstanceOff = 'stopped' | 'rebooted' | 'terminated';

/** How long the word of it may come after the end of a command that a signal ended, ms. */
const WORD_WITHIN_MS = 250;

/**
 * Resolves when the instance goes off, with how; never when that is not to be known.
 *
 * @param signal ends the watch
 */
export async function instanceOff(instance: string, port: number, signal: AbortSignal): Promise<InstanceOff> {
  try {
    for (;;) {
      const { end } = await askServer(port, 'GET', `instances/${instance}/power-off`, undefined, signal);
      if (end === 'stopped' || end === 'rebooted' || end === 'terminated') return end;
      if (end === 'unknown') break;
    }
  } catch {
    // Watched no longer, or the server is gone and tells nothing of its instances: the command goes on.
  }
  return new Promise(() => undefined);
}

/** Says that the instance went off, if that is why a command ended. */
export async function sayIfOff(off: Promise<InstanceOff>): Promise<void> {
  const isSignalled = Number(process.exitCode ?? 0) > 128;
  const how = await Promise.race([off, delay(isSignalled ? WORD_WITHIN_MS : 0)]);
  if (how !== undefined) process.stderr.write(`utsuwa: the instance was ${how}\n`);
}
