import { expect, it } from 'vitest';
import { wordBounds, wordDuration, wordInstant, wordQuantity, wordWindow } from './wording.ts';

it('durations are told in the units that a person would use', () => {
  const words = [0, 0.25, 119, 120, 5400, 90_061, 172_800].map(wordDuration);
  expect(words).toEqual([
    '0 s',
    '0.25 s',
    '119 s',
    '2 min',
    '1 h 30 min',
    '1 d 1 h 1 min 1 s',
    '2 d',
  ]);
  expect(wordInstant(Number.POSITIVE_INFINITY)).toBe('end');
});

it('quantities have six digits and their unit', () => {
  expect(wordQuantity(10 / 3, 's')).toBe('3.33333 s');
  expect(wordQuantity(7, '1')).toBe('7');
  expect(wordQuantity('powered-on', '')).toBe('powered-on');
});

it('windows and bounds are told as they are written', () => {
  const window = { recursDaily: true, fromSeconds: 7200, toSeconds: 10_830 };
  expect(wordWindow(window)).toBe(' during 02:00..03:00:30');
  expect(wordWindow(undefined)).toBe('');
  const bounds = { across: 'each', atLeast: 1, atMost: 2 } as const;
  expect(wordBounds(bounds, '%')).toBe('at least 1 % and at most 2 %');
  const close = { across: 'each', equals: 5, tolerance: { fraction: 0.02 } } as const;
  expect(wordBounds(close, 's')).toBe('equal to 5 s within 2 %');
});
