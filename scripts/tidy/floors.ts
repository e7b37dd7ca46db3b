import {
  foldersOfSiblings,
  groundFolder,
  type Place,
  placeOf,
  topFloor,
} from '../source/floors.ts';
import { importsOf } from '../source/imports.ts';
import { isProductSource } from '../source/source-file.ts';
import { eachFile } from './rule.ts';

/**
 * Imports inside core go to lower floors only, types too, and siblings never import one another.
 * Tests are free: they may look down on a whole simulation.
 */
export const floorsRule = eachFile(
  'floors',
  (file) => isProductSource(file, 'core'),
  (file, report) => {
    const from = placeOf(file.path);
    if (from === undefined) {
      report(1, 'no floor names this folder; give it one in scripts/source/floors.ts');
      return;
    }
    for (const { target, line } of importsOf(file)) {
      const to = target === undefined ? undefined : placeOf(target);
      const advice = to === undefined ? undefined : offence(from, to);
      if (advice !== undefined) report(line, `${advice} (${target})`);
    }
  },
);

function offence(from: Place, to: Place): string | undefined {
  if (to.floor > from.floor) {
    return `floor ${from.floor} imports floor ${to.floor} above it; let the upper floor hand it in`;
  }
  if (to.floor < from.floor || from.floor === topFloor) return undefined;
  if (to.folder === groundFolder) return undefined;
  if (to.folder !== from.folder) {
    return `${from.folder}/ and ${to.folder}/ stand on one floor; meet on a lower one`;
  }
  const areSiblings = foldersOfSiblings.includes(from.folder) && from.mechanism !== '';
  if (areSiblings && to.mechanism !== from.mechanism) {
    return 'siblings meet through ports of inventory/, wired in datacenter.ts';
  }
  return undefined;
}
