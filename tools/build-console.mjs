// Builds console/ into dist/console/, each file beside itself compressed: browsers get it small, the server compresses nothing.
import { readdirSync, readFileSync, renameSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import { root } from './install.mjs';
import { isOlderThan } from './newest-in.mjs';

const out = path.join(root, 'dist/console');
const SOURCES = [
  'console/src',
  'console/public',
  'console/index.html',
  'console/vite.config.ts',
  'tools/build-console.mjs',
  'package-lock.json',
];

/** Whether the console's sources are newer than its last build. */
export function isConsoleStale() {
  return isOlderThan(path.join(out, 'index.html'), SOURCES);
}

/** Builds the console beside what an earlier build left, and then takes its place: a browser never sees a half of it. */
export async function buildConsole() {
  console.error('utsuwa: building the console …');
  const { build } = await import('vite');
  const fresh = `${out}-${process.pid}`;
  // A test's environment would bring React as its own developers run it: slower, and not what users get.
  process.env['NODE_ENV'] = 'production';
  try {
    await build({
      root: path.join(root, 'console'),
      logLevel: 'warn',
      build: { outDir: fresh, emptyOutDir: true },
    });
    await compressAll(fresh);
    rmSync(out, { recursive: true, force: true });
    renameSync(fresh, out);
    utimesSync(path.join(out, 'index.html'), new Date(), new Date());
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

const compressBrotli = promisify(brotliCompress);
const compressGzip = promisify(gzip);

/** @param {string} folder */
async function compressAll(folder) {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  await Promise.all(
    names
      .filter((name) => /\.(?:js|css|html|svg|json)$/.test(name))
      .map(async (name) => {
        const file = path.join(folder, name);
        const bytes = readFileSync(file);
        const [br, gz] = await Promise.all([
          compressBrotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 10 } }),
          compressGzip(bytes, { level: 9 }),
        ]);
        writeFileSync(`${file}.br`, br);
        writeFileSync(`${file}.gz`, gz);
      }),
  );
}
