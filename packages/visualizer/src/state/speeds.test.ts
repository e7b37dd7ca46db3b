import { expect, test } from 'vitest';
import { nextSpeed, paceWords, speedWord } from './speeds.ts';

test('[ and ] step through 1, 10, 60, 600 times and as fast as can be', () => {
  expect([1, 10, 60, 600, 'max'].map((speed) => nextSpeed(speed as number, 1))).toEqual([
    ...[10, 60, 600, 'max', 'max'],
  ]);
  expect(nextSpeed('max', -1)).toBe(600);
  expect(nextSpeed(1, -1)).toBe(1);
  expect(nextSpeed(30, 1)).toBe(60);
  expect(nextSpeed(30, -1)).toBe(10);
});

test('a second of the wall clock shows so much of the simulation', () => {
  expect(paceWords(600, 590)).toBe('1 s shows 10 min');
  expect(paceWords(1, 1)).toBe('1 s shows 1 s');
  expect(paceWords('max', 0)).toBe('as fast as can be');
  expect(speedWord(600)).toBe('600×');
});
