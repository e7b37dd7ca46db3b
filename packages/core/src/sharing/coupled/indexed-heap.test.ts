import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { IndexedHeap } from './indexed-heap.ts';

const seed = 20070101;
const id = fc.integer({ min: 0, max: 99 });
const key = fc.integer({ min: -20, max: 20 });

describe('the indexed heap', () => {
  it('has the smallest key first after any sets and removals', () => {
    const operations = fc.array(fc.tuple(id, fc.option(key)), { maxLength: 300 });
    const holds = fc.property(operations, (list) => {
      const tested = new IndexedHeap();
      const model = new Map<number, number>();
      for (const [node, value] of list) {
        if (value === null) {
          tested.remove(node);
          model.delete(node);
        } else {
          tested.set(node, value);
          model.set(node, value);
        }
        expect(tested.size).toBe(model.size);
        expect(tested.firstKey).toBe(Math.min(...model.values()));
        if (model.size > 0) expect(model.get(tested.first)).toBe(tested.firstKey);
        expect(tested.has(node)).toBe(model.has(node));
      }
    });
    fc.assert(holds, { seed, numRuns: 100 });
  });
});
