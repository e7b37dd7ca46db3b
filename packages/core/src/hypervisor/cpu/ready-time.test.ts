import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { finiteSourceReady } from './finite-source.ts';
import { ReadyTimeTable, readyAt, type VcpuRows } from './ready-time.ts';

const pairs = fc
  .tuple(fc.integer({ min: 1, max: 32 }), fc.integer({ min: 1, max: 60 }))
  .map(([pcpus, more]) => ({ pcpus, vcpus: pcpus + more }));
const fraction = fc.double({ min: 0, max: 1, noNaN: true });

describe('finite-source ready time', () => {
  it('is 0 where vCPUs do not outnumber pCPUs, even at 90 and 100 %', () => {
    expect(finiteSourceReady(4, 4, 0.9)).toBe(0);
    expect(finiteSourceReady(4, 4, 1)).toBe(0);
    expect(finiteSourceReady(0, 1, 0)).toBe(0);
  });

  it.each([
    [5, 4, 0.7, 0.052],
    [8, 4, 0.45, 0.1181],
    [12, 4, 0.3, 0.1244],
    [16, 4, 0.2, 0.059],
  ])('of %i vCPUs on %i pCPUs at %f is %f', (vcpus, pcpus, use, ready) => {
    const tolerance = ready === 0.059 ? 5e-4 : 5e-5;
    expect(Math.abs(finiteSourceReady(vcpus, pcpus, use) - ready)).toBeLessThan(tolerance);
  });

  it.each([
    [5, 4, 0.2],
    [6, 4, 1 / 3],
    [8, 4, 0.5],
    [12, 4, 2 / 3],
    [9, 8, 1 / 9],
    [16, 8, 0.5],
  ])('of %i always-busy vCPUs on %i pCPUs is %f', (vcpus, pcpus, ready) => {
    expect(finiteSourceReady(vcpus, pcpus, pcpus / vcpus)).toBeCloseTo(ready, 12);
    expect(finiteSourceReady(vcpus, pcpus, 1)).toBeCloseTo(ready, 12);
  });

  it('has the closed form of two vCPUs on one pCPU', () => {
    // Chain of 0, 1, 2: run = (2z + 2) / (z^2 + 2z + 2) / 2, ready = 1 / (z^2 + 2z + 2).
    const pause = 1.5;
    const norm = pause * pause + 2 * pause + 2;
    expect(finiteSourceReady(2, 1, (pause + 1) / norm)).toBeCloseTo(1 / norm, 12);
  });

  it('stays finite and in range for 1000 vCPUs on 1 to 999 pCPUs', () => {
    for (const pcpus of [1, 16, 400, 999]) {
      let before = 0;
      for (const share of [1e-6, 0.5, 0.9, 0.99, 0.999999]) {
        const ready = finiteSourceReady(1000, pcpus, (share * pcpus) / 1000);
        expect(ready).toBeGreaterThanOrEqual(before);
        expect(ready).toBeLessThanOrEqual(1 - pcpus / 1000);
        before = ready;
      }
      expect(before).toBeGreaterThan(0);
    }
  });

  it('meets saturation without a jump where use nears c / n', () => {
    fc.assert(
      fc.property(pairs, ({ pcpus, vcpus }) => {
        // Steepest for many vCPUs a pCPU: the gap closes as idle^(1 / (n - c + 1)).
        const saturated = 1 - pcpus / vcpus;
        let gap = 1;
        for (const idle of [1e-2, 1e-5, 1e-8, 1e-11]) {
          const ready = finiteSourceReady(vcpus, pcpus, ((1 - idle) * pcpus) / vcpus);
          expect(saturated - ready).toBeGreaterThanOrEqual(-1e-12);
          expect(saturated - ready).toBeLessThan(gap);
          gap = saturated - ready;
        }
        const bound = vcpus === pcpus + 1 ? 1e-4 : 0.5;
        expect(gap).toBeLessThan(bound);
      }),
      { seed: 20070105, numRuns: 100 },
    );
  });

  it('grows with use and leaves room for running', () => {
    fc.assert(
      fc.property(pairs, fraction, fraction, ({ pcpus, vcpus }, a, b) => {
        const low = finiteSourceReady(vcpus, pcpus, Math.min(a, b));
        const high = finiteSourceReady(vcpus, pcpus, Math.max(a, b));
        expect(high).toBeGreaterThanOrEqual(low - 1e-9);
        const running = Math.min(a, pcpus / vcpus);
        expect(finiteSourceReady(vcpus, pcpus, a) + running).toBeLessThanOrEqual(1 + 1e-9);
      }),
      { seed: 20070106, numRuns: 300 },
    );
  });

  it('agrees within 2 % with a simulation of single bursts, 8 vCPUs on 4 pCPUs near 45 %', () => {
    const { use, ready } = simulateBursts({ vcpus: 8, pcpus: 4, pause: 0.96, bursts: 800_000 });
    expect(Math.abs(use - 0.45)).toBeLessThan(0.005);
    const expected = finiteSourceReady(8, 4, use);
    expect(Math.abs(ready - expected)).toBeLessThan(0.02 * expected);
  });
});

describe('ready-time table', () => {
  it('is within 0.00001 of the exact fraction while a millionth of the pCPUs is idle', () => {
    const table = new ReadyTimeTable();
    fc.assert(
      fc.property(
        pairs,
        fc.double({ min: 1e-6, max: 1, noNaN: true }),
        ({ pcpus, vcpus }, idle) => {
          const use = ((1 - idle) * pcpus) / vcpus;
          const exact = finiteSourceReady(vcpus, pcpus, use);
          expect(Math.abs(table.readyFraction(vcpus, pcpus, use) - exact)).toBeLessThan(1e-5);
        },
      ),
      { seed: 20070107, numRuns: 1000 },
    );
  });

  it('gives the always-busy figures exactly', () => {
    const table = new ReadyTimeTable();
    expect(table.readyFraction(8, 4, 1)).toBe(0.5);
    expect(table.readyFraction(6, 4, 1)).toBeCloseTo(1 / 3, 12);
    expect(table.readyFraction(4, 4, 1)).toBe(0);
    expect(table.readyFraction(3.5, 4, 1)).toBe(0);
  });

  it('interpolates the total between whole counts of vCPUs at equal load', () => {
    const table = new ReadyTimeTable();
    const load = 3;
    const total = (vcpus: number) => vcpus * table.readyFraction(vcpus, 4, load / vcpus);
    expect(total(5.25)).toBeCloseTo(0.75 * total(5) + 0.25 * total(6), 12);
    expect(total(4.5)).toBeCloseTo(0.5 * total(5), 12);
    // At saturation it is n - c for every n.
    expect(table.readyFraction(5.25, 4, 4 / 5.25)).toBeCloseTo(1 - 4 / 5.25, 12);
  });

  it('takes 7.9999999999 vCPUs as 8', () => {
    const table = new ReadyTimeTable();
    const exact = table.readyFraction(8, 4, 0.45);
    expect(table.readyFraction(8 - 1e-10, 4, 0.45)).toBeCloseTo(exact, 9);
  });

  it('gives the same whatever was asked before', () => {
    const warm = new ReadyTimeTable();
    for (let i = 1; i < 500; i++) warm.readyFraction(10, 4, i / 1250);
    const cold = new ReadyTimeTable();
    expect(warm.readyFraction(10, 4, 0.333)).toBe(cold.readyFraction(10, 4, 0.333));
  });

  it('refuses pCPUs that are no whole number and NaN', () => {
    const table = new ReadyTimeTable();
    expect(() => table.readyFraction(8, 3.5, 0.1)).toThrow('whole number');
    expect(() => table.readyFraction(8, 4, NaN)).toThrow('NaN');
    expect(() => finiteSourceReady(2.5, 1, 0.1)).toThrow('whole number');
    expect(() => spreadReady(table, rowsOf([2]), 0, 1, 1)).toThrow('from 0 to 1');
  });
});

interface Rows extends VcpuRows {
  readonly ready: Float64Array;
}

/** Rows of one vCPU each. */
function rowsOf(use: readonly number[]): Rows {
  return {
    vcpus: new Float64Array(use.length).fill(1),
    use: Float64Array.from(use),
    ready: new Float64Array(use.length).fill(7),
  };
}

/** Writes the ready time of some rows, as the scheduler does; returns the sum over all vCPUs. */
function spreadReady(
  table: ReadyTimeTable,
  rows: Rows,
  offset: number,
  count: number,
  pcpus: number,
): number {
  let [sum, squares, most] = [0, 0, 0];
  for (let i = offset; i < offset + count; i++) {
    sum += rows.vcpus[i]! * rows.use[i]!;
    squares += rows.vcpus[i]! * rows.use[i]! ** 2;
    most = Math.max(most, rows.use[i]!);
  }
  const load = { sum, squares, most };
  const level = table.waitLevel(rows, offset, offset + count, load, pcpus);
  for (let i = offset; i < offset + count; i++) rows.ready[i] = readyAt(level, rows.use[i]!);
  return table.waiting(load, pcpus);
}

describe('spreading of ready time', () => {
  it('gives equal vCPUs the same: 8 on 4 at 45 %', () => {
    const table = new ReadyTimeTable();
    const rows = rowsOf(new Array<number>(8).fill(0.45));
    const total = spreadReady(table, rows, 0, 8, 4);
    expect(total / 8).toBeCloseTo(0.1181, 4);
    for (const value of rows.ready) expect(value).toBeCloseTo(total / 8, 12);
  });

  it('gives nothing on a host with as many pCPUs as vCPUs, and to idle vCPUs', () => {
    const table = new ReadyTimeTable();
    const rows = rowsOf([0.9, 0.9, 0.9, 0, 0]);
    expect(spreadReady(table, rows, 0, 3, 3)).toBe(0);
    expect([...rows.ready]).toEqual([0, 0, 0, 7, 7]);
    const busy = rowsOf([0.6, 0.6, 0.6, 0, 0]);
    expect(spreadReady(table, busy, 0, 5, 2)).toBeGreaterThan(0);
    expect([...busy.ready.subarray(3)]).toEqual([0, 0]);
  });

  it('spreads in proportion to u (1 - u) where no bound is met', () => {
    const table = new ReadyTimeTable();
    const rows = rowsOf([0.2, 0.3, 0.4, 0.2, 0.3]);
    const { ready } = rows;
    spreadReady(table, rows, 0, 5, 2);
    expect(ready[2]! / ready[0]!).toBeCloseTo(0.24 / 0.16, 9);
    expect(ready[1]! / ready[0]!).toBeCloseTo(0.21 / 0.16, 9);
  });

  it('hands out the total of n_eff, each between 0 and 1 - u', () => {
    const table = new ReadyTimeTable();
    const uses = fc.array(fraction, { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(uses, fc.integer({ min: 1, max: 16 }), ([...wished], pcpus) => {
        const load = wished.reduce((sum, u) => sum + u, 0);
        // Just below saturation the last bit of the load counts; see the next test for beyond.
        const cut = load > 0.999 * pcpus ? (0.999 * pcpus) / load : 1;
        const rows = rowsOf(wished.map((u) => u * cut));
        const { use, ready } = rows;
        const total = spreadReady(table, rows, 0, use.length, pcpus);
        const sum = ready.reduce((s, r) => s + r, 0);
        expect(Math.abs(sum - total)).toBeLessThan(1e-9);
        use.forEach((u, i) => {
          expect(ready[i]).toBeGreaterThanOrEqual(0);
          expect(ready[i]! + u).toBeLessThanOrEqual(1 + 1e-12);
        });
        const loadNow = use.reduce((s, u) => s + u, 0);
        const squares = use.reduce((s, u) => s + u * u, 0);
        const sources = squares > 0 ? (loadNow * loadNow) / squares : 0;
        const mean = sources > 0 ? loadNow / sources : 0;
        const expected = sources * table.readyFraction(Math.max(sources, 1e-9), pcpus, mean);
        expect(Math.abs(total - expected)).toBeLessThan(1e-9);
      }),
      { seed: 20070108, numRuns: 1000 },
    );
  });

  it('gives 8 vCPUs that get half a pCPU each of 4 the rest of their time', () => {
    const rows = rowsOf(new Array<number>(8).fill(0.5));
    expect(spreadReady(new ReadyTimeTable(), rows, 0, 8, 4)).toBe(4);
    expect([...rows.ready]).toEqual(new Array<number>(8).fill(0.5));
  });

  it('counts a row of 3 vCPUs as 3 rows of one', () => {
    const table = new ReadyTimeTable();
    const single = rowsOf([0.5, 0.5, 0.5, 0.2, 0.9]);
    const rows = { ...rowsOf([0.5, 0.2, 0.9]), vcpus: Float64Array.of(3, 1, 1) };
    const total = spreadReady(table, rows, 0, 3, 3);
    expect(total).toBeCloseTo(spreadReady(table, single, 0, 5, 3), 12);
    expect(rows.ready[0]).toBeCloseTo(single.ready[2]!, 12);
    expect(rows.ready[2]).toBeCloseTo(single.ready[4]!, 12);
  });
});

interface BurstRun {
  readonly vcpus: number;
  readonly pcpus: number;
  /** Mean pause between two bursts, whose mean is 1. */
  readonly pause: number;
  readonly bursts: number;
}

/** Simulates every burst: first come, first served. Time averages per vCPU. */
function simulateBursts(run: BurstRun): { use: number; ready: number } {
  const uniform = generator(20070109);
  const waiting: number[] = [];
  // Next end of a pause or of a burst; Infinity while it waits.
  const nextAt = Array.from({ length: run.vcpus }, () => run.pause * exponential(uniform));
  const isRunning = new Array<boolean>(run.vcpus).fill(false);
  const start = (i: number, now: number): void => {
    isRunning[i] = true;
    nextAt[i] = now + exponential(uniform);
  };
  let now = 0;
  let busy = 0;
  let used = 0;
  let waited = 0;
  for (let ended = 0; ended < run.bursts; ) {
    let i = 0;
    for (let k = 1; k < run.vcpus; k++) if (nextAt[k]! < nextAt[i]!) i = k;
    used += busy * (nextAt[i]! - now);
    waited += waiting.length * (nextAt[i]! - now);
    now = nextAt[i]!;
    if (isRunning[i]) {
      ended++;
      isRunning[i] = false;
      nextAt[i] = now + run.pause * exponential(uniform);
      const next = waiting.shift();
      if (next === undefined) busy--;
      else start(next, now);
    } else if (busy < run.pcpus) {
      busy++;
      start(i, now);
    } else {
      nextAt[i] = Infinity;
      waiting.push(i);
    }
  }
  return { use: used / now / run.vcpus, ready: waited / now / run.vcpus };
}

/** Exponential of mean 1 by von Neumann's comparison of runs: no logarithm. */
function exponential(uniform: () => number): number {
  for (let whole = 0; ; whole++) {
    const first = uniform();
    let last = first;
    let length = 1;
    for (let next = uniform(); next < last; next = uniform()) {
      last = next;
      length++;
    }
    if (length % 2 === 1) return whole + first;
  }
}

/** Marsaglia's xorshift, enough for a test. */
function generator(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 4294967296;
  };
}
