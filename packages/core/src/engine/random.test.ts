import { runInNewContext } from 'node:vm';
import { build } from 'esbuild';
import { expect, test } from 'vitest';
import { namedStream } from './random.ts';

function draws(seed: number, run: number, name: string, count: number): number[] {
  const stream = namedStream(seed, run, name);
  return Array.from({ length: count }, () => stream.uniform());
}

test('a stream depends on seed, run and name, and on nothing else', () => {
  const first = draws(1, 0, 'esx01/failure', 5);
  expect(draws(1, 0, 'esx01/failure', 5)).toEqual(first);
  expect(draws(2, 0, 'esx01/failure', 5)).not.toEqual(first);
  expect(draws(1, 1, 'esx01/failure', 5)).not.toEqual(first);
  expect(draws(1, 0, 'esx02/failure', 5)).not.toEqual(first);
});

test('golden: the first draws of seed 1, run 0, esx01/failure', () => {
  expect(draws(1, 0, 'esx01/failure', 3)).toEqual([
    0.14905865822344755, 0.20113322020109659, 0.1632451636454213,
  ]);
});

test('draws lie between 0 and 1, use 53 bits, and have the moments of a uniform', () => {
  const all = draws(3, 0, 'moments', 100_000);
  let sum = 0;
  let squares = 0;
  let fine = 0;
  expect(all.every((u) => u > 0 && u < 1)).toBe(true);
  for (const u of all) {
    sum += u;
    squares += u * u;
    if (Number.isInteger(u * 2 ** 53) && !Number.isInteger(u * 2 ** 33)) fine++;
  }
  expect(Math.abs(sum / all.length - 1 / 2)).toBeLessThan(4 * Math.sqrt(1 / 12 / all.length));
  expect(Math.abs(squares / all.length - 1 / 3)).toBeLessThan(4 * Math.sqrt(4 / 45 / all.length));
  expect(fine).toBeGreaterThan(99_000);
});

test('bundled for a browser, without any Node API, it draws the same numbers', async () => {
  const { outputFiles } = await build({
    stdin: {
      contents:
        "import { namedStream } from './random.ts'; const s = namedStream(1, 0, 'esx01/failure');" +
        'globalThis.draws = [s.uniform(), s.uniform(), s.uniform()];',
      resolveDir: import.meta.dirname,
      loader: 'ts',
    },
    bundle: true,
    platform: 'browser',
    format: 'iife',
    write: false,
  });
  const page: { draws?: number[] } = {};
  runInNewContext(outputFiles[0]!.text, page);
  expect([...(page.draws ?? [])]).toEqual(draws(1, 0, 'esx01/failure', 3));
});
