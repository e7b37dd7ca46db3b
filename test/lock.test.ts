import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface LockedPackage {
  readonly resolved?: string;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

const lockFile = readFileSync(new URL('../package-lock.json', import.meta.url), 'utf8');
const { packages } = JSON.parse(lockFile) as { packages: Record<string, LockedPackage> };

/**
 * npm leaves packages for other platforms out of a lock file that it makes from an installation,
 * or with a registry that lacks them, and `npm ci` then refuses the file.
 */
test('the lock file names the optional packages of every platform', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {}).filter(
      (name) =>
        packages[`node_modules/${name}`] === undefined &&
        packages[`${path}/node_modules/${name}`] === undefined,
    ),
  );
  expect(missing).toEqual([]);
});

test('the lock file names no registry but the public one', () => {
  const elsewhere = Object.values(packages)
    .map(({ resolved }) => resolved ?? '')
    .filter((url) => /^[a-z+]+:/.test(url) && !url.startsWith('https://registry.npmjs.org/'));
  expect(elsewhere).toEqual([]);
});
