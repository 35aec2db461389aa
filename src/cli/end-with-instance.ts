import { endProcesses } from '../instances/end-processes.ts';
import { askServer } from './control-client.ts';

/**
 * Watches an instance while a command runs on it in this machine's own namespaces: when the instance is
 * stopped, rebooted or terminated the command ends, with all that it began.
 *
 * @param signal ends the watch
 */
export async function endWithInstance(
  instance: string,
  port: number,
  pid: number,
  signal: AbortSignal,
): Promise<void> {
  try {
    for (;;) {
      const { end } = await askServer(port, 'GET', `instances/${instance}/power-off`, undefined, signal);
      if (end === 'unknown') return;
      if (end === 'off') return await endProcesses(pid);
    }
  } catch {
    // Watched no longer, or the server is gone and tells nothing of its instances: the command goes on.
  }
}
