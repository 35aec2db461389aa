import { readdirSync, readFileSync } from 'node:fs';

/** The processes on this machine that run `sleep` for so many seconds, by their ids. */
export function sleepers(seconds: number): readonly string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'utf8') === `sleep\0${seconds}\0`;
    } catch {
      return false;
    }
  });
}
