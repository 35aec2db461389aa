/** A zip of one text file, stored as it is: enough for a function that is typed. */
export function zipOfText(name: string, text: string): Uint8Array {
  const encoder = new TextEncoder();
  const data = encoder.encode(text);
  const nameBytes = encoder.encode(name);
  const common = record(26, [
    [0, 2, 20], // version needed to extract
    [2, 2, 0x800], // the name is UTF-8
    [10, 4, crc32(data)],
    [14, 4, data.length],
    [18, 4, data.length],
    [22, 2, nameBytes.length],
  ]);
  const local = join([signature(0x04034b50), common, nameBytes, data]);
  const directory = join([
    signature(0x02014b50),
    record(2, [[0, 2, (3 << 8) | 20]]), // made by Unix, so that the mode counts
    common,
    record(14, [[6, 4, (0o100644 << 16) >>> 0]]), // a file that all may read; it begins at 0
    nameBytes,
  ]);
  const end = record(18, [
    [4, 2, 1],
    [6, 2, 1],
    [8, 4, directory.length],
    [12, 4, local.length],
  ]);
  return join([local, directory, signature(0x06054b50), end]);
}

/** Little-endian numbers at their places: [offset, bytes, value]. */
function record(length: number, fields: readonly (readonly [number, 2 | 4, number])[]): Uint8Array {
  const view = new DataView(new ArrayBuffer(length));
  for (const [offset, bytes, value] of fields) {
    if (bytes === 2) view.setUint16(offset, value, true);
    else view.setUint32(offset, value, true);
  }
  return new Uint8Array(view.buffer);
}

function signature(value: number): Uint8Array {
  return record(4, [[0, 4, value]]);
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function crc32(data: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of data) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return (crc ^ 0xffffffff) >>> 0;
}
