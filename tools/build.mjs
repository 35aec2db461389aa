// Bundles src/ into dist/: one entry, split into chunks so that a room loads at its first use. `npm run build` adds
// dist/policy/, which is what `utsuwa/policy` names.
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './install.mjs';
import { bundlePolicy, declarePolicy } from './policy-package.mjs';

const out = path.join(root, 'dist');

/** Data that rooms read at first use lies beside the bundle. */
const DATA = [
  { from: 'src/model/data', to: 'dist/data' },
  { from: 'src/model/reference', to: 'dist/data/reference' },
  { from: 'src/functions/runtimes', to: 'dist/runtimes' },
  { from: 'src/services/iam/data', to: 'dist/data/iam' },
  { from: 'src/services/cloudformation/data', to: 'dist/data/cloudformation' },
];

/** Builds; replaces what an earlier build left. */
export async function build() {
  const { build: bundle } = await import('esbuild');
  rmSync(out, { recursive: true, force: true });
  await bundle({
    entryPoints: { cli: path.join(root, 'src/cli/main.ts') },
    outdir: out,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    sourcemap: true,
    // The XML and ASN.1 libraries are CommonJS: bundled and split they would lose their names.
    external: ['@photostructure/sqlite', 'pg', 'pg-native', 'xml-crypto', '@xmldom/xmldom', '@peculiar/*'],
    define: { 'import.meta.env.UTSUWA_BUNDLED': 'true' },
    banner: {
      js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);",
    },
    logLevel: 'warning',
  });
  for (const { from, to } of DATA) {
    if (!existsSync(path.join(root, from))) continue;
    mkdirSync(path.join(root, to), { recursive: true });
    cpSync(path.join(root, from), path.join(root, to), { recursive: true });
  }
}

/** Whether sources are newer than the last build. */
export function isStale() {
  const built = path.join(out, 'cli.js');
  if (!existsSync(built)) return true;
  const at = statSync(built).mtimeMs;
  return ['src', 'tools/build.mjs', 'package-lock.json'].some(
    (place) => newestIn(path.join(root, place)) > at,
  );
}

/** @param {string} place @returns {number} the newest modification below it, ms */
function newestIn(place) {
  const found = statSync(place);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(place).map((name) => newestIn(path.join(place, name))));
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === path.join(root, 'tools/build.mjs')) {
  const { install } = await import('./install.mjs');
  install('develop');
  await build();
  const policy = path.join(out, 'policy');
  await bundlePolicy(policy);
  declarePolicy(policy);
}
