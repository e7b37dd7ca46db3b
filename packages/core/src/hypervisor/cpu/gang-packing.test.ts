import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GangPacking } from './gang-packing.ts';

function fits(
  pcpus: number,
  ...gangs: readonly (readonly [size: number, time: number])[]
): boolean {
  const packing = new GangPacking();
  packing.order(
    Float64Array.from(gangs, ([size]) => size),
    gangs.length,
    pcpus,
  );
  return packing.fits(Float64Array.from(gangs, ([, time]) => time));
}

describe('gangs on four pCPUs', () => {
  it('of four and of two vCPUs take turns: together they have all of the time', () => {
    expect(fits(4, [4, 0.5], [2, 0.5])).toBe(true);
    expect(fits(4, [4, 0.5], [2, 0.51])).toBe(false);
  });

  it('of two vCPUs go in pairs: three of them have two thirds each', () => {
    expect(fits(4, [2, 2 / 3], [2, 2 / 3], [2, 2 / 3])).toBe(true);
    expect(fits(4, [2, 0.67], [2, 0.67], [2, 0.67])).toBe(false);
  });

  it('of three leave one pCPU for single ones, at all times', () => {
    expect(fits(4, [3, 0.5], [3, 0.5], [1, 1])).toBe(true);
    expect(fits(4, [3, 0.5], [3, 0.5], [1, 1], [1, 0.1])).toBe(false);
  });

  it('larger than the host never run', () => {
    expect(fits(4, [5, 0.1])).toBe(false);
    expect(fits(4, [5, 0])).toBe(true);
  });
});

describe('a packing', () => {
  const gangs = fc.array(
    fc.tuple(fc.integer({ min: 1, max: 8 }), fc.double({ min: 0, max: 1, noNaN: true })),
    { minLength: 1, maxLength: 12 },
  );

  it('that fits needs no more than the pCPUs have, and wide gangs no more than the time', () => {
    fc.assert(
      fc.property(gangs, (list) => {
        if (!fits(8, ...list)) return;
        const area = list.reduce((sum, [size, time]) => sum + size * time, 0);
        expect(area).toBeLessThanOrEqual(8 + 1e-9);
        const wide = list.filter(([size]) => size > 4);
        expect(wide.reduce((sum, [, time]) => sum + time, 0)).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { seed: 20070101, numRuns: 200 },
    );
  });

  it('of single vCPUs fits whenever their sum does', () => {
    const times = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 14 });
    fc.assert(
      fc.property(times, (list) => {
        const sum = list.reduce((total, time) => total + time, 0);
        const ones = list.map((time) => [1, time] as const);
        expect(fits(8, ...ones)).toBe(sum <= 8);
      }),
      { seed: 20070102, numRuns: 200 },
    );
  });
});
