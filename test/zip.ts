import { crc32, deflateRawSync } from 'node:zlib';

/** A file for a zip. */
export interface ZippedFile {
  readonly name: string;
  readonly data: string | Uint8Array;
  /** Unix's mode with its type bits; a plain file that all may read otherwise. */
  readonly mode?: number;
  /** What the zip says of its size, where that is not so. */
  readonly claimedSize?: number;
}

/** Makes a zip. Its files are stored as they are, but for one that claims another size: that is deflated. @param files by name, or with what is odd about them */
export function zipOf(files: Readonly<Record<string, string | Uint8Array>> | readonly ZippedFile[]): Buffer {
  const list = Array.isArray(files)
    ? (files as readonly ZippedFile[])
    : Object.entries(files as Readonly<Record<string, string | Uint8Array>>).map(([name, data]) => ({
        name,
        data,
      }));
  const bodies: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, mode = 0o100644, claimedSize } of list as readonly ZippedFile[]) {
    const whole = Buffer.from(data);
    const bytes = claimedSize === undefined ? whole : deflateRawSync(whole);
    const nameBytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(0x800, 2);
    common.writeUInt16LE(claimedSize === undefined ? 0 : 8, 4);
    common.writeUInt32LE(crc32(whole), 10);
    common.writeUInt32LE(bytes.length, 14);
    common.writeUInt32LE(claimedSize ?? bytes.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, nameBytes, bytes]);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    directory.push(Buffer.concat([Buffer.from('PK\x01\x02'), Buffer.from([20, 3]), common, rest, nameBytes]));
    bodies.push(local);
    offset += local.length;
  }
  const central = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(list.length, 4);
  end.writeUInt16LE(list.length, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...bodies, central, Buffer.from('PK\x05\x06'), end]);
}
