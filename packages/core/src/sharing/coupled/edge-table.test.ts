import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EdgeTable } from './edge-table.ts';

const seed = 20070101;

describe('the table of edges', () => {
  it('finds each edge by its two resources while others come and go', () => {
    const pair = fc.tuple(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 0, max: 15 }));
    const operations = fc.array(fc.tuple(pair, fc.boolean()), { maxLength: 400 });
    const holds = fc.property(operations, (list) => {
      const edges = new EdgeTable();
      const model = new Map<string, number>();
      for (const [[binder, target], isTaken] of list) {
        const name = `${binder} ${target}`;
        const known = model.get(name);
        const edge = edges.between(binder, target);
        if (known !== undefined) expect(edge).toBe(known);
        else expect([...model.values()]).not.toContain(edge);
        if (isTaken) model.set(name, edge);
        else {
          edges.give(edge);
          model.delete(name);
        }
      }
    });
    fc.assert(holds, { seed, numRuns: 100 });
  });
});
