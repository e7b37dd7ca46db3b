import { expect, test } from 'vitest';
import { caretLines } from './problems.ts';

test('the caret stands under the column', () => {
  expect(caretLines('  memroy: 2 GiB', 3)).toEqual(['  memroy: 2 GiB', '  ^']);
});

test('tabs count as one column and columns past the end point behind it', () => {
  expect(caretLines('\tx: 1', 2)).toEqual([' x: 1', ' ^']);
  expect(caretLines('ab', 99)).toEqual(['ab', '  ^']);
});

test('a long line is cut around the place', () => {
  const [shown, caret] = caretLines(`${'a'.repeat(300)}!${'b'.repeat(300)}`, 301, 100);
  expect(shown).toHaveLength(100);
  expect(shown[caret.length - 1]).toBe('!');
});
