import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CommandError } from '../command-error.ts';

/**
 * The scenario files that arguments stand for: files as they are, folders by the scenarios in them
 * and below, sorted by name. Parts, experiments and files of others are left out of folders, as
 * are hidden folders, `node_modules` and run folders.
 * @throws CommandError NOTHING_TO_RUN
 */
export function scenarioFiles(targets: readonly string[]): string[] {
  return targets.flatMap((target) => {
    if (!isFolder(target)) return [target];
    const found = scenariosIn(target);
    if (found.length > 0) return found;
    throw new CommandError('NOTHING_TO_RUN', `there is no scenario in ${target}`);
  });
}

function scenariosIn(folder: string): string[] {
  const names = readdirSync(folder).sort((a, b) => (a < b ? -1 : 1));
  if (names.includes('inputs.json')) return [];
  return names.flatMap((name) => {
    const path = join(folder, name);
    if (isFolder(path)) {
      return name.startsWith('.') || name === 'node_modules' ? [] : scenariosIn(path);
    }
    return /\.ya?ml$/i.test(name) && isScenario(readFileSync(path, 'utf8')) ? [path] : [];
  });
}

/** Has the version key at its top level and says of itself nothing else. */
function isScenario(text: string): boolean {
  if (!/^[ {]*"?vdcsim"?\s*:/m.test(text)) return false;
  return !/^[ {]*"?kind"?\s*:\s*["']?(part|experiment|campaign)\b/m.test(text);
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}
