// Builds the policy room as a package of its own, `utsuwa/policy`: one ES module that imports nothing, and its declarations.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { root } from './install.mjs';

const room = path.join(root, 'src/policy');

/**
 * Bundles the room into `index.js`.
 *
 * @param {string} folder
 */
export async function bundlePolicy(folder) {
  const { build } = await import('esbuild');
  await build({
    entryPoints: [path.join(room, 'index.ts')],
    outdir: folder,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    legalComments: 'none',
    sourcemap: true,
    logLevel: 'warning',
  });
}

/**
 * Writes the declarations, `index.d.ts` and what it names. It needs the packages for development.
 *
 * @param {string} folder
 */
export function declarePolicy(folder) {
  const compiler = path.join(root, 'node_modules/typescript/bin/tsc');
  const run = spawnSync(process.execPath, [compiler, '-p', room, '--outDir', folder], { encoding: 'utf8' });
  if (run.status !== 0)
    throw new Error(`the declarations of src/policy do not build: ${run.stdout}${run.stderr}`);
  // TypeScript leaves the sources' endings in declarations; the module that is there ends in .js.
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    if (!name.endsWith('.d.ts')) continue;
    const file = path.join(folder, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/((?:from |import\()'\.[^']+)\.ts'/g, "$1.js'"));
  }
}
