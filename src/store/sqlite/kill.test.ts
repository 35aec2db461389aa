import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { booked, collect } from '../object-bytes.contract.ts';
import { openStore } from '../open-store.ts';

const KILLS = 20;
const WRITER = fileURLToPath(new URL('../../../test/killed-writer.ts', import.meta.url));
const CACHE = fileURLToPath(new URL('../../../.cache/', import.meta.url));

test(`nothing answered is lost in ${KILLS} kills during writes, and nothing is half there`, async () => {
  const directory = await mkdtemp(join(tmpdir(), 'utsuwa-killed-'));
  const answered: string[] = [];
  const writer = await bundledWriter();
  for (let run = 0; run < KILLS; run++) answered.push(...(await writeUntilKilled(writer, directory, run)));
  await rm(writer);

  const opened = await openStore({ kind: 'sqlite', directory });
  const rows = await opened.store.read((tx) => tx.selectFrom('settings').selectAll().execute());
  const values = new Map(rows.map((row) => [row.name, row.value]));

  const names = (kind: string): string[] =>
    answered.filter((line) => line.startsWith(kind)).map((line) => line.slice(kind.length));
  expect(names('ROW ').filter((name) => !values.has(`a-${name}`))).toEqual([]);
  expect(names('OBJECT ').filter((name) => !values.has(`object-${name}`))).toEqual([]);

  const halves = rows.filter(
    ({ name }) =>
      /^[ab]-/.test(name) && !(values.has(`a${name.slice(1)}`) && values.has(`b${name.slice(1)}`)),
  );
  expect(halves).toEqual([]);

  const objects = rows.filter(({ name }) => name.startsWith('object-'));
  for (const { name, value } of objects) {
    const bytes = await collect(await opened.objects.open(value));
    expect(bytes.equals(Buffer.alloc(20_000, name.slice('object-'.length)))).toBe(true);
  }
  // What the kills broke off is swept, and every object's bytes are still there.
  const files = await readdir(join(directory, 'objects'), { recursive: true, withFileTypes: true });
  expect(
    files
      .filter((file) => file.isFile())
      .map((file) => file.name)
      .sort(),
  ).toEqual(objects.map(({ value }) => value).sort());
  expect(await booked(opened)).toEqual([]);
  expect(answered.length).toBeGreaterThan(KILLS);
  await opened.close();
  await rm(directory, { recursive: true, force: true });
}, 600_000);

/** The writer as one file, where it finds the packages: it would be compiled at each start. @returns its path */
async function bundledWriter(): Promise<string> {
  const outfile = join(CACHE, `killed-writer.${process.pid}.mjs`);
  await build({
    entryPoints: [WRITER],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
  });
  return outfile;
}

/** Starts a writer, kills it a while after its first answer. @returns what it was answered */
async function writeUntilKilled(writer: string, directory: string, run: number): Promise<string[]> {
  const child = spawn(process.execPath, [writer, directory, String(run)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (text: Buffer) => {
    output += text.toString();
  });
  const closed = once(child, 'close');
  await Promise.race([once(child.stdout, 'data'), closed]);
  await sleep(Math.random() * 60);
  child.kill('SIGKILL');
  await closed;
  // The last line may be torn.
  return output.split('\n').slice(0, -1);
}
