import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divideAmple } from './ample-division.ts';
import { CpuRows, overVcpus, unbound } from './cpu-rows.ts';
import { divideFlat } from './flat-division.ts';
import { HostLoad } from './host-load.ts';

const count = 5;
const wholeMHz = 2000;

/** Five VMs of one vCPU on a host of eight pCPUs, none divided yet. */
function freshRows(): CpuRows {
  const rows = new CpuRows(1, count);
  rows.resize(0, count);
  for (let row = 0; row < count; row++) {
    rows.vm[row] = count - 1 - row;
    rows.vcpus[row] = 1;
    rows.wholeMHz[row] = wholeMHz;
    rows.members.shares[row] = 1000;
    rows.boundBy[row] = unbound;
  }
  return rows;
}

describe('division of a host with cores for all', () => {
  it('gives what the flat division gives, and lists just the VMs that changed', () => {
    const wish = fc.constantFrom(0, 300, 0.1 + 0.2, 2000, 2500);
    const instant = fc.array(wish, { minLength: count, maxLength: count });
    fc.assert(
      fc.property(fc.array(instant, { minLength: 1, maxLength: 6 }), (instants) => {
        const ample = freshRows();
        const flat = freshRows();
        let before: number[] | undefined;
        for (const wishes of instants) {
          const wished = Float64Array.from(wishes);
          const loads = [new HostLoad(), new HostLoad()] as const;
          const news = new Int32Array(count);
          const told = divideAmple(ample, 0, count, wished, 16_000, loads[0], news);
          divideFlat(flat, 0, count, wished, 16_000, loads[1]);
          expect(ample.members.allocation).toEqual(flat.members.allocation);
          expect([ample.use, ample.wish]).toEqual([flat.use, flat.wish]);
          const sums = loads.map((load) => [load.usedMHz, load.demandMHz, load.vcpus]);
          expect(sums[0]).toEqual(sums[1]);
          const changed = wishes.filter((each, vm) => each !== before?.[vm]).length;
          expect(told).toBe(changed);
          for (let i = 0; i < told; i++) {
            const row = news[i]!;
            ample.boundBy[row] = ample.wish[row]! > wholeMHz ? overVcpus : 0;
          }
          before = wishes;
        }
      }),
      { seed: 20070132, numRuns: 200 },
    );
  });

  it('does nothing on a host that is full', () => {
    const rows = freshRows();
    const wished = Float64Array.of(2000, 2000, 2000, 2000, 2000);
    const told = divideAmple(rows, 0, count, wished, 9999, new HostLoad(), new Int32Array(count));
    expect([told, ...rows.members.allocation.subarray(0, count)]).toEqual([-1, 0, 0, 0, 0, 0]);
  });
});
