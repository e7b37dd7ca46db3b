import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitted, textWidth } from './fitting.ts';

test('a long name keeps its beginning and its number', () => {
  expect(fitted('worker-node-103', 60, 10)).toBe('worker…103');
  expect(fitted('very-long-name', 48, 10)).toBe('very-lo…');
  expect(fitted('vm00012', 26, 9)).toBe('…012');
  expect(fitted('db02', 60, 10)).toBe('db02');
});

test('what is fitted is never wider than its room of at least two letters', () => {
  const property = fc.property(
    fc.string({ minLength: 1, maxLength: 40 }),
    fc.integer({ min: 15, max: 300 }),
    (words, room) => textWidth(fitted(words, room, 10), 10) <= Math.max(room, 12) + 1e-9,
  );
  fc.assert(property, { seed: 20070101, numRuns: 300 });
});
