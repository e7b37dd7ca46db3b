import ts from 'typescript';
import { placeOf } from '../source/floors.ts';
import { isProductSource, lineOf, walk } from '../source/source-file.ts';
import { eachFile } from './rule.ts';

/** Words of the field, in the singular. Pools and clusters are mathematics as well: not here. */
const words = new Set([
  ...['vm', 'vcpu', 'pcpu', 'host', 'hypervisor', 'guest', 'datacenter', 'datastore'],
  ...['lun', 'hba', 'vmdk', 'balloon', 'ballooned', 'ballooning', 'vmotion', 'esx', 'esxi'],
]);

const lowerFloors = new Set(['declare', 'engine', 'sharing', 'observe']);

/**
 * The two lower floors know no word of virtualization, neither in a name nor in a text: what is
 * true of one kind of entity does not belong there. Comments may use the words for examples.
 */
export const virtualizationWordsRule = eachFile(
  'virtualization words',
  (file) => isProductSource(file, 'core') && lowerFloors.has(placeOf(file.path)?.folder ?? ''),
  (file, report) => {
    walk(file, (node) => {
      const isName = ts.isIdentifier(node) || ts.isPrivateIdentifier(node);
      const isText = ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node);
      if (!isName && !isText) return;
      const found = wordsOf(node.text).find((word) => words.has(word));
      if (found === undefined) return;
      report(lineOf(file, node), `'${found}' in '${node.text}'; say it for any entity or member`);
    });
  },
);

/** `readyVmCount` holds ready, vm, count; plurals count as their singular. */
function wordsOf(text: string): string[] {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1 $2')
    .split(/[^A-Za-z]+/)
    .map((word) => word.toLowerCase())
    .map((word) => (words.has(word.replace(/s$/, '')) ? word.replace(/s$/, '') : word));
}
