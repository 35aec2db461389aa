// Installs what package-lock.json names when it is not there yet, so that every command works on a fresh clone.
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');

/**
 * Makes sure that `node_modules` holds what the lock file names.
 *
 * @param {'serve' | 'develop'} purpose `serve` needs the run-time packages alone, which install in seconds
 */
export function install(purpose) {
  if (satisfied(purpose)) return;
  const everything = purpose === 'develop';
  console.error(`utsuwa: installing ${everything ? 'packages for development and tests' : 'packages'} …`);
  // What is there already stays there: a server may be running on it.
  const command = existsSync(path.join(root, 'node_modules')) ? ['install', '--no-save'] : ['ci'];
  const result = spawnSync(
    'npm',
    [...command, '--no-fund', '--no-audit', ...(everything ? [] : ['--omit=dev'])],
    {
      cwd: root,
      stdio: ['ignore', 'ignore', 'inherit'],
      shell: process.platform === 'win32',
    },
  );
  if (result.status !== 0) {
    console.error(`utsuwa: \`npm ${command[0]}\` failed; its own message stands above`);
    process.exit(result.status ?? 1);
  }
  writeFileSync(stampFile(), stamp(everything ? 'develop' : 'serve'));
}

/** @param {string} purpose */
function satisfied(purpose) {
  if (!existsSync(path.join(root, 'node_modules'))) return false;
  if (!existsSync(stampFile()))
    return existsSync(path.join(root, 'node_modules/vitest')) || purpose === 'serve';
  const found = readFileSync(stampFile(), 'utf8');
  return found === stamp('develop') || (purpose === 'serve' && found === stamp('serve'));
}

function stampFile() {
  return path.join(root, 'node_modules/.utsuwa-installed');
}

/** @param {string} purpose */
function stamp(purpose) {
  const lock = readFileSync(path.join(root, 'package-lock.json'));
  return `${purpose} ${createHash('sha256').update(lock).digest('hex')}`;
}
