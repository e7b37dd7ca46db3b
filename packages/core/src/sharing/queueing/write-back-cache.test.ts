/** Rule I of the design note on coupling. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { WriteBackCache } from './write-back-cache.ts';

const sizeMB = 2 * 1073.741824;

describe('a write-back cache of 2 GiB', () => {
  it('is full 86 s after it takes 20 MB/s more than it writes', () => {
    const cache = new WriteBackCache({ sizeMB });
    cache.setRates(0, 60, 40);
    expect(cache.nextChangeSeconds()).toBeCloseTo(85.9, 1);
    cache.advance(cache.nextChangeSeconds());
    expect([cache.isFull, cache.dirtyMB]).toEqual([true, 0.8 * sizeMB]);
  });

  it('stays full until it has fallen to 60 %, and then accepts again', () => {
    const cache = new WriteBackCache({ sizeMB });
    cache.setRates(0, 60, 40);
    const full = cache.nextChangeSeconds();
    cache.setRates(full, 40, 40);
    expect(cache.nextChangeSeconds()).toBe(Infinity);
    cache.setRates(full + 100, 30, 40);
    expect(cache.nextChangeSeconds()).toBeCloseTo(full + 100 + (0.2 * sizeMB) / 10, 9);
    cache.advance(cache.nextChangeSeconds() - 1);
    expect(cache.isFull).toBe(true);
    cache.advance(cache.nextChangeSeconds());
    expect([cache.isFull, cache.dirtyMB]).toEqual([false, 0.6 * sizeMB]);
  });

  it('is clean when all is written, and stays so', () => {
    const cache = new WriteBackCache({ sizeMB });
    cache.setRates(0, 50, 40);
    cache.setRates(10, 0, 50);
    expect(cache.nextChangeSeconds()).toBe(12);
    cache.advance(12);
    cache.setRates(12, 10, 10);
    expect([cache.dirtyMB, cache.nextChangeSeconds()]).toEqual([0, Infinity]);
    cache.setRates(13, 0, 50);
    expect(cache.nextChangeSeconds()).toBe(Infinity);
    cache.advance(100);
    expect(cache.dirtyMB).toBe(0);
  });

  it('without room is full at once', () => {
    const cache = new WriteBackCache({ sizeMB: 0 });
    cache.setRates(0, 10, 0);
    expect(cache.isFull).toBe(true);
  });

  it('holds what came in less what went out, between its bounds, whatever the rates', () => {
    const step = fc.record({
      seconds: fc.integer({ min: 1, max: 60 }),
      accepted: fc.integer({ min: 0, max: 90 }),
      written: fc.integer({ min: 0, max: 90 }),
    });
    const balanced = fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
      const cache = new WriteBackCache({ sizeMB: 1000 });
      let now = 0;
      let dirty = 0;
      for (const { seconds, accepted, written } of steps) {
        const taken = cache.isFull ? Math.min(accepted, written) : accepted;
        const given = cache.dirtyMB > 0 ? written : Math.min(taken, written);
        cache.setRates(now, taken, given);
        const until = Math.min(now + seconds, cache.nextChangeSeconds());
        dirty += (taken - given) * (until - now);
        cache.advance(until);
        now = until;
        expect(cache.dirtyMB).toBeCloseTo(dirty, 6);
        expect(cache.dirtyMB).toBeGreaterThanOrEqual(0);
        expect(cache.dirtyMB).toBeLessThanOrEqual(800);
      }
    });
    fc.assert(balanced, { seed: 20070101, numRuns: 300 });
  });
});
