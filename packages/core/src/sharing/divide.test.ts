import { describe, expect, it } from 'vitest';
import { Binding } from './binding.ts';
import { divide } from './divide.ts';
import { ShareMembers } from './share-members.ts';

const INF = Infinity;

interface Claims {
  readonly shares: readonly number[];
  readonly demand?: readonly number[];
  readonly reservation?: readonly number[];
  readonly limit?: readonly number[];
}

/** Divides among fresh members; what is not given is 0, no limit, endless demand. */
function divided(capacity: number, claims: Claims): ShareMembers & { level: number } {
  const count = claims.shares.length;
  const members = new ShareMembers(count);
  for (let i = 0; i < count; i++) {
    members.shares[i] = claims.shares[i]!;
    members.demand[i] = claims.demand?.[i] ?? INF;
    members.reservation[i] = claims.reservation?.[i] ?? 0;
    members.limit[i] = claims.limit?.[i] ?? INF;
  }
  const level = divide(members, 0, count, capacity);
  return Object.assign(members, { level });
}

function expectAllocations(members: ShareMembers, expected: readonly number[]): void {
  expected.forEach((value, i) => {
    expect(members.allocation[i]).toBeCloseTo(value, 9);
  });
}

describe('proportional share: golden figures of VSRM and the design note', () => {
  it('halves 8000 MHz between equal shares', () => {
    expectAllocations(divided(8000, { shares: [1000, 1000] }), [4000, 4000]);
  });

  it('gives 5333.33 and 2666.67 of 8000 MHz to shares of 2 : 1', () => {
    expectAllocations(divided(8000, { shares: [2000, 1000] }), [16000 / 3, 8000 / 3]);
  });

  it('gives 4000 and 2000 of 6000 MHz to pools of 8000 and 4000 shares', () => {
    expectAllocations(divided(6000, { shares: [8000, 4000] }), [4000, 2000]);
  });

  it('gives 2 GiB and 1 GiB of 3 GiB to pools of 8000 and 4000 shares', () => {
    expectAllocations(divided(3072, { shares: [8000, 4000] }), [2048, 1024]);
  });

  it('gives 4250, 1500, 4250 where a limit of 1500 frees what its shares are worth', () => {
    const result = divided(10_000, {
      shares: [1000, 2000, 1000],
      reservation: [3000, 0, 0],
      limit: [INF, 1500, INF],
    });
    expectAllocations(result, [4250, 1500, 4250]);
    expect([...result.binding]).toEqual([Binding.shares, Binding.limit, Binding.shares]);
    expect(result.level).toBeCloseTo(4.25, 12);
  });

  it('gives 5000, 3333.33, 1666.67 where a reservation of 5000 holds', () => {
    const result = divided(10_000, { shares: [1000, 2000, 1000], reservation: [5000, 0, 0] });
    expectAllocations(result, [5000, 10_000 / 3, 5000 / 3]);
    expect([...result.binding]).toEqual([Binding.reservation, Binding.shares, Binding.shares]);
  });

  it('lends an unused CPU reservation: 1000, 7000, 2000', () => {
    const result = divided(10_000, {
      shares: [1000, 2000, 1000],
      reservation: [5000, 0, 0],
      demand: [1000, INF, 2000],
    });
    expectAllocations(result, [1000, 7000, 2000]);
    expect([...result.binding]).toEqual([Binding.demand, Binding.shares, Binding.demand]);
  });

  it('gives 500 and 1500 of 2000 MHz where both reserve 1000 and one wants 500', () => {
    const result = divided(2000, {
      shares: [1000, 1000],
      reservation: [1000, 1000],
      demand: [500, INF],
    });
    expectAllocations(result, [500, 1500]);
  });

  it('fills one link of 100 with demands 10, 30, 40, 80 to 10, 30, 30, 30', () => {
    const demand = [10, 30, 40, 80];
    expectAllocations(divided(100, { shares: [1, 1, 1, 1], demand }), [10, 30, 30, 30]);
  });

  it('fills the same link with weights 1, 1, 1, 3 to 10, 18, 18, 54', () => {
    const demand = [10, 30, 40, 80];
    expectAllocations(divided(100, { shares: [1, 1, 1, 3], demand }), [10, 18, 18, 54]);
  });

  it('fills one link of 200 with demands 100, 100, 150, 40 to 53.33 each and 40', () => {
    const demand = [100, 100, 150, 40];
    const third = 160 / 3;
    expectAllocations(divided(200, { shares: [1, 1, 1, 1], demand }), [third, third, third, 40]);
  });

  it('gives weights of 512 : 256 two thirds and one third', () => {
    expectAllocations(divided(1, { shares: [512, 256] }), [2 / 3, 1 / 3]);
  });
});

describe('proportional share: edges', () => {
  it('gives everybody the cap and tells Infinity where nothing is short', () => {
    const result = divided(100, { shares: [1, 1], demand: [30, 80], limit: [INF, 70] });
    expectAllocations(result, [30, 70]);
    expect([...result.binding]).toEqual([Binding.demand, Binding.limit]);
    expect(result.level).toBe(INF);
  });

  it('divides nothing to nobody and zero capacity to zeros', () => {
    expect(divided(0, { shares: [] }).level).toBe(INF);
    const result = divided(0, { shares: [1, 2], demand: [5, 0] });
    expectAllocations(result, [0, 0]);
    expect([...result.binding]).toEqual([Binding.shares, Binding.demand]);
    expect(result.overbooked).toBe(false);
  });

  it('cuts reservations in proportion and reports it when capacity shrinks below them', () => {
    const result = divided(600, {
      shares: [1, 1, 9],
      reservation: [800, 400, 0],
      demand: [800, INF, 50],
    });
    expectAllocations(result, [400, 200, 0]);
    expect(result.overbooked).toBe(true);
    expect(result.level).toBe(0);
  });

  it('does not call a resource overbooked that is reserved to the last unit', () => {
    const reservation = new Array<number>(10).fill(0.1);
    const result = divided(1, { shares: reservation.map(() => 1), reservation });
    expect(result.overbooked).toBe(false);
    expect(result.allocation.reduce((sum, a) => sum + a, 0)).toBeCloseTo(1, 12);
  });

  it('counts a reservation only as far as it is used', () => {
    const result = divided(100, { shares: [1, 1], reservation: [90, 70], demand: [20, INF] });
    expectAllocations(result, [20, 80]);
    expect(result.overbooked).toBe(false);
  });

  it('gives members without shares their reservation while others wait', () => {
    const result = divided(100, { shares: [0, 1, 0], reservation: [10, 0, 0] });
    expectAllocations(result, [10, 90, 0]);
    expect([...result.binding]).toEqual([Binding.reservation, Binding.shares, Binding.shares]);
  });

  it('divides evenly among members without shares what the others leave over', () => {
    const result = divided(100, { shares: [0, 5, 0, 0], demand: [INF, 40, 10, INF] });
    expectAllocations(result, [25, 40, 10, 25]);
    expect([...result.binding]).toEqual([
      Binding.shares,
      Binding.demand,
      Binding.demand,
      Binding.shares,
    ]);
    expect(result.level).toBe(INF);
  });

  it('divides evenly among members of which none has shares, above reservations', () => {
    const result = divided(90, { shares: [0, 0, 0], reservation: [50, 0, 0] });
    expectAllocations(result, [50, 20, 20]);
    expect([...result.binding]).toEqual([Binding.reservation, Binding.shares, Binding.shares]);
  });

  it('keeps a small weight exact beside a huge one', () => {
    const result = divided(10, { shares: [1e12, 0.1, 0.2], demand: [4, INF, INF] });
    expectAllocations(result, [4, 2, 4]);
  });

  it('touches only the members between offset and offset + count', () => {
    const members = new ShareMembers(4);
    members.shares.fill(1);
    members.demand.fill(10);
    divide(members, 1, 2, 10);
    expect([...members.allocation]).toEqual([0, 5, 5, 0]);
  });

  it('refuses NaN, negative claims and endless capacity', () => {
    for (const demand of [NaN, -1]) {
      expect(() => divided(1, { shares: [1], demand: [demand] })).toThrow('claims and demands');
    }
    expect(() => divided(1, { shares: [NaN] })).toThrow('claims and demands');
    expect(() => divided(1, { shares: [1], limit: [NaN] })).toThrow('claims and demands');
    expect(() => divided(1, { shares: [1], reservation: [-1] })).toThrow('claims and demands');
    expect(() => divided(NaN, { shares: [1] })).toThrow('capacity to divide');
    expect(() => divided(INF, { shares: [1] })).toThrow('capacity to divide');
    expect(() => divided(1, { shares: [1], reservation: [INF] })).toThrow('must be finite');
    expect(() => divided(1, { shares: [INF] })).toThrow('must be finite');
  });
});
