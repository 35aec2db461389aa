import type { ByteStream } from '../../kernel/http.ts';
import type { ByteRange } from '../object-bytes.ts';

/** Keeps bytes by id and knows nothing of who refers to them: what lies under `BookedObjectBytes`. */
export interface BlobStorage {
  /** How long after its release a blob is kept for those who still read it, in milliseconds. */
  readonly graceMs: number;
  /** @param id not used before; 32 hex digits */
  create(id: string): Promise<RawBlobWriter>;
  /** @throws BlobGoneError */
  open(id: string, range: ByteRange | undefined): Promise<ByteStream>;
  /** Deletes what there is of a blob, committed or not. */
  delete(id: string): Promise<void>;
  close(): Promise<void>;
}

/** Takes one blob's bytes. */
export interface RawBlobWriter {
  write(chunk: Uint8Array): Promise<void>;
  /** Puts the bytes where `open` finds them. */
  commit(): Promise<void>;
  /** Lets go of what it holds and deletes what it wrote. */
  abort(): Promise<void>;
}
