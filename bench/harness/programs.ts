import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import type { Measurement } from '../src/measurement.ts';

/** The checkout. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

const benchFolder = join(root, 'bench');

const names = [
  ...['w1', 'w2', 'w3', 'w3-hosts', 'w4', 'w4-file', 'w5', 'instants'],
  ...['paint', 'streaming', 'streaming-viewers'],
];

/** Compiled programs of the race, each for a process of its own. */
export interface Programs {
  readonly w1: string;
  readonly w2: string;
  readonly w3: string;
  readonly w3Hosts: string;
  readonly w4: string;
  readonly w4File: string;
  readonly w5: string;
  readonly instants: string;
  readonly streaming: string;
  readonly paint: string;
}

/**
 * Builds the packages and compiles the programs of the race. They import the packages as users
 * do, from `dist`. The compiled programs lie within node_modules so that Node finds the packages.
 */
export function buildPrograms(): Programs {
  const compiler = join(root, 'node_modules/typescript/bin/tsc');
  const { status } = spawnSync(process.execPath, [compiler, '-b'], { cwd: root, stdio: 'inherit' });
  if (status !== 0) throw new Error('the packages could not be built: see above');
  const compiled = join(root, 'node_modules/.cache/vdcsim-bench');
  buildSync({
    entryPoints: names.map((name) => join(benchFolder, `src/${name}.ts`)),
    outdir: compiled,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'warning',
  });
  const program = (name: string): string => join(compiled, `${name}.mjs`);
  return {
    w1: program('w1'),
    w2: program('w2'),
    w3: program('w3'),
    w3Hosts: program('w3-hosts'),
    w4: program('w4'),
    w4File: program('w4-file'),
    w5: program('w5'),
    instants: program('instants'),
    streaming: program('streaming'),
    paint: program('paint'),
  };
}

/** Runs a program of the race to its end and returns what it printed last. */
export function measure(program: string, programArguments: readonly unknown[]): Measurement {
  const words = programArguments.map(String);
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8', cwd: root });
  const line = stdout?.trim().split('\n').at(-1) ?? '';
  if (status !== 0 || !line.startsWith('{')) {
    throw new Error(`${[program, ...words].join(' ')} ended with ${status}:\n${stderr}`);
  }
  return JSON.parse(line) as Measurement;
}

/** The same for a program in JavaScript. */
export function measureNode(script: string, programArguments: readonly unknown[]): Measurement {
  return measure(process.execPath, [script, ...programArguments]);
}
