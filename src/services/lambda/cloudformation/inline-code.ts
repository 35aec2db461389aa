import { crc32 } from 'node:zlib';

/** The mark of a local entry, of one of the directory, and of its end. */
const SIGNATURES = { local: 0x04034b50, central: 0x02014b50, end: 0x06054b50 };
const VERSION = 20;
const MADE_ON_UNIX = (3 << 8) | VERSION;
const UTF8_NAMES = 0x800;
/** 1980-01-01, the first day that a zip knows: the same code is the same zip. */
const DATE = 0x0021;
const MODE = 0o100644;

/**
 * The zip that CloudFormation makes of a function's code in a template: one file, named as its runtime
 * looks for it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html
 */
export function inlineZip(runtime: string, code: string): Uint8Array {
  const name = Buffer.from(runtime.startsWith('python') ? 'index.py' : 'index.js');
  const data = Buffer.from(code);
  const entry = Buffer.alloc(26);
  entry.writeUInt16LE(VERSION, 0);
  entry.writeUInt16LE(UTF8_NAMES, 2);
  entry.writeUInt16LE(DATE, 8);
  entry.writeUInt32LE(crc32(data), 10);
  entry.writeUInt32LE(data.length, 14);
  entry.writeUInt32LE(data.length, 18);
  entry.writeUInt16LE(name.length, 22);
  const local = Buffer.concat([signature(SIGNATURES.local), entry, name, data]);
  const made = Buffer.alloc(2);
  made.writeUInt16LE(MADE_ON_UNIX, 0);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE((MODE << 16) >>> 0, 6);
  const central = Buffer.concat([signature(SIGNATURES.central), made, entry, rest, name]);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(1, 4);
  end.writeUInt16LE(1, 6);
  end.writeUInt32LE(central.length, 8);
  end.writeUInt32LE(local.length, 12);
  return Buffer.concat([local, central, signature(SIGNATURES.end), end]);
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}
