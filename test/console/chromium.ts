import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
const cache = fileURLToPath(new URL('../../.cache/', import.meta.url));

/** What starts a headless Chromium. */
export interface Chromium {
  readonly executablePath: string;
  /** Where the libraries of a browser are that brings its own. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * The browser that is packed in an npm package, with the libraries that it needs and fonts of its own (for Latin
 * letters), unpacked once into `.cache/`: the same on every machine, and a shell without windows, which takes two thirds
 * of the time of a whole browser. That of this machine where the package has none for it, or `UTSUWA_TEST_CHROMIUM` says so.
 */
export async function findChromium(): Promise<Chromium> {
  const own = process.env['UTSUWA_TEST_CHROMIUM'] ?? (isPacked() ? undefined : onPath());
  if (own !== undefined) return { executablePath: own, env: {} };
  const folder = await unpacked();
  return {
    executablePath: path.join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: path.join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: path.join(folder, 'fonts.xml'),
    },
  };
}

function isPacked(): boolean {
  return process.platform === 'linux' && process.arch === 'x64';
}

function onPath(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(path.delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => path.join(folder, name))).find((file) =>
    existsSync(file),
  );
}

async function unpacked(): Promise<string> {
  const lock = await readFile(new URL('../../package-lock.json', import.meta.url));
  const folder = path.join(cache, `chromium-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`);
  if (existsSync(folder)) return folder;
  await mkdir(cache, { recursive: true });
  const fresh = await mkdtemp(path.join(cache, 'unpacking-'));
  try {
    // It unpacks into the temporary folder, and its libraries only where it takes the machine for AWS Lambda's.
    await promisify(execFile)(
      process.execPath,
      ['-e', "import('@sparticuz/chromium').then(({ default: packed }) => packed.executablePath())"],
      { env: { ...process.env, TMPDIR: fresh, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' } },
    );
    await writeFile(path.join(fresh, 'fonts.xml'), fontConfiguration(path.join(folder, 'fonts')));
    await rename(fresh, folder).catch((error: unknown) => {
      // Another test was faster; what it unpacked is as good.
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  return folder;
}

/** The packed fonts, and the machine's: a browser that finds none at all crashes. */
function fontConfiguration(folder: string): string {
  const folders = [folder, '/usr/share/fonts', '/usr/local/share/fonts'];
  return `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
${folders.map((place) => `  <dir>${place}</dir>`).join('\n')}
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`;
}
