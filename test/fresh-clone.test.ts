import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, test } from 'vitest';

/** The project as somebody has just cloned it: nothing is built. */

const root = path.resolve(import.meta.dirname, '..');

let clone: string;
beforeAll(() => {
  clone = mkdtempSync(path.join(tmpdir(), 'utsuwa-clone-'));
  const sources = ['bin', 'console', 'src', 'tools', 'package.json', 'package-lock.json', 'tsconfig.json'];
  for (const name of [...sources, 'dist/console'])
    cpSync(path.join(root, name), path.join(clone, name), {
      recursive: true,
      filter: (source) => !source.includes('node_modules'),
    });
  // The console counts as built after its sources: to build it takes its time, and is the same by whatever command.
  utimesSync(path.join(clone, 'dist/console/index.html'), new Date(), new Date());
  symlinkSync(path.join(root, 'node_modules'), path.join(clone, 'node_modules'));
});
afterAll(() => rmSync(clone, { recursive: true, force: true }));

test('on a fresh clone the first command builds the server and does what it was asked for', async () => {
  const run = promisify(execFile)(process.execPath, ['bin/utsuwa', 'start', '--help'], { cwd: clone });
  await expect(run).resolves.toMatchObject({ stdout: expect.stringContaining('--port'), stderr: '' });
});
