import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Where a group that counts processes can be made: by version 1 and by version 2 of control groups. */
const PLACES = ['/sys/fs/cgroup/pids', '/sys/fs/cgroup'];
const PREFIX = 'utsuwa-';
const MOST_PROCESSES = 512;

/**
 * A control group whose processes are bounded in number: limits do not bind root, this does. Groups that
 * an earlier server left are removed.
 *
 * @returns its folder; `undefined` where the system lets us make none
 */
export async function boundedProcessGroup(instanceId: string): Promise<string | undefined> {
  for (const place of PLACES) {
    try {
      await removeLeft(place);
      const group = path.join(place, `${PREFIX}${process.pid}-${instanceId}`);
      await mkdir(group, { recursive: true });
      if (existsSync(path.join(group, 'pids.max'))) {
        await writeFile(path.join(group, 'pids.max'), String(MOST_PROCESSES));
        return group;
      }
      await rmdir(group);
    } catch {
      // Not there, or not ours to change: the next one, or none.
    }
  }
  return undefined;
}

/** How often and for how long a group is tried to be removed, while what ran in it ends. */
const TRY_EVERY_MS = 100;
const TRIES = 40;

/** Removes an instance's group; one in which something goes on running is left to the next server. */
export async function removeProcessGroup(instanceId: string): Promise<void> {
  const groups = PLACES.map((place) => path.join(place, `${PREFIX}${process.pid}-${instanceId}`));
  for (const group of groups.filter(existsSync)) {
    for (let tries = 0; tries < TRIES; tries++) {
      try {
        await rmdir(group);
        break;
      } catch {
        await delay(TRY_EVERY_MS);
      }
    }
  }
}

/** Removes the groups of this and of ended servers in which nothing runs any more. */
async function removeLeft(place: string): Promise<void> {
  for (const name of await readdir(place)) {
    if (!name.startsWith(PREFIX)) continue;
    const group = path.join(place, name);
    const members = await readFile(path.join(group, 'cgroup.procs'), 'utf8');
    const [pid] = name.slice(PREFIX.length).split('-');
    if (members === '' && !existsSync(`/proc/${pid}`)) await rmdir(group);
  }
}
