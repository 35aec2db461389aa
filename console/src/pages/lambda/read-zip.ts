/** A file in a zip. */
export interface ZipEntry {
  readonly name: string;
  /** bytes, unpacked */
  readonly size: number;
  /** Its text; `undefined` where it is no text. */
  readonly read: () => Promise<string | undefined>;
}

/**
 * Lists what a zip holds, folders left out; nothing is unpacked before it is read.
 * @throws Error when it is no zip, or packed in a way that only large ones are
 */
export function readZip(zip: Uint8Array<ArrayBuffer>): ZipEntry[] {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = endOfDirectory(view);
  const entries: ZipEntry[] = [];
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    if (view.getUint32(at, true) !== 0x02014b50) throw new Error('the zip’s directory is damaged');
    const method = view.getUint16(at + 10, true);
    const packed = view.getUint32(at + 20, true);
    const size = view.getUint32(at + 24, true);
    const nameLength = view.getUint16(at + 28, true);
    const name = new TextDecoder().decode(zip.subarray(at + 46, at + 46 + nameLength));
    const local = view.getUint32(at + 42, true);
    at += 46 + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
    if (name.endsWith('/')) continue;
    const read = async () => {
      const begin = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
      return textOf(await unpack(zip.subarray(begin, begin + packed), method));
    };
    entries.push({ name, size, read });
  }
  return entries;
}

/** Where the record at the end begins: behind it there may be a comment. */
function endOfDirectory(view: DataView): number {
  for (let at = view.byteLength - 22; at >= Math.max(0, view.byteLength - 22 - 0xffff); at -= 1) {
    if (view.getUint32(at, true) === 0x06054b50) return at;
  }
  throw new Error('the code is no zip');
}

async function unpack(bytes: Uint8Array<ArrayBuffer>, method: number): Promise<Uint8Array> {
  if (method === 0) return bytes;
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

function textOf(bytes: Uint8Array): string | undefined {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? undefined : text;
  } catch {
    return undefined;
  }
}
