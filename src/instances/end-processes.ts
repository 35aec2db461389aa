import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';

/** How long processes may take to end by themselves. */
const GRACE_MS = 2_000;
const LOOK_EVERY_MS = 50;

/** Ends a process and all that it began: asks first, as a shutdown does, then kills what is left. */
export async function endProcesses(pid: number): Promise<void> {
  const all = await familyOf(pid);
  signal(all, 'SIGTERM');
  for (let waited = 0; waited < GRACE_MS && all.some(isThere); waited += LOOK_EVERY_MS) {
    await delay(LOOK_EVERY_MS);
  }
  signal(all, 'SIGKILL');
}

/** A process and its descendants. */
async function familyOf(pid: number): Promise<readonly number[]> {
  const { stdout } = await promisify(execFile)('ps', ['-A', '-o', 'pid=,ppid=']);
  const children = new Map<number, number[]>();
  for (const line of stdout.trim().split('\n')) {
    const [child = 0, parent = 0] = line.trim().split(/\s+/).map(Number);
    children.set(parent, [...(children.get(parent) ?? []), child]);
  }
  const family = [pid];
  for (const member of family) family.push(...(children.get(member) ?? []));
  return family;
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids) send(pid, name);
}

function isThere(pid: number): boolean {
  return send(pid, 0);
}

/** @returns whether the process was there to get it */
function send(pid: number, name: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(pid, name);
  } catch {
    return false;
  }
}
