import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HostLists } from './host-lists.ts';
import { Instances, none } from './instances.ts';
import { Running } from './running.ts';

describe('who runs on a VM', () => {
  it('is taken by the smallest key, however many run there and whenever they came', () => {
    // A number adds somebody with that key; undefined takes the first out.
    const step = fc.option(fc.integer({ min: 0, max: 1000 }), { nil: undefined });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const instances = new Instances();
        const running = new Running(instances, 2);
        const keys: number[] = [];
        for (const key of steps) {
          if (key !== undefined) {
            const id = instances.take(0, 1, 0);
            instances.key[id] = key;
            running.add(1, id, keys.length === 0);
            keys.push(key);
            keys.sort((a, b) => a - b);
          } else if (keys.length > 0) {
            expect(instances.key[running.takeFirst(1)]).toBe(keys.shift());
          }
          if (keys.length > 0) expect(instances.key[running.first(1)]).toBe(keys[0]);
        }
        const left = running.takeAll(1).map((id) => instances.key[id]!);
        expect(left.sort((a, b) => a - b)).toEqual(keys);
        expect(running.takeAll(1)).toEqual([]);
      }),
      { seed: 20070131, numRuns: 300 },
    );
  });
});

describe('VMs of a host', () => {
  it('are listed in index order, in whatever order they come and go', () => {
    const lists = new HostLists(2, 6);
    const listed = (host: number): number[] => {
      const vms: number[] = [];
      for (let vm = lists.first[host]!; vm !== none; vm = lists.next[vm]!) vms.push(vm);
      return vms;
    };
    for (const vm of [4, 1, 5, 0]) lists.add(1, vm);
    lists.add(0, 2);
    expect([listed(0), listed(1)]).toEqual([[2], [0, 1, 4, 5]]);
    for (const vm of [4, 0]) lists.remove(1, vm);
    expect(listed(1)).toEqual([1, 5]);
    lists.add(1, 3);
    expect(listed(1)).toEqual([1, 3, 5]);
  });
});
