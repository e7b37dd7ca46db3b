import { expect, test } from 'vitest';
import { actions } from './actions.ts';
import { pressedKey } from './keyboard.ts';

const press = (key: string, held: Partial<Record<'ctrlKey' | 'shiftKey' | 'metaKey', true>> = {}) =>
  pressedKey({ key, ctrlKey: false, shiftKey: false, metaKey: false, ...held });

test('keys are named the way help shows them', () => {
  expect(press(' ')).toBe('Space');
  expect(press('k', { ctrlKey: true })).toBe('Ctrl+K');
  expect(press('k', { metaKey: true })).toBe('Ctrl+K');
  expect(press('ArrowRight', { shiftKey: true })).toBe('Shift+ArrowRight');
  expect(press('?', { shiftKey: true })).toBe('?');
});

test('no key does two things, and no action has two names', () => {
  const keys = actions.flatMap((action) => action.keys);
  expect(new Set(keys).size).toBe(keys.length);
  expect(new Set(actions.map(({ id }) => id)).size).toBe(actions.length);
});
