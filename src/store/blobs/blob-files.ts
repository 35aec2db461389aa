import {
  closeSync,
  fstatSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { type FileHandle, mkdir, open, unlink } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ByteStream } from '../../kernel/http.ts';
import { BlobGoneError, type ByteRange } from '../object-bytes.ts';
import type { BlobStorage, RawBlobWriter } from './blob-storage.ts';

/** How much is read at once, in bytes. */
const CHUNK = 256 * 1024;

/**
 * Up to this many bytes are written, read and deleted in one go, synchronously: handing so little to another
 * thread and back takes ten times as long as doing it.
 */
const SMALL = 64 * 1024;

/** The folder that blobs lie in. */
export interface BlobFolder {
  /** Its path; asked at each use, so that it may be made at the first. */
  path(): Promise<string>;
  /** Nothing uses it any more. */
  close(): Promise<void>;
}

/**
 * Blobs as files: `<folder>/ab/abcdef…`. They are written in their final place: until a row refers to a
 * blob nobody opens it, and the book of unreferenced blobs knows it.
 */
export class BlobFiles implements BlobStorage {
  /** A file that was opened can be read though it is deleted. */
  readonly graceMs = 0;
  readonly #folder: BlobFolder;
  readonly #sync: boolean;

  /** @param sync whether a committed blob must survive the loss of power */
  constructor(folder: BlobFolder, sync: boolean) {
    this.#folder = folder;
    this.#sync = sync;
  }

  async create(id: string): Promise<RawBlobWriter> {
    return new FileWriter(pathOf(await this.#folder.path(), id), this.#sync);
  }

  async open(id: string, range: ByteRange | undefined): Promise<ByteStream> {
    const path = pathOf(await this.#folder.path(), id);
    try {
      return openSmall(path, range) ?? new FileBytes(await open(path, 'r'), range);
    } catch (error) {
      throw isMissing(error) ? new BlobGoneError(id) : error;
    }
  }

  async delete(id: string): Promise<void> {
    await remove(pathOf(await this.#folder.path(), id));
  }

  /** Writers and streams have their own files and close them. */
  close(): Promise<void> {
    return this.#folder.close();
  }
}

/** Keeps a small blob until its end; a larger one goes into its file as it comes. */
class FileWriter implements RawBlobWriter {
  readonly #path: string;
  readonly #sync: boolean;
  #kept: Buffer[] = [];
  #keptBytes = 0;
  #handle: FileHandle | undefined;

  constructor(path: string, sync: boolean) {
    this.#path = path;
    this.#sync = sync;
  }

  async write(chunk: Uint8Array): Promise<void> {
    if (this.#handle === undefined && this.#keptBytes + chunk.length <= SMALL) {
      this.#kept.push(Buffer.from(chunk));
      this.#keptBytes += chunk.length;
      return;
    }
    this.#handle ??= await this.#spill();
    await writeAll(this.#handle, chunk);
  }

  async commit(): Promise<void> {
    if (this.#handle === undefined) this.#writeKept();
    else {
      if (this.#sync) await this.#handle.sync();
      await this.#handle.close();
    }
    if (this.#sync) syncFolder(dirname(this.#path));
  }

  async abort(): Promise<void> {
    this.#kept = [];
    if (this.#handle === undefined) return;
    await this.#handle.close();
    await remove(this.#path);
  }

  /** Opens the file and moves into it what was kept. */
  async #spill(): Promise<FileHandle> {
    await mkdir(dirname(this.#path), { recursive: true, mode: 0o700 });
    const handle = await open(this.#path, 'wx', 0o600);
    await writeAll(handle, Buffer.concat(this.#kept));
    this.#kept = [];
    return handle;
  }

  #writeKept(): void {
    const file = createSync(this.#path);
    try {
      const bytes = Buffer.concat(this.#kept);
      for (let at = 0; at < bytes.length;) at += writeSync(file, bytes, at);
      if (this.#sync) fsyncSync(file);
    } finally {
      closeSync(file);
    }
  }
}

/** A file's bytes, piece by piece; closes the file at its end, on failure, and when nobody wants more. */
class FileBytes implements AsyncIterableIterator<Uint8Array> {
  readonly #handle: FileHandle;
  readonly #end: number;
  #position: number;
  #done = false;

  constructor(handle: FileHandle, range: ByteRange | undefined) {
    this.#handle = handle;
    this.#position = range?.start ?? 0;
    this.#end = range?.end ?? Number.MAX_SAFE_INTEGER - 1;
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  async next(): Promise<IteratorResult<Uint8Array>> {
    if (this.#done) return { done: true, value: undefined };
    try {
      const wanted = Math.min(CHUNK, this.#end - this.#position + 1);
      const chunk = Buffer.allocUnsafe(wanted);
      const { bytesRead } = await this.#handle.read(chunk, 0, wanted, this.#position);
      if (bytesRead === 0) return await this.return();
      this.#position += bytesRead;
      return { done: false, value: chunk.subarray(0, bytesRead) };
    } catch (error) {
      await this.return();
      throw error;
    }
  }

  async return(): Promise<IteratorResult<Uint8Array>> {
    if (!this.#done) {
      this.#done = true;
      await this.#handle.close();
    }
    return { done: true, value: undefined };
  }
}

/** The bytes of a small file, read at once; `undefined` when it is not small. */
function openSmall(path: string, range: ByteRange | undefined): ByteStream | undefined {
  const file = openSync(path, 'r');
  try {
    const { size } = fstatSync(file);
    const start = range?.start ?? 0;
    const wanted = Math.max(0, Math.min(range?.end ?? size, size - 1) - start + 1);
    if (wanted > SMALL) return undefined;
    const bytes = Buffer.allocUnsafe(wanted);
    let filled = 0;
    for (let read = -1; filled < wanted && read !== 0; filled += read) {
      read = readSync(file, bytes, filled, wanted - filled, start + filled);
    }
    return once(bytes.subarray(0, filled));
  } finally {
    closeSync(file);
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array, undefined, undefined> {
  if (bytes.length > 0) yield bytes;
  return undefined;
}

function pathOf(folder: string, id: string): string {
  return join(folder, id.slice(0, 2), id);
}

/** Creates a file, and its folder when that is missing. @returns its descriptor */
function createSync(path: string): number {
  try {
    return openSync(path, 'wx', 0o600);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  return openSync(path, 'wx', 0o600);
}

async function writeAll(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length;) {
    at += (await handle.write(bytes, at, bytes.length - at)).bytesWritten;
  }
}

/** Removes a file, which may be gone already. */
async function remove(path: string): Promise<void> {
  try {
    if (statSync(path).size <= SMALL) unlinkSync(path);
    else await unlink(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
}

function syncFolder(path: string): void {
  const folder = openSync(path, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
