import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { divide } from '../../sharing/index.ts';
import { CpuRows } from './cpu-rows.ts';
import { divideFlat } from './flat-division.ts';
import { HostLoad } from './host-load.ts';

interface Member {
  readonly wishedMHz: number;
  readonly shares: number;
}

/** Rows of one-vCPU VMs at 2,000 MHz on one host. */
function rowsOf(members: readonly Member[]): { rows: CpuRows; wished: Float64Array } {
  const rows = new CpuRows(1, members.length);
  rows.resize(0, members.length);
  const start = rows.offset[0]!;
  members.forEach((member, i) => {
    rows.vm[start + i] = i;
    rows.vcpus[start + i] = 1;
    rows.wholeMHz[start + i] = 2000;
    rows.members.shares[start + i] = member.shares;
    rows.members.limit[start + i] = Number.POSITIVE_INFINITY;
  });
  return { rows, wished: Float64Array.from(members, (member) => member.wishedMHz) };
}

describe('division by shares alone', () => {
  it('gives 4,000 MHz as 1,000, 1,500 and 1,500 when one wants but 1,000', () => {
    const { rows, wished } = rowsOf([
      { wishedMHz: 1000, shares: 1000 },
      { wishedMHz: 2000, shares: 1000 },
      { wishedMHz: 9000, shares: 1000 },
    ]);
    divideFlat(rows, 0, 3, wished, 4000, new HostLoad());
    expect([...rows.members.allocation.subarray(0, 3)]).toEqual([1000, 1500, 1500]);
    expect([...rows.members.binding.subarray(0, 3)]).toEqual([0, 2, 2]);
  });

  it('agrees with the general division to 1e-12, to the code', () => {
    const member = fc.record({
      wishedMHz: fc.double({ min: 0, max: 3000, noNaN: true }),
      shares: fc.integer({ min: 1, max: 100_000 }),
    });
    const cases = fc.array(member, { minLength: 0, maxLength: 40 });
    fc.assert(
      fc.property(cases, fc.double({ min: 0, max: 40_000, noNaN: true }), (members, capacity) => {
        const { rows, wished } = rowsOf(members);
        const count = members.length;
        divideFlat(rows, 0, count, wished, capacity, new HostLoad());
        const flat = rows.members.allocation.slice(0, count);
        const codes = rows.members.binding.slice(0, count);
        divide(rows.members, 0, count, capacity);
        const general = rows.members.allocation.subarray(0, count);
        flat.forEach((given, i) => {
          const cap = rows.members.demand[i]!;
          expect(Math.abs(given - general[i]!)).toBeLessThanOrEqual(1e-12 * (capacity + 1));
          if (Math.abs(given - cap) > 1e-9) expect(codes[i]).toBe(rows.members.binding[i]);
        });
      }),
      { seed: 20070112, numRuns: 2000 },
    );
  });
});
