import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { BlobFiles, type BlobFolder } from './blobs/blob-files.ts';
import type { BlobStorage } from './blobs/blob-storage.ts';
import { BookedObjectBytes, type Booking } from './blobs/booked-object-bytes.ts';
import { TemporaryFolder } from './blobs/temporary-folder.ts';
import type { ObjectBytes } from './object-bytes.ts';
import type { Store } from './store.ts';

/** Where other nodes write too: no upload takes this long. */
const LEFTOVER_AFTER_MS = 24 * 60 * 60 * 1000;

/** Where the state is to live. */
export type StorePlace =
  | { readonly kind: 'sqlite'; readonly directory: string }
  | { readonly kind: 'memory' }
  | { readonly kind: 'postgres'; readonly url: string };

export interface StoreOptions {
  /** What an answered write survives: the end of the process (default), or also the loss of power. */
  readonly durability?: 'process' | 'power' | undefined;
  /** Real time, ms since 1970. */
  readonly now?: (() => number) | undefined;
  /** A new blob's id: 32 random hex digits. */
  readonly newBlobId?: (() => string) | undefined;
  /** With PostgreSQL: how long a deleted blob is kept for those who still read it; 10 minutes unless told. */
  readonly blobGraceMs?: number | undefined;
  /** Told when the database is away and waited for, in a sentence for the operator. */
  readonly onWaiting?: ((sentence: string) => void) | undefined;
}

/** A store that was opened, and the bytes of its objects. */
export interface OpenedStore {
  readonly store: Store;
  readonly objects: ObjectBytes;
  /** Closes both, in order. */
  readonly close: () => Promise<void>;
}

/**
 * Opens the store and brings its schema up to date; loads only the driver that it needs. What a crash
 * has left of objects' bytes is swept before it answers.
 *
 * @throws DirectoryInUseError when another process has the data directory
 * @throws NewerSchemaError when a newer version wrote the data
 */
export async function openStore(place: StorePlace, options: StoreOptions = {}): Promise<OpenedStore> {
  const booking: Booking = {
    now: options.now ?? Date.now,
    newId: options.newBlobId ?? (() => randomBytes(16).toString('hex')),
    leftoverAfterMs: undefined,
  };
  if (place.kind === 'postgres') {
    const { openPostgres } = await import('./postgres/open-postgres.ts');
    const { store, blobs } = await openPostgres(place.url, booking.now, options);
    return opened(store, blobs, { ...booking, leftoverAfterMs: LEFTOVER_AFTER_MS });
  }
  const sqlite = await import('./sqlite/open-sqlite.ts');
  if (place.kind === 'memory') {
    return opened(await sqlite.openMemory(), new BlobFiles(new TemporaryFolder(), false), booking);
  }
  const durability = options.durability ?? 'process';
  const store = await sqlite.openSqlite(place.directory, durability);
  const folder: BlobFolder = { path: async () => join(place.directory, 'objects'), close: async () => {} };
  return opened(store, new BlobFiles(folder, durability === 'power'), booking);
}

async function opened(store: Store, storage: BlobStorage, booking: Booking): Promise<OpenedStore> {
  const objects = new BookedObjectBytes(store, storage, booking);
  const close = async (): Promise<void> => {
    await objects.close();
    await store.close();
  };
  try {
    await objects.sweep();
  } catch (error) {
    await close();
    throw error;
  }
  return { store, objects, close };
}
