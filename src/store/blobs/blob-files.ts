import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ByteStream } from '../../kernel/http.ts';
import { BlobGoneError, type ByteRange } from '../object-bytes.ts';
import type { BlobStorage, RawBlobWriter } from './blob-storage.ts';

/** How much is read at once, in bytes. */
const CHUNK = 256 * 1024;

/** The folder that blobs lie in. */
export interface BlobFolder {
  /** Its path; asked at each use, so that it may be made at the first. */
  path(): Promise<string>;
  /** Nothing uses it any more. */
  close(): Promise<void>;
}

/** Blobs as files: `<folder>/ab/abcdef…`, and beside them `incoming/` for what is being written. */
export class BlobFiles implements BlobStorage {
  /** A file that was opened can be read though it is deleted. */
  readonly graceMs = 0;
  readonly #folder: BlobFolder;
  readonly #sync: boolean;

  /**
   * @param sync whether a committed blob must survive the loss of power
   */
  constructor(folder: BlobFolder, sync: boolean) {
    this.#folder = folder;
    this.#sync = sync;
  }

  async create(id: string): Promise<RawBlobWriter> {
    const directory = await this.#folder.path();
    const incoming = incomingPath(directory, id);
    const handle = await inFolder(incoming, () => open(incoming, 'wx', 0o600));
    return new FileWriter(handle, incoming, finalPath(directory, id), this.#sync);
  }

  async open(id: string, range: ByteRange | undefined): Promise<ByteStream> {
    const path = finalPath(await this.#folder.path(), id);
    try {
      return new FileBytes(await open(path, 'r'), range);
    } catch (error) {
      throw isMissing(error) ? new BlobGoneError(id) : error;
    }
  }

  async delete(id: string): Promise<void> {
    const directory = await this.#folder.path();
    await rm(incomingPath(directory, id), { force: true });
    await rm(finalPath(directory, id), { force: true });
  }

  /** Writers and streams have their own files and close them. */
  close(): Promise<void> {
    return this.#folder.close();
  }
}

class FileWriter implements RawBlobWriter {
  readonly #handle: FileHandle;
  readonly #incoming: string;
  readonly #final: string;
  readonly #sync: boolean;

  constructor(handle: FileHandle, incoming: string, final: string, sync: boolean) {
    this.#handle = handle;
    this.#incoming = incoming;
    this.#final = final;
    this.#sync = sync;
  }

  async write(chunk: Uint8Array): Promise<void> {
    let written = 0;
    while (written < chunk.length) {
      written += (await this.#handle.write(chunk, written, chunk.length - written)).bytesWritten;
    }
  }

  async commit(): Promise<void> {
    if (this.#sync) await this.#handle.sync();
    await this.#handle.close();
    await inFolder(this.#final, () => rename(this.#incoming, this.#final));
    if (this.#sync) await syncFolder(dirname(this.#final));
  }

  async abort(): Promise<void> {
    await this.#handle.close();
    await rm(this.#incoming, { force: true });
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

function incomingPath(directory: string, id: string): string {
  return join(directory, 'incoming', id);
}

function finalPath(directory: string, id: string): string {
  return join(directory, id.slice(0, 2), id);
}

/** Does something that needs the path's folder, making the folder when it is missing. */
async function inFolder<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  return act();
}

async function syncFolder(path: string): Promise<void> {
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function isMissing(error: unknown): boolean {
  return (error as NodeJS.ErrnoException).code === 'ENOENT';
}
