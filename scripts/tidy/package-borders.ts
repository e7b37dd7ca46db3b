import { builtinModules } from 'node:module';
import { type Import, importsOf } from '../source/imports.ts';
import { type Package, packageOf, packagesOf } from '../source/packages.ts';
import { isCode, isTest, type SourceFile } from '../source/source-file.ts';
import type { Rule, Violation } from './rule.ts';

/**
 * A package is entered through its index only, imports only what its package.json names, and
 * never reaches out of its folder with a relative path.
 */
export const packageBordersRule: Rule = (files) => {
  const packages = packagesOf(files);
  const violations: Violation[] = [];
  for (const file of files) {
    if (!isCode(file)) continue;
    const home = packageOf(file.path, packages);
    for (const imported of importsOf(file)) {
      const advice = offence(file, home, imported, packages);
      const { line } = imported;
      if (advice !== undefined) {
        violations.push({ path: file.path, line, rule: 'package borders', advice });
      }
    }
  }
  return violations;
};

function offence(
  file: SourceFile,
  home: Package | undefined,
  { specifier, target }: Import,
  packages: readonly Package[],
): string | undefined {
  if (target !== undefined) {
    const there = packageOf(target, packages);
    if (home === there || (home === undefined && !isDeep(target))) return undefined;
    const isOpen = !target.startsWith('packages/') || /^packages\/[^/]+\/examples\//.test(target);
    if (home !== undefined && isTest(file) && isOpen) return undefined;
    return `relative path out of the package (${target}); import it by its package's name`;
  }
  const owner = packages.find(({ name }) => specifier === name || specifier.startsWith(`${name}/`));
  if (owner !== undefined && specifier !== owner.name) {
    return `deep import; export it from ${owner.name}'s index and import '${owner.name}'`;
  }
  if (home === undefined || isTest(file) || isNodeModule(specifier)) return undefined;
  const name = specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
  // An example imports its package as its users do.
  const isOwn = name === home.name && file.path.startsWith(`packages/${home.folder}/examples/`);
  if (isOwn || home.dependencies.includes(name)) return undefined;
  return `'${name}' is no dependency in packages/${home.folder}/package.json`;
}

/** Tools outside of the packages may start from an entry, the index, but from nothing deeper. */
function isDeep(target: string): boolean {
  return target.startsWith('packages/') && !/^packages\/[^/]+\/src\/index\.ts$/.test(target);
}

function isNodeModule(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}
