import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { buildPage } from './page.mjs';
import { PreparationError, run, say } from './say.mjs';

/**
 * Compiles the packages to their `dist` folders, and the page that the server shows; does nothing
 * where the sources are older.
 */
export function buildPackages(root) {
  if (!existsSync(join(root, 'packages/cli/dist/index.js'))) say('building the packages (tsc -b)');
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  if (run(process.execPath, [compiler, '-b'], { cwd: root }) !== 0) {
    throw new PreparationError('the build failed, the compiler’s words are above');
  }
  buildPage(root);
}
