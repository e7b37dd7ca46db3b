/**
 * `npm run new-mechanism services/backup/lun-clone` makes the folder of a mechanism that compiles,
 * is tested and does something small, to be grown from there.
 */
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { createMechanism, listLines } from './new-mechanism/create.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const [folder, ...others] = process.argv.slice(2);

if (folder === undefined || others.length > 0) {
  refuse('say which: npm run new-mechanism services/backup/lun-clone');
} else {
  try {
    report(createMechanism(root, folder), folder);
  } catch (error) {
    refuse(error instanceof Error ? error.message : String(error));
  }
}

function report(paths: readonly string[], made: string): void {
  // Long names break lines where short ones do not: the formatter knows.
  const biome = 'node_modules/@biomejs/biome/bin/biome';
  spawnSync(process.execPath, [biome, 'check', '--write', ...paths], { cwd: root });
  const [importLine = '', listLine = ''] = listLines(made);
  const lines = [
    'created',
    ...paths.map((path) => `  ${path}`),
    'add it to the list of mechanisms in packages/core/src/datacenter.ts:',
    `  ${importLine}`,
    `  ${listLine.trim()}`,
    'then `npm run docs` and `npm test`',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function refuse(why: string): void {
  process.stderr.write(`new-mechanism: ${why}\n`);
  process.exitCode = 2;
}
