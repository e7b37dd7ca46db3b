import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Binding } from './binding.ts';
import { settleByBreakpoints } from './breakpoints.ts';
import { divide } from './divide.ts';
import { ShareMembers } from './share-members.ts';

interface Member {
  readonly shares: number;
  readonly reservation: number;
  readonly limit: number;
  readonly demand: number;
}

interface Problem {
  readonly members: readonly Member[];
  readonly capacity: number;
}

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const amount = fc.oneof(number(1e-6, 1000), fc.integer({ min: 0, max: 10 }));
const endless = fc.constant(Infinity);

const member: fc.Arbitrary<Member> = fc.record({
  shares: fc.oneof(
    { weight: 6, arbitrary: number(0.01, 10_000) },
    { weight: 3, arbitrary: fc.constantFrom(500, 1000, 2000) },
    { weight: 1, arbitrary: fc.constant(0) },
  ),
  reservation: fc.oneof(fc.constant(0), amount),
  limit: fc.oneof(endless, amount),
  demand: fc.oneof(amount, amount, endless),
});

/** Capacity covers the reservations in use, as admission guarantees. */
function problems(maxLength: number): fc.Arbitrary<Problem> {
  return fc
    .tuple(fc.array(member, { minLength: 1, maxLength }), amount)
    .map(([members, extra]) => ({
      members,
      capacity: extra + members.reduce((sum, m) => sum + baseOf(m), 0),
    }));
}

function capOf(m: Member): number {
  return Math.min(m.limit, m.demand);
}

function baseOf(m: Member): number {
  return Math.min(m.reservation, capOf(m));
}

function loaded(members: readonly Member[]): ShareMembers {
  const result = new ShareMembers(members.length);
  members.forEach((m, i) => {
    result.shares[i] = m.shares;
    result.reservation[i] = m.reservation;
    result.limit[i] = m.limit;
    result.demand[i] = m.demand;
  });
  return result;
}

function divided({ members, capacity }: Problem): { allocation: number[]; binding: number[] } {
  const result = loaded(members);
  divide(result, 0, members.length, capacity);
  return { allocation: [...result.allocation], binding: [...result.binding] };
}

/** Slow oracle: halves the level 200 times; members without shares have the weight 1e-30. */
function bisected({ members, capacity }: Problem): number[] {
  const at = (level: number): number[] =>
    members.map((m) =>
      Math.max(baseOf(m), Math.min(capOf(m), level * (m.shares === 0 ? 1e-30 : m.shares))),
    );
  const used = (level: number): number => at(level).reduce((sum, a) => sum + a, 0);
  let low = 0;
  let high = 1e40;
  if (used(high) <= capacity) return at(high);
  for (let k = 0; k < 300; k++) {
    const middle = high > 1e-6 && low > 0 ? Math.sqrt(low * high) : (low + high) / 2;
    if (used(middle) > capacity) high = middle;
    else low = middle;
  }
  return at(low);
}

function expectClose(actual: readonly number[], expected: readonly number[], scale: number): void {
  actual.forEach((a, i) => {
    expect(Math.abs(a - expected[i]!)).toBeLessThanOrEqual(1e-12 * scale);
  });
}

const FAST = { seed: 20070101, numRuns: 2000 };

describe('proportional share: properties', () => {
  it('hands out exactly min(capacity, sum of caps), to 1e-12', () => {
    fc.assert(
      fc.property(problems(40), (problem) => {
        const sum = divided(problem).allocation.reduce((s, a) => s + a, 0);
        const wanted = problem.members.reduce((s, m) => s + capOf(m), 0);
        const expected = Math.min(problem.capacity, wanted);
        expect(Math.abs(sum - expected)).toBeLessThanOrEqual(1e-12 * expected);
      }),
      FAST,
    );
  });

  it('keeps each between base and cap and says truly what binds it', () => {
    fc.assert(
      fc.property(problems(20), (problem) => {
        const { allocation, binding } = divided(problem);
        problem.members.forEach((m, i) => {
          const a = allocation[i]!;
          expect(a).toBeGreaterThanOrEqual(baseOf(m) * (1 - 1e-12));
          expect(a).toBeLessThanOrEqual(capOf(m));
          if (binding[i] === Binding.demand) expect(a).toBe(m.demand);
          if (binding[i] === Binding.limit) expect(a).toBe(m.limit);
          if (binding[i] === Binding.reservation) expect(a).toBe(m.reservation);
        });
      }),
      FAST,
    );
  });

  it('agrees with an oracle that bisects the level', () => {
    fc.assert(
      fc.property(problems(20), (problem) => {
        expectClose(divided(problem).allocation, bisected(problem), problem.capacity);
      }),
      { seed: 20070102, numRuns: 800 },
    );
  });

  it('gives the same by sorted breakpoints as by passes', () => {
    fc.assert(
      fc.property(problems(100), ({ members, capacity }) => {
        fc.pre(members.reduce((sum, m) => sum + capOf(m), 0) > capacity);
        const sorted = loaded(members);
        members.forEach((m, i) => {
          sorted.allocation[i] = capOf(m);
          sorted.binding[i] = m.demand <= m.limit ? Binding.demand : Binding.limit;
        });
        settleByBreakpoints(sorted, 0, members.length, capacity);
        expectClose(divided({ members, capacity }).allocation, [...sorted.allocation], capacity);
      }),
      FAST,
    );
  });

  it('never gives less for more shares', () => {
    fc.assert(
      fc.property(problems(10), number(1, 10), ({ members, capacity }, factor) => {
        const before = divided({ members, capacity }).allocation[0]!;
        const [first, ...others] = members;
        const richer = { ...first!, shares: first!.shares * factor };
        const after = divided({ members: [richer, ...others], capacity }).allocation[0]!;
        expect(after).toBeGreaterThanOrEqual(before - 1e-12 * capacity);
      }),
      FAST,
    );
  });

  it('depends on ratios of shares only', () => {
    fc.assert(
      fc.property(problems(20), number(0.001, 1000), ({ members, capacity }, factor) => {
        const scaled = members.map((m) => ({ ...m, shares: m.shares * factor }));
        expectClose(
          divided({ members: scaled, capacity }).allocation,
          divided({ members, capacity }).allocation,
          capacity,
        );
      }),
      FAST,
    );
  });

  it('scales with all amounts', () => {
    fc.assert(
      fc.property(problems(20), number(0.001, 1000), ({ members, capacity }, factor) => {
        const scaled = members.map((m) => ({
          shares: m.shares,
          reservation: m.reservation * factor,
          limit: m.limit * factor,
          demand: m.demand * factor,
        }));
        expectClose(
          divided({ members: scaled, capacity: capacity * factor }).allocation,
          divided({ members, capacity }).allocation.map((a) => a * factor),
          capacity * factor,
        );
      }),
      FAST,
    );
  });

  it('does not depend on the order of the members', () => {
    fc.assert(
      fc.property(problems(20), ({ members, capacity }) => {
        const reversed = divided({ members: [...members].reverse(), capacity }).allocation;
        expectClose(reversed.reverse(), divided({ members, capacity }).allocation, capacity);
      }),
      FAST,
    );
  });

  it('settles 3000 members each of which is held at a level of its own', () => {
    const members = Array.from({ length: 3000 }, (_, i) => ({
      shares: 1,
      reservation: 0,
      limit: Infinity,
      demand: 2 ** Math.floor(i / 5),
    }));
    const capacity = 2 ** 300;
    const sum = divided({ members, capacity }).allocation.reduce((s, a) => s + a, 0);
    expect(Math.abs(sum - capacity)).toBeLessThanOrEqual(1e-12 * capacity);
  });
});
