import { expect, test } from 'vitest';
import { clock, clockMinute, count, duration, figures, percent, several } from './words.ts';

test('thousands have thin spaces: 10 000 and 1 234 567', () => {
  expect(count(10_000)).toBe('10\u2009000');
  expect(count(1_234_567)).toBe('1\u2009234\u2009567');
  expect(count(999.6)).toBe('1\u2009000');
});

test('figures have at most three significant digits', () => {
  const words = [0.001, 0.05, 0.125, 1.2345, 12.345, 123.45, 12_345].map(figures);
  expect(words).toEqual(['0', '0.05', '0.13', '1.23', '12.3', '123', '12\u2009300']);
  expect(figures(Number.NaN)).toBe('?');
});

test('percent has a digit behind the point below 10 only', () => {
  const words = [0, 0.04, 4.24, 9.96, 72.4, 100].map((value) => percent(value));
  expect(words).toEqual(['0', '0', '4.2', '10', '72', '100'].map((digits) => `${digits}\u00a0%`));
  expect(percent(Number.NaN)).toBe('?\u00a0%');
});

test('durations name the two largest units: 252 s is 4 min 12 s', () => {
  const words = [-1, 38, 60, 252, 7_500, 100_800].map(duration);
  expect(words).toEqual(['0 s', '38 s', '1 min', '4 min 12 s', '2 h 5 min', '1 d 4 h']);
});

test('the clock is the time of day of the scenario: 32 min after 13:30 is 14:02', () => {
  const start = 1_330_954_200;
  expect(clock(1_920, start)).toBe('14:02:00');
  expect(clockMinute(1_920, start)).toBe('14:02');
  expect(clock(37_800 + 5, start)).toBe('00:00:05');
});

test('one VM, two VMs', () => {
  expect([several(1, 'VM'), several(2, 'VM'), several(1_000, 'VM')]).toEqual([
    '1 VM',
    '2 VMs',
    '1\u2009000 VMs',
  ]);
});
