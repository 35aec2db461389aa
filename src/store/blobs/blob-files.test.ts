import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { booked, put } from '../object-bytes.contract.ts';
import { releaseBlob } from '../object-bytes.ts';
import { openStore } from '../open-store.ts';
import { TemporaryFolder } from './temporary-folder.ts';

let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'utsuwa-blobs-'));
});
afterAll(async () => {
  await rm(root, { recursive: true, force: true });
});

describe('what a crash leaves of blobs', () => {
  test('is swept at the next start: uploads broken off, blobs committed but not adopted, blobs released', async () => {
    const directory = join(root, 'crashed');
    const first = await openStore({ kind: 'sqlite', directory });
    const kept = await put(first, Buffer.from('kept'), 4);
    const released = await put(first, Buffer.from('released'), 4);
    await first.store.write((tx) => releaseBlob(tx, released));
    const broken = await first.objects.create();
    await broken.write(Buffer.from('broken off'));
    const orphan = await first.objects.create();
    await orphan.write(Buffer.from('never adopted'));
    await orphan.commit();
    expect(await booked(first)).toHaveLength(3);
    await first.close();

    const second = await openStore({ kind: 'sqlite', directory });
    const files = await readdir(join(directory, 'objects'), { recursive: true, withFileTypes: true });
    expect(files.filter((file) => file.isFile()).map((file) => file.name)).toEqual([kept]);
    expect(await booked(second)).toEqual([]);
    await second.close();
    await broken.abort().catch(() => undefined);
  });

  test('in a temporary folder of a process that is gone is removed by the next that needs one', async () => {
    const parent = join(root, 'temporary');
    const dead = join(parent, 'utsuwa-ephemeral-4194999-abcdef');
    const alive = join(parent, `utsuwa-ephemeral-${process.pid}-abcdef`);
    const foreign = join(parent, 'something-else');
    for (const folder of [dead, alive, foreign]) await mkdir(folder, { recursive: true });
    await writeFile(join(dead, 'x'), 'x');

    const folder = new TemporaryFolder(parent);
    const path = await folder.path();
    expect((await readdir(parent)).map((name) => join(parent, name)).sort()).toEqual(
      [alive, foreign, path].sort(),
    );
    await folder.close();
    expect((await readdir(parent)).map((name) => join(parent, name)).sort()).toEqual([alive, foreign].sort());
  });
});
