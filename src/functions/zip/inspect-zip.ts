import type { ZipFile } from 'yauzl';
import type { CodeProblem, StoredZip } from '../../operation/functions.ts';
import type { ObjectBytes } from '../../store/object-bytes.ts';
import { openZip } from './blob-reader.ts';
import { entriesOf, MOST_ENTRIES } from './zip-entries.ts';

/** What a function's code may be once unpacked, bytes. */
export const LARGEST_UNPACKED = 262_144_000;

/**
 * Looks at a zip's directory: whether it is one, how large it says to become, whether anything in it
 * is a link or leads out of it. What it says of sizes is held to when it is unpacked.
 *
 * @returns how large it says to become, bytes
 */
export async function inspectZip(objects: ObjectBytes, code: StoredZip): Promise<number | CodeProblem> {
  let zip: ZipFile;
  try {
    zip = await openZip(objects, code);
  } catch {
    return 'not-a-zip';
  }
  try {
    return await inspected(zip);
  } catch {
    // yauzl refuses absolute names, `..` and damaged directories alike.
    return 'unsafe';
  } finally {
    zip.close();
  }
}

async function inspected(zip: ZipFile): Promise<number | CodeProblem> {
  let entries = 0;
  let size = 0;
  for await (const { entry, kind } of entriesOf(zip)) {
    entries += 1;
    size += entry.uncompressedSize;
    if (size > LARGEST_UNPACKED || entries > MOST_ENTRIES) return 'too-large';
    if (kind === 'other' || entry.fileName.includes('\0') || !entry.canDecodeFileData()) return 'unsafe';
  }
  return entries === 0 ? 'empty' : size;
}
