import { expect, test } from 'vitest';
import { openInProcessHouse } from '../../test/in-process-house.ts';
import { MetadataPorts } from './metadata-ports.ts';

test('a port is an instance’s own until it is terminated, and nobody else’s after that either', async () => {
  const opened = await openInProcessHouse({});
  const { store, log } = opened.house;
  try {
    const ports = await MetadataPorts.load(store, log, 4566);
    ports.remember('i-1', 5001);
    expect([ports.of('i-1'), ports.of('i-2')]).toEqual([5001, 0]);
    expect([ports.isOthers('i-1', 5001), ports.isOthers('i-2', 5001), ports.isOthers('i-2', 5002)]).toEqual([
      false,
      true,
      false,
    ]);
    await ports.flush();
    const again = await MetadataPorts.load(store, log, 4566);
    expect([again.of('i-1'), again.isOthers('i-2', 5001)]).toEqual([5001, true]);
    ports.forget('i-1');
    expect([ports.of('i-1'), ports.isOthers('i-2', 5001)]).toEqual([0, true]);
    await ports.flush();
    // A port of one that ended long ago is anyone's.
    for (let i = 0; i < 1000; i += 1) {
      ports.remember(`i-x${i}`, 10_000 + i);
      ports.forget(`i-x${i}`);
    }
    expect([ports.isOthers('i-2', 5001), ports.isOthers('i-2', 10_000)]).toEqual([false, true]);
    await ports.flush();
  } finally {
    await opened.close();
  }
});
