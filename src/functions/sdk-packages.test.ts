import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { packagesOf, sdkPackages } from './sdk-packages.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'utsuwa-packages-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function install(place: string, dependencies: readonly string[] = []): Promise<void> {
  await mkdir(path.join(folder, place), { recursive: true });
  const versions = Object.fromEntries(dependencies.map((name) => [name, '1']));
  const file = JSON.stringify({ dependencies: versions });
  await writeFile(path.join(folder, place, 'package.json'), file);
}

test('are the SDK’s with all that they need, and nothing else', async () => {
  const modules = 'node_modules/utsuwa/node_modules';
  await install(`${modules}/@aws-sdk/client-s3`, ['@smithy/core', 'own', 'hoisted', 'missing']);
  await install(`${modules}/@aws-sdk/client-s3/node_modules/own`, ['deep']);
  await install(`${modules}/@smithy/core`, ['@aws-sdk/client-s3']);
  await install(`${modules}/deep`);
  await install(`${modules}/unrelated`);
  await install('node_modules/hoisted', ['@other/further']);
  await install('node_modules/@other/further');
  const at = (place: string) => path.join(folder, place);
  const found = packagesOf(at(modules)).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  expect(found).toEqual([
    { name: '@aws-sdk', folder: at(`${modules}/@aws-sdk`) },
    { name: '@other', folder: at('node_modules/@other') },
    { name: '@smithy', folder: at(`${modules}/@smithy`) },
    { name: 'deep', folder: at(`${modules}/deep`) },
    { name: 'hoisted', folder: at('node_modules/hoisted') },
  ]);
});

test('of this project are there, without what only Utsuwa needs', () => {
  const names = sdkPackages().map(({ name }) => name);
  expect(names).toEqual(expect.arrayContaining(['@aws-sdk', '@smithy', 'tslib']));
  expect(names).not.toEqual(expect.arrayContaining(['kysely']));
});
