import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { validate } from './case.ts';
import { validatedChapters, validationPage } from './page.ts';

describe.each(validatedChapters())('$title', ({ results }) => {
  it.each(results.map((result) => [result.of.id, result] as const))('%s holds', (_id, result) => {
    const { of, ours, difference } = result;
    expect(ours).toHaveLength(of.expected.length);
    expect(difference, `${of.what}: ${ours.join(', ')}`).toBeLessThanOrEqual(of.tolerance);
    expect(result.pass).toBe(true);
  });
});

describe('the validation page', () => {
  const all = validatedChapters();

  it('is the one that the code generates', () => {
    const file = fileURLToPath(new URL('../docs/validation.md', import.meta.url));
    expect(readFileSync(file, 'utf8')).toBe(validationPage(all));
  });

  it('names each case once', () => {
    const ids = all.flatMap(({ results }) => results.map(({ of }) => of.id));
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says no of a case that is off by more than its tolerance, or lacks a number', () => {
    const of = { ...all[0]!.results[0]!.of, expected: [4000, 4000], tolerance: 1 };
    const pass = (...ours: readonly number[]) => validate({ ...of, ours: () => ours }).pass;
    expect([pass(4001, 3999), pass(4001.5, 4000), pass(4000), pass(4000, Number.NaN)]).toEqual([
      ...[true, false, false, false],
    ]);
  });
});
