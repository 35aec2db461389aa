import { createWriteStream } from 'node:fs';
import { chmod, mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { StoredZip } from '../../operation/functions.ts';
import type { ObjectBytes } from '../../store/object-bytes.ts';
import { openZip } from './blob-reader.ts';
import { LARGEST_UNPACKED } from './inspect-zip.ts';
import { entriesOf, MOST_ENTRIES } from './zip-entries.ts';

/** Where whoever packed a zip gave no permissions, everyone may read and run what is in it. */
const NO_MODE = 0o755;

/**
 * Unpacks a function's or a layer's zip. Each file is held to the size that the zip's directory gives; no
 * link is made, nothing of a zip is written twice, nothing lands outside.
 *
 * @param folder empty, or with what came before: a file of the same name is replaced
 * @throws Error when the zip is damaged or lies
 */
export async function unpackZip(objects: ObjectBytes, code: StoredZip, folder: string): Promise<void> {
  const zip = await openZip(objects, code);
  try {
    const files = new Set<string>();
    let entries = 0;
    let size = 0;
    for await (const { entry, kind, mode } of entriesOf(zip)) {
      entries += 1;
      size += entry.uncompressedSize;
      if (kind === 'other' || size > LARGEST_UNPACKED || entries > MOST_ENTRIES) {
        throw new Error('the zip holds what no function’s code may');
      }
      const place = inside(folder, entry.fileName);
      await mkdir(kind === 'folder' ? place : path.dirname(place), { recursive: true });
      if (kind === 'folder') continue;
      // A second file of the same name is a zip that lies.
      if (files.has(place)) throw new Error('the zip holds a file twice');
      files.add(place);
      await rm(place, { force: true });
      const written = createWriteStream(place, { flags: 'wx' });
      await pipeline(await zip.openReadStreamPromise(entry), written);
      await chmod(place, mode === 0 ? NO_MODE : mode);
    }
  } finally {
    zip.close();
  }
}

/** @throws Error for a name that leads out of the folder, which the reader refuses already */
function inside(folder: string, name: string): string {
  const place = path.join(folder, name);
  if (!place.startsWith(folder + path.sep)) throw new Error('the zip holds a path that leads out of it');
  return place;
}
