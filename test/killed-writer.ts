import { writeSync } from 'node:fs';
import { adoptBlob } from '../src/store/object-bytes.ts';
import { openStore } from '../src/store/open-store.ts';

/**
 * Writes into the data directory named on the command line until it is killed, and says on its output
 * what has been answered: `ROW` or `OBJECT`, and the key.
 */
const [, , directory = '', run = ''] = process.argv;
const { store, objects } = await openStore({ kind: 'sqlite', directory });
const say = (line: string): void => {
  writeSync(1, `${line}\n`);
};

async function writeRows(): Promise<never> {
  for (let i = 0; ; i++) {
    const name = `${run}-${i}`;
    await store.write(async (tx) => {
      await tx
        .insertInto('settings')
        .values({ name: `a-${name}`, value: 'x'.repeat(100) })
        .execute();
      await tx
        .insertInto('settings')
        .values({ name: `b-${name}`, value: 'y'.repeat(i % 5000) })
        .execute();
    });
    say(`ROW ${name}`);
    // Lets the object's writer have its turn.
    await new Promise(setImmediate);
  }
}

async function writeObjects(): Promise<never> {
  for (let i = 0; ; i++) {
    const name = `${run}-${i}`;
    const writer = await objects.create();
    await writer.write(Buffer.alloc(20_000, name));
    const { id } = await writer.commit();
    await store.write(async (tx) => {
      await adoptBlob(tx, id);
      await tx
        .insertInto('settings')
        .values({ name: `object-${name}`, value: id })
        .execute();
    });
    say(`OBJECT ${name}`);
  }
}

await Promise.race([writeRows(), writeObjects()]);
