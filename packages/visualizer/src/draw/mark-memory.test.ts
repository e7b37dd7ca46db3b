import { expect, test } from 'vitest';
import { MarkMemory } from './mark-memory.ts';
import { mark } from './marks.ts';

test('a mark of the same facts is the same object, of other facts a new one', () => {
  const memory = new MarkMemory();
  const recall = (name: string, facts: readonly unknown[]) =>
    memory.recall(name, facts, () => mark('g', {}));
  const first = recall('a', [1, Number.NaN, 'x']);
  expect(recall('a', [1, Number.NaN, 'x'])).toBe(first);
  expect(recall('b', [1, Number.NaN, 'x'])).not.toBe(first);
  const second = recall('a', [1, 2, 'x']);
  expect(second).not.toBe(first);
  expect(recall('a', [1, 2])).not.toBe(second);
});
