import { crc32 } from 'node:zlib';
import { responseModule, type InlineFile } from './response-module.ts';

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
 * looks for it, and beside it the module by which custom resources answer, where the code names it.
 * @see https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-lambda-function-code.html
 */
export function inlineZip(runtime: string, code: string): Uint8Array {
  const name = runtime.startsWith('python') ? 'index.py' : 'index.js';
  const module = responseModule(runtime, code);
  return zipOf([{ name, text: code }, ...(module === undefined ? [] : [module])]);
}

function zipOf(files: readonly InlineFile[]): Uint8Array {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const file of files) {
    const { local, central } = entryOf(file, at);
    locals.push(local);
    directory.push(central);
    at += local.length;
  }
  const end = Buffer.alloc(18);
  end.writeUInt16LE(files.length, 4);
  end.writeUInt16LE(files.length, 6);
  end.writeUInt32LE(Buffer.concat(directory).length, 8);
  end.writeUInt32LE(at, 12);
  return Buffer.concat([...locals, ...directory, signature(SIGNATURES.end), end]);
}

/** One file, and what the directory says of it. @param at where it begins */
function entryOf(
  { name, text }: InlineFile,
  at: number,
): { readonly local: Buffer; readonly central: Buffer } {
  const path = Buffer.from(name);
  const data = Buffer.from(text);
  const entry = Buffer.alloc(26);
  entry.writeUInt16LE(VERSION, 0);
  entry.writeUInt16LE(UTF8_NAMES, 2);
  entry.writeUInt16LE(DATE, 8);
  entry.writeUInt32LE(crc32(data), 10);
  entry.writeUInt32LE(data.length, 14);
  entry.writeUInt32LE(data.length, 18);
  entry.writeUInt16LE(path.length, 22);
  const made = Buffer.alloc(2);
  made.writeUInt16LE(MADE_ON_UNIX, 0);
  const rest = Buffer.alloc(14);
  rest.writeUInt32LE((MODE << 16) >>> 0, 6);
  rest.writeUInt32LE(at, 10);
  return {
    local: Buffer.concat([signature(SIGNATURES.local), entry, path, data]),
    central: Buffer.concat([signature(SIGNATURES.central), made, entry, rest, path]),
  };
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value, 0);
  return bytes;
}
