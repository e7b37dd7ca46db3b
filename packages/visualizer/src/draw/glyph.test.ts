import { expect, test } from 'vitest';
import type { Health } from '../state/health.ts';
import { glyph, healthPaths } from './glyph.ts';
import { svgText } from './svg-text.ts';

const healths: readonly Health[] = [
  ...(['ok', 'constrained', 'failing', 'down', 'unknown', 'waiting', 'off', 'starting'] as const),
];

test('every health has a shape of its own, colour aside', () => {
  const outlines = healths.map((health) =>
    healthPaths(health, 4, 0.3)
      .map(({ d, dash, fill }) => `${d}/${dash}/${fill === undefined}`)
      .join(),
  );
  expect(new Set(outlines).size).toBe(healths.length);
});

test('the ring of a start fills clockwise from the top: a quarter ends at the right', () => {
  const [, arc] = healthPaths('starting', 4, 0.25);
  expect(arc?.d).toBe('M 0 -3.8 A 3.8 3.8 0 0 1 3.8 0');
  expect(healthPaths('starting', 4, 0)).toHaveLength(1);
  expect(healthPaths('starting', 4, 1)).toHaveLength(1);
  expect(healthPaths('starting', 4, 0.75)[1]?.d).toContain('0 1 1');
});

test('a shape names its colours as variables of the theme', () => {
  expect(svgText(glyph('failing', 10, 12))).toContain('fill="var(--failing)"');
});
