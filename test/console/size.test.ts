import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';

const KB = 1024;
const folder = fileURLToPath(new URL('../../dist/console/', import.meta.url));

function compressed(name: string): number {
  return statSync(path.join(folder, `${name}.br`)).size;
}

test('the first page’s script is at most 600 KB compressed', () => {
  const page = readFileSync(path.join(folder, 'index.html'), 'utf8');
  const scripts = [...page.matchAll(/(?:src|href)="\/_utsuwa\/console\/(assets\/[^"]+\.js)"/g)].map(
    ([, name]) => name ?? '',
  );
  expect(scripts.length).toBeGreaterThan(0);
  const total = scripts.reduce((sum, name) => sum + compressed(name), 0);
  expect(total / KB).toBeLessThanOrEqual(600);
});

test('all scripts together are at most 1.2 MB compressed', () => {
  const scripts = readdirSync(path.join(folder, 'assets')).filter((name) => name.endsWith('.js'));
  const total = scripts.reduce((sum, name) => sum + compressed(path.join('assets', name)), 0);
  expect(total / KB).toBeLessThanOrEqual(1.2 * KB);
});
