import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { boundedMemoryGroup, removeGroup } from './process-group.ts';

/** No process has this id: Linux gives none above 2²². */
const ENDED = 4_194_305;

test('servers that remove what an earlier one left at the same moment all get their groups', async (it) => {
  const first = await boundedMemoryGroup('first', 1 << 30);
  if (first === undefined) return it.skip('this machine lets us make no control groups');
  const place = path.dirname(first);
  const names = Array.from({ length: 20 }, (_, number) => `left-${number}`);
  await Promise.all(names.map((name) => mkdir(path.join(place, `utsuwa-${ENDED}-${name}`))));
  const groups = await Promise.all(names.map((name) => boundedMemoryGroup(`new-${name}`, 1 << 30)));
  await Promise.all([first, ...groups].map((group) => removeGroup(group ?? first)));
  expect(groups).not.toContain(undefined);
});
