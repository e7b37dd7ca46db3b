import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PairingHeaps } from './pairing-heaps.ts';

const seed = 20070101;
const id = fc.integer({ min: 0, max: 99 });
const key = fc.integer({ min: -20, max: 20 });
const heap = fc.integer({ min: 0, max: 2 });

describe('the pairing heaps', () => {
  it('have each its smallest key first after any sets, removals and shifts', () => {
    const operations = fc.array(fc.tuple(heap, id, fc.option(key)), { maxLength: 300 });
    const holds = fc.property(operations, (list) => {
      const tested = new PairingHeaps();
      tested.reserveHeaps(3);
      tested.reserveNodes(100);
      const models = [0, 1, 2].map(() => new Map<number, number>());
      for (const [at, node, value] of list) {
        const home = models.findIndex((model) => model.has(node));
        if (value === null && home >= 0) {
          tested.remove(home, node);
          models[home]!.delete(node);
        } else if (value === 20) {
          tested.lower(at, 3);
          for (const [other, old] of models[at]!) models[at]!.set(other, old - 3);
        } else if (value !== null) {
          tested.set(home < 0 ? at : home, node, value);
          models[home < 0 ? at : home]!.set(node, value);
        }
        models.forEach((model, h) => {
          expect(tested.firstKey(h)).toBe(Math.min(...model.values()));
        });
      }
      models.forEach((model, h) => {
        const sorted = [...model.values()].sort((a, b) => a - b);
        const popped = sorted.map(() => {
          const first = tested.firstKey(h);
          tested.remove(h, tested.roots[h]!);
          return first;
        });
        expect(popped).toEqual(sorted);
      });
    });
    fc.assert(holds, { seed, numRuns: 100 });
  });
});
