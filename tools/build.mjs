// Bundles src/ into dist/: one entry, split into chunks so that a room loads at its first use. `npm run build` adds
// dist/policy/, which is what `utsuwa/policy` names.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildConsole, isConsoleStale } from './build-console.mjs';
import { root } from './install.mjs';
import { isOlderThan } from './newest-in.mjs';
import { bundlePolicy, declarePolicy } from './policy-package.mjs';

const out = path.join(root, 'dist');
const WHAT_IS_STALE = '--what-is-stale';

/** Data that rooms read at first use lies beside the bundle. */
const DATA = [
  { from: 'src/model/data', to: 'dist/data' },
  { from: 'src/model/reference', to: 'dist/data/reference' },
  { from: 'src/functions/runtimes', to: 'dist/runtimes' },
  { from: 'src/services/iam/data', to: 'dist/data/iam' },
  { from: 'src/services/cloudformation/data', to: 'dist/data/cloudformation' },
];

/**
 * Builds what is older than its sources: the server, the console. In a process of its own, which takes the builders'
 * memory with it: whoever asks may go on for days.
 */
export function buildWhatIsStale() {
  if (!isStale() && !isConsoleStale()) return;
  const builder = [fileURLToPath(import.meta.url), WHAT_IS_STALE];
  const { status } = spawnSync(process.execPath, builder, {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error('the build failed; its own message stands above');
}

/** Builds the server; replaces what an earlier build left, but not the console, which is built by itself. */
async function build() {
  const { build: bundle } = await import('esbuild');
  mkdirSync(out, { recursive: true });
  for (const name of readdirSync(out)) {
    if (name !== 'console') rmSync(path.join(out, name), { recursive: true, force: true });
  }
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

function isStale() {
  return isOlderThan(path.join(out, 'cli.js'), ['src', 'tools/build.mjs', 'package-lock.json']);
}

if (process.argv[1] !== undefined && path.resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  if (process.argv.includes(WHAT_IS_STALE)) {
    if (isStale()) await build();
    if (isConsoleStale()) await buildConsole();
  } else {
    const { install } = await import('./install.mjs');
    install('develop');
    await build();
    await buildConsole();
    const policy = path.join(out, 'policy');
    await bundlePolicy(policy);
    declarePolicy(policy);
  }
}
