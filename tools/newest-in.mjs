import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { root } from './install.mjs';

/**
 * Whether a built file is missing, or older than anything in these places.
 *
 * @param {string} built @param {readonly string[]} places below the project's root
 */
export function isOlderThan(built, places) {
  if (!existsSync(built)) return true;
  const at = statSync(built).mtimeMs;
  return places.some((place) => newestIn(path.join(root, place)) > at);
}

/** @param {string} place @returns {number} the newest modification below it, ms */
function newestIn(place) {
  const found = statSync(place);
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(place).map((name) => newestIn(path.join(place, name))));
}
