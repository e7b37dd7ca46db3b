import { expect, test } from 'vitest';
import { counted, grouped, hanging, percentText, someNames, wallText, wrapped } from './format.ts';

test('numbers are grouped by thousands', () => {
  expect([0, 999, 1000, 1_234_567.4].map(grouped)).toEqual(['0', '999', '1,000', '1,234,567']);
});

test('one thing is said in the singular', () => {
  expect([counted(1, 'host'), counted(0, 'VM'), counted(1052, 'VM')]).toEqual([
    ...['1 host', '0 VMs', '1,052 VMs'],
  ]);
});

test('percentages have as many digits as they need', () => {
  expect([0, 0.031, 0.4, 12.34, 99.96, 100].map(percentText)).toEqual([
    ...['0 %', '0.03 %', '0.4 %', '12.3 %', '100 %', '100 %'],
  ]);
  expect([percentText(undefined), percentText(Number.NaN)]).toEqual(['-', '-']);
});

test('wall-clock times are short', () => {
  expect([0.0472, 3.14, 12.4, 200, 7300].map(wallText)).toEqual([
    ...['0.047 s', '3.1 s', '12 s', '3 min 20 s', '2 h 1 min'],
  ]);
});

test('many names become two and a count', () => {
  expect(someNames(['a', 'b'])).toBe('a, b');
  expect(someNames(['a', 'b', 'c', 'd', 'e', 'f'])).toBe('a, b and 4 more');
});

test('long texts are broken at blanks and hang below their beginning', () => {
  expect(wrapped('one two three', 8)).toEqual(['one two', 'three']);
  expect(hanging('  pass', 'a sentence that is too long', 8, 28)).toEqual([
    '  pass  a sentence that is',
    '        too long',
  ]);
});
