import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LatencySearch } from './latency-search.ts';

/** Trials until the search agrees with a function. */
function settle(search: LatencySearch, out: (latency: number) => number): number {
  for (let trials = 1; trials <= 100; trials++) {
    const value = out(search.latencySeconds);
    if (search.agrees(value, 1e-9)) return trials;
    search.next(value);
  }
  throw new Error('does not settle');
}

describe('the latency of one device', () => {
  it('is found for users of an open formula: 60 of them, 50 ms of thinking', () => {
    const search = new LatencySearch();
    const out = (latency: number): number => {
      const rate = 60 / (0.05 + latency);
      return rate < 1818 ? 10 / (1818 - rate) : Infinity;
    };
    expect(settle(search, out)).toBeLessThan(20);
    expect(out(search.latencySeconds)).toBeCloseTo(search.latencySeconds, 9);
    search.begin();
    expect(settle(search, out)).toBe(1);
  });

  it('is the root next to the one before, where there are three', () => {
    // Roots of out(L) = L at 1, 3 and 10; out rises steeply through 3.
    const out = (latency: number): number => {
      const pull = (1 - latency) * (3 - latency) * (10 - latency);
      return latency * (1 + pull / (50 + Math.abs(pull)));
    };
    const from = (start: number): number => {
      const search = new LatencySearch();
      search.latencySeconds = start;
      settle(search, out);
      return search.latencySeconds;
    };
    expect([0.2, 2.5].map(from).map((root) => root.toFixed(6))).toEqual(['1.000000', '1.000000']);
    expect([3.5, 20].map(from).map((root) => root.toFixed(6))).toEqual(['10.000000', '10.000000']);
  });

  it('is found for all falling functions, from anywhere', () => {
    const property = fc.property(
      fc.double({ min: 1e-4, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1e4, noNaN: true }),
      fc.integer({ min: 1, max: 5 }),
      fc.double({ min: 1e-5, max: 10, noNaN: true }),
      (height, steepness, bend, start) => {
        const search = new LatencySearch();
        search.latencySeconds = start;
        const out = (latency: number): number => height / (1 + steepness * latency) ** bend;
        expect(settle(search, out)).toBeLessThan(60);
        expect(search.agrees(out(search.latencySeconds), 1e-9)).toBe(true);
      },
    );
    fc.assert(property, { seed: 20070101, numRuns: 1000 });
  });
});
