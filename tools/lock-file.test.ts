import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Locked {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const { packages } = JSON.parse(readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8')) as {
  packages: Readonly<Record<string, Locked>>;
};

/** Whether `name` is found from the package at `from` as Node finds it: in its own `node_modules` or one further out. */
function isLocked(from: string, name: string): boolean {
  const folders = from.split('/node_modules/');
  while (folders.length > 0) {
    if (Object.hasOwn(packages, `${folders.join('/node_modules/')}/node_modules/${name}`)) return true;
    folders.pop();
  }
  return Object.hasOwn(packages, `node_modules/${name}`);
}

// `npm ci` refuses to install anything, whatever the platform, when one platform's optional package is left out. npm leaves them out
// when it writes the lock file beside an existing node_modules or with a registry that lacks them.
test('the lock file names every package that its packages need on any platform, so that npm ci accepts it', () => {
  const missing = Object.entries(packages).flatMap(([from, { dependencies, optionalDependencies }]) =>
    Object.keys({ ...dependencies, ...optionalDependencies })
      .filter((name) => !isLocked(from, name))
      .map((name) => `${name}, needed by ${from}`),
  );
  expect(missing).toEqual([]);
});
