import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rmdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** What a group may bound: where such groups can be made, by version 1 and by version 2 of control groups, and the bound's file there. */
const BOUNDS = {
  processes: [
    { place: '/sys/fs/cgroup/pids', file: 'pids.max' },
    { place: '/sys/fs/cgroup', file: 'pids.max' },
  ],
  memory: [
    { place: '/sys/fs/cgroup/memory', file: 'memory.limit_in_bytes' },
    { place: '/sys/fs/cgroup', file: 'memory.max' },
  ],
} as const;
const PREFIX = 'utsuwa-';
const MOST_PROCESSES = 512;

/**
 * A control group whose processes are bounded in number: limits do not bind root, this does. Groups that
 * an earlier server left are removed.
 *
 * @returns its folder; `undefined` where the system lets us make none
 */
export function boundedProcessGroup(instanceId: string): Promise<string | undefined> {
  return boundedGroup('processes', instanceId, MOST_PROCESSES);
}

/**
 * The same for what a function's processes hold in memory together, their files in memory included.
 *
 * @param name of letters, digits and hyphens; no other group's of this server
 */
export function boundedMemoryGroup(name: string, bytes: number): Promise<string | undefined> {
  return boundedGroup('memory', name, bytes);
}

async function boundedGroup(
  what: keyof typeof BOUNDS,
  name: string,
  bound: number,
): Promise<string | undefined> {
  for (const { place, file } of BOUNDS[what]) {
    try {
      await removeLeft(place);
      const group = path.join(place, `${PREFIX}${process.pid}-${name}`);
      await mkdir(group, { recursive: true });
      if (existsSync(path.join(group, file))) {
        await writeFile(path.join(group, file), String(bound));
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
  for (const { place } of BOUNDS.processes) {
    await removeGroup(path.join(place, `${PREFIX}${process.pid}-${instanceId}`));
  }
}

/** Removes a group, once what ran in it has ended. */
export async function removeGroup(group: string): Promise<void> {
  for (let tries = 0; tries < TRIES && existsSync(group); tries++) {
    try {
      await rmdir(group);
    } catch {
      await delay(TRY_EVERY_MS);
    }
  }
}

/** Removes the groups of ended servers in which nothing runs any more. */
async function removeLeft(place: string): Promise<void> {
  for (const name of await readdir(place)) {
    if (!name.startsWith(PREFIX)) continue;
    const [pid] = name.slice(PREFIX.length).split('-');
    if (existsSync(`/proc/${pid}`)) continue;
    const group = path.join(place, name);
    try {
      if ((await readFile(path.join(group, 'cgroup.procs'), 'utf8')) === '') await rmdir(group);
    } catch {
      // Another server was faster; that is no reason to go without a group of one's own.
    }
  }
}
