/** Where a reader of SSH's wire format stands. */
export interface SshReader {
  readonly bytes: Buffer;
  at: number;
}

/** A string: its length in four bytes, then its bytes. @see RFC 4251, section 5 */
export function sshString(content: string | Uint8Array): Buffer {
  const bytes = Buffer.from(content);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

/** A positive number: as a string, with a zero before a first byte that would make it negative. */
export function sshNumber(bytes: Buffer): Buffer {
  return sshString((bytes[0] ?? 0) >= 0x80 ? Buffer.concat([Buffer.from([0]), bytes]) : bytes);
}

export function sshBlob(...parts: readonly Buffer[]): Buffer {
  return Buffer.concat(parts);
}

/** Reads a string and goes on behind it. @throws RangeError at the end of the bytes */
export function readSshString(reader: SshReader): Buffer {
  const length = reader.bytes.readUInt32BE(reader.at);
  const from = reader.at + 4;
  if (from + length > reader.bytes.length) throw new RangeError('the key ends too early');
  reader.at = from + length;
  return reader.bytes.subarray(from, reader.at);
}
