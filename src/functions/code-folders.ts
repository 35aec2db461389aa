import { mkdtempSync } from 'node:fs';
import { chmod, mkdir, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { StoredZip } from '../operation/functions.ts';
import type { ObjectBytes } from '../store/object-bytes.ts';
import type { PackageFolder } from './sdk-packages.ts';
import { unpackZip } from './zip/unpack-zip.ts';

/** Code that lies unpacked for as long as somebody uses it. */
interface Unpacked {
  readonly folder: Promise<string>;
  users: number;
}

/** Functions' code, unpacked once for all environments that run it. Nothing of it outlasts the server. */
export class CodeFolders {
  readonly #objects: ObjectBytes;
  readonly #unpacked = new Map<string, Unpacked>();
  #directory: string | undefined;
  #brought: Promise<void> | undefined;
  #count = 0;

  constructor(objects: ObjectBytes) {
    this.#objects = objects;
  }

  /** A folder for one environment's own files, empty. */
  async place(name: string): Promise<string> {
    const place = path.join(this.#home(), name);
    await mkdir(place, { recursive: true });
    return place;
  }

  /**
   * The folder with what zips hold, one over the other: a function's code, or its layers. To be given back.
   *
   * @throws Error when one cannot be unpacked
   */
  async take(zips: readonly StoredZip[]): Promise<string> {
    const key = keyOf(zips);
    let known = this.#unpacked.get(key);
    if (known === undefined) {
      known = { folder: this.#unpack(zips), users: 0 };
      this.#unpacked.set(key, known);
    }
    known.users += 1;
    try {
      return await known.folder;
    } catch (error) {
      await this.giveBack(zips);
      throw error;
    }
  }

  /** The last one to give it back has it removed. */
  async giveBack(zips: readonly StoredZip[]): Promise<void> {
    const key = keyOf(zips);
    const known = this.#unpacked.get(key);
    if (known === undefined) return;
    known.users -= 1;
    if (known.users > 0) return;
    this.#unpacked.delete(key);
    const folder = await known.folder.catch(() => undefined);
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  }

  /** Lets Node.js find packages from all code and layers, for functions that see the host as it is. */
  bring(packages: readonly PackageFolder[]): Promise<void> {
    if (packages.length > 0) this.#brought ??= this.#link(packages);
    return this.#brought ?? Promise.resolve();
  }

  /** Removes all of it. */
  async close(): Promise<void> {
    if (this.#directory !== undefined) await rm(this.#directory, { recursive: true, force: true });
  }

  #home(): string {
    return (this.#directory ??= mkdtempSync(path.join(tmpdir(), 'utsuwa-functions-')));
  }

  async #link(packages: readonly PackageFolder[]): Promise<void> {
    const modules = await this.place('node_modules');
    for (const { name, folder } of packages) await symlink(folder, path.join(modules, name));
  }

  async #unpack(zips: readonly StoredZip[]): Promise<string> {
    // The function's own user must come by, who is nobody's.
    await chmod(this.#home(), 0o711);
    const folder = await this.place(`code-${this.#count++}`);
    try {
      for (const zip of zips) await unpackZip(this.#objects, zip, folder);
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      throw error;
    }
    return folder;
  }
}

function keyOf(zips: readonly StoredZip[]): string {
  return zips.map(({ blobId }) => blobId).join('+');
}
