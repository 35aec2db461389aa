import { chmod, mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { Sandbox } from './sandbox.ts';

let folder: string;
beforeEach(async () => {
  // Below the system's /tmp whatever TMPDIR says: a function has a /tmp of its own there.
  folder = await realpath(await mkdtemp(path.join('/tmp', 'utsuwa-sandbox-')));
  await chmod(folder, 0o755);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function make(name: string, file: string, content: string, mode = 0o644): Promise<string> {
  const made = path.join(folder, name);
  await mkdir(path.join(made, path.dirname(file)), { recursive: true });
  await writeFile(path.join(made, file), content);
  await chmod(path.join(made, file), mode);
  return made;
}

test('an interpreter and packages that the host has below /tmp are there, and nothing else of it', async () => {
  const tools = await make(
    'tools',
    'bin/tool',
    '#!/bin/sh\ncat /node_modules/one/said; ls /tmp; touch /tmp/mine && echo written\n',
    0o755,
  );
  const one = await make('modules/one', 'said', 'found\n');
  const sandbox = await Sandbox.isolated(
    {
      place: await make('place', '.keep', ''),
      code: await make('code', 'index.js', ''),
      runtimes: await make('runtimes', 'node.mjs', ''),
      layers: undefined,
      folders: [tools],
      packages: [{ name: 'one', folder: one }],
      layerPackages: [],
      hosts: [],
      authority: '',
      storageMegabytes: 8,
      userId: 1_800_000_000,
      command: [path.join(tools, 'bin/tool')],
    },
    { PATH: '/usr/bin:/bin' },
  );
  const exited = sandbox.exited();
  const [said] = sandbox.output.map((stream) => text(stream));
  sandbox.begin();
  expect(await exited).toBe(0);
  await sandbox.end();
  expect(await said).toBe(`found\n${path.basename(folder)}\nwritten\n`);
});
