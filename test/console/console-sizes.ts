import { readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

const FILES = fileURLToPath(new URL('../../dist/console/', import.meta.url));

/** How much script a browser loads, compressed, KB. */
export interface ConsoleSizes {
  /** What the page itself names: all that is loaded before anything is seen. */
  readonly firstKb: number;
  readonly allKb: number;
}

/** Measures the console as it was built last. */
export function consoleSizes(): ConsoleSizes {
  const page = readFileSync(path.join(FILES, 'index.html'), 'utf8');
  const first = [...page.matchAll(/"\/_utsuwa\/console\/(assets\/[^"]+\.js)"/g)].map(
    ([, name]) => name ?? '',
  );
  const all = readdirSync(path.join(FILES, 'assets'))
    .filter((name) => name.endsWith('.js'))
    .map((name) => path.join('assets', name));
  return { firstKb: compressedKb(first), allKb: compressedKb(all) };
}

function compressedKb(names: readonly string[]): number {
  return names.reduce((sum, name) => sum + statSync(path.join(FILES, `${name}.br`)).size, 0) / 1024;
}
