import type { Entry, ZipFile } from 'yauzl';

/** What a zip's entry is on disk. */
export interface ZipItem {
  readonly entry: Entry;
  readonly kind: 'file' | 'folder' | 'other';
  /** Permission bits; 0 where whoever packed it gave none. */
  readonly mode: number;
}

/** Most entries in one zip (guess: AWS documents no bound; a folder of a million empty files is none of a function's). */
export const MOST_ENTRIES = 100_000;

const TYPE_BITS = 0o170000;
const TYPE_FOLDER = 0o040000;
const TYPE_FILE = 0o100000;

/**
 * The entries of a zip, in its own order.
 *
 * @throws Error for a damaged zip, and for names that are absolute or lead out of it (yauzl refuses them)
 */
export async function* entriesOf(zip: ZipFile): AsyncGenerator<ZipItem> {
  for (;;) {
    const entry = await nextEntry(zip);
    if (entry === undefined) return;
    // The upper half is Unix's mode where a Unix packed it.
    const unix = entry.externalFileAttributes >>> 16;
    yield { entry, kind: kindOf(entry.fileName, unix), mode: unix & 0o777 };
  }
}

function nextEntry(zip: ZipFile): Promise<Entry | undefined> {
  return new Promise((resolve, reject) => {
    const done = () => {
      zip.off('entry', onEntry);
      zip.off('end', onEnd);
      zip.off('error', onError);
    };
    const onEntry = (entry: Entry) => {
      done();
      resolve(entry);
    };
    const onEnd = () => {
      done();
      resolve(undefined);
    };
    const onError = (error: Error) => {
      done();
      reject(error);
    };
    zip.on('entry', onEntry).on('end', onEnd).on('error', onError);
    zip.readEntry();
  });
}

function kindOf(name: string, unix: number): ZipItem['kind'] {
  if (name.endsWith('/')) return 'folder';
  const type = unix & TYPE_BITS;
  if (type === 0 || type === TYPE_FILE) return 'file';
  return type === TYPE_FOLDER ? 'folder' : 'other';
}
