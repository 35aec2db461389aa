import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BlobFolder } from './blob-files.ts';

const PREFIX = 'utsuwa-ephemeral-';
const NAME = /^utsuwa-ephemeral-(\d+)-/;

/**
 * A folder for what must not stay: made at its first use among the system's temporary files, gone when
 * it is closed or the process exits. A killed process cannot clean up; the next one does it for it.
 */
export class TemporaryFolder implements BlobFolder {
  readonly #parent: string;
  #path: Promise<string> | undefined;
  #onExit: (() => void) | undefined;

  constructor(parent: string = tmpdir()) {
    this.#parent = parent;
  }

  /** Its path; made at the first call. */
  path(): Promise<string> {
    this.#path ??= this.#make();
    return this.#path;
  }

  /** Removes it and all that is in it. */
  async close(): Promise<void> {
    if (this.#path === undefined) return;
    const path = await this.#path;
    this.#path = undefined;
    await rm(path, { recursive: true, force: true });
    if (this.#onExit !== undefined) process.removeListener('exit', this.#onExit);
  }

  async #make(): Promise<string> {
    await removeOrphans(this.#parent);
    const path = await mkdtemp(join(this.#parent, `${PREFIX}${process.pid}-`));
    this.#onExit = () => rmSync(path, { recursive: true, force: true });
    process.once('exit', this.#onExit);
    return path;
  }
}

async function removeOrphans(parent: string): Promise<void> {
  for (const name of await readdir(parent)) {
    const pid = NAME.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid)))
      await rm(join(parent, name), { recursive: true, force: true });
  }
}

/** Whether there is such a process, someone else's included. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
