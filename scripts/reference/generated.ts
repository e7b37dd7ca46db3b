import {
  coreErrors,
  mechanisms,
  platformColumns,
  platformNames,
  platformTitles,
} from '@vdcsim/core';
import { runFolderErrors } from '@vdcsim/exchange';
import { protocolErrors } from '@vdcsim/protocol';
import { languageReference, scenarioErrors } from '@vdcsim/scenario';
import { serverErrors } from '@vdcsim/server';
import { sessionErrors } from '@vdcsim/session';
import { commandErrors } from 'vdcsim';
import { withMap } from '../architecture-map.ts';
import { readSourceTree } from '../source/source-tree.ts';
import { referencePages } from './pages.ts';

const architecture = 'docs/ARCHITECTURE.md';

/** Every page that is generated, wholly or in part, by its path; `root` is the checkout. */
export function generatedPages(root: string): Map<string, string> {
  const files = readSourceTree(root);
  const readmes = files.filter(({ path }) => /^packages\/core\/src\/.*README\.md$/.test(path));
  const pages = referencePages({
    mechanisms,
    shapes: languageReference(),
    errors: [
      ...coreErrors,
      ...scenarioErrors,
      ...runFolderErrors,
      ...commandErrors,
      ...protocolErrors,
      ...sessionErrors,
      ...serverErrors,
    ],
    platforms: { names: platformNames, titles: platformTitles, columns: platformColumns },
    readmes: new Map(readmes.map(({ path, text }) => [path, text])),
  });
  const written = files.find(({ path }) => path === architecture)?.text ?? '';
  pages.set(architecture, withMap(written, files));
  return pages;
}
