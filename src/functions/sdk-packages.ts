import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

/** What lies in a `node_modules`: a package, or all of a scope's. */
export interface PackageFolder {
  /** The package's name, or its scope with `@`. */
  readonly name: string;
  readonly folder: string;
}

const SCOPE = '@aws-sdk';
const SDK = `${SCOPE}/client-s3`;
const MODULES = 'node_modules';

let found: readonly PackageFolder[] | undefined;

/**
 * What AWS's Node.js runtimes bring of packages, as far as the house has it: the AWS SDK's client of S3, other
 * packages of the SDK that somebody installed beside it, and what these need; nothing else of what lies there.
 */
export function sdkPackages(): readonly PackageFolder[] {
  found ??= packagesOf(ownModules());
  return found;
}

function ownModules(): string {
  const place = createRequire(import.meta.url).resolve(SDK);
  return path.join(place.slice(0, place.lastIndexOf(path.join(MODULES, SDK))), MODULES);
}

/** The SDK's packages in a `node_modules`, with what they need. Of a scope all is taken. */
export function packagesOf(modules: string): readonly PackageFolder[] {
  const tops = new Map<string, PackageFolder>();
  const seen = new Set<string>();
  const scope = path.join(modules, SCOPE);
  const left = readdirSync(scope).map((name) => ({ place: path.join(scope, name), top: scope }));
  for (let at = left.pop(); at !== undefined; at = left.pop()) {
    const { place, top } = at;
    if (seen.has(place)) continue;
    seen.add(place);
    const name = path.basename(top);
    if (!tops.has(name)) tops.set(name, { name, folder: top });
    for (const needed of dependenciesOf(place)) {
      const folder = findPackage(place, needed);
      if (folder === undefined) continue;
      // What lies in a package's own `node_modules` comes with it.
      const isWithin = folder.startsWith(`${top}${path.sep}`);
      left.push({ place: folder, top: isWithin ? top : holderOf(folder, needed) });
    }
  }
  return [...tops.values()];
}

function dependenciesOf(folder: string): readonly string[] {
  const file = path.join(folder, 'package.json');
  if (!existsSync(file)) return [];
  const { dependencies = {} } = JSON.parse(readFileSync(file, 'utf8')) as { dependencies?: object };
  return Object.keys(dependencies);
}

/** Looks where Node.js does: in each `node_modules` on the way up. */
function findPackage(from: string, name: string): string | undefined {
  for (let folder = from; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    const place = path.join(folder, MODULES, name);
    if (path.basename(folder) !== MODULES && existsSync(path.join(place, 'package.json'))) return place;
  }
  return undefined;
}

/** What holds a package in its `node_modules`: its scope, if it has one. */
function holderOf(place: string, name: string): string {
  return name.startsWith('@') ? path.dirname(place) : place;
}
