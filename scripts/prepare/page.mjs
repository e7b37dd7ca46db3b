import { existsSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { PreparationError, run, say } from './say.mjs';

/** What the page is made from, relative to the root. */
const sources = [
  ...['packages/core/src', 'packages/scenario/src', 'packages/protocol/src'],
  ...['packages/session/src', 'packages/visualizer/src', 'packages/visualizer/index.html'],
  ...['packages/visualizer/package.json', 'scripts/page'],
  ...['scenarios', 'package-lock.json'],
];

/** Builds the page of the visualizer; does nothing where all sources are older than it. */
export function buildPage(root) {
  const config = join(root, 'scripts/page/vite.config.ts');
  if (!existsSync(config)) return;
  const page = join(root, 'packages/visualizer/dist/page/index.html');
  const builtMs = existsSync(page) ? statSync(page).mtimeMs : 0;
  if (sources.every((path) => newestMs(join(root, path)) <= builtMs)) return;
  say('building the page (vite build)');
  const vite = join(root, 'node_modules/vite/bin/vite.js');
  const words = ['build', '--config', config, '--logLevel', 'error'];
  if (run(process.execPath, [vite, ...words], { cwd: root }) === 0) return;
  throw new PreparationError('the page could not be built, the words of vite are above');
}

/** When anything at or below a path was changed last, ms; tests are no part of a page. */
function newestMs(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return 0;
  if (!found.isDirectory()) return /\.(test|fixtures)\.ts$/.test(path) ? 0 : found.mtimeMs;
  const names = readdirSync(path);
  return names.reduce((newest, name) => Math.max(newest, newestMs(join(path, name))), 0);
}
