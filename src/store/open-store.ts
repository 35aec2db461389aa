import type { Store } from './store.ts';

/** Where the state is to live. */
export type StorePlace =
  | { readonly kind: 'sqlite'; readonly directory: string }
  | { readonly kind: 'memory' };

export interface StoreOptions {
  /** What an answered write survives: the end of the process (default), or also the loss of power. */
  readonly durability?: 'process' | 'power' | undefined;
}

/** A store that was opened. */
export interface OpenedStore {
  readonly store: Store;
}

/**
 * Opens the store and brings its schema up to date; loads only the driver that it needs.
 *
 * @throws DirectoryInUseError when another process has the data directory
 * @throws NewerSchemaError when a newer version wrote the data
 */
export async function openStore(place: StorePlace, options: StoreOptions = {}): Promise<OpenedStore> {
  const sqlite = await import('./sqlite/open-sqlite.ts');
  if (place.kind === 'memory') return { store: await sqlite.openMemory() };
  return { store: await sqlite.openSqlite(place.directory, options.durability ?? 'process') };
}
