/** Rule B of the design note on coupling; the rates themselves are tested beside the solver. */
import { describe, expect, it } from 'vitest';
import { closedQueueSeconds, openQueueSeconds, slotsInForce } from './slots.ts';

describe('slots in force', () => {
  it('are 64 for a lone user and 32 for several, where the device takes 64', () => {
    expect([0, 1, 2, 9].map((users) => slotsInForce(64, 32, users))).toEqual([64, 64, 32, 32]);
  });

  it('are those of the device where it takes fewer', () => {
    expect([1, 2].map((users) => slotsInForce(30, 32, users))).toEqual([30, 30]);
  });
});

describe('the wait before the slots', () => {
  // Level of the golden: 797 a second through 32 slots.
  const level = 797 / 32;

  it('of 64 outstanding is as long as that behind them: 40.1 ms', () => {
    expect(closedQueueSeconds(64, 797, level)).toBeCloseTo(1 / level, 12);
    expect(Math.abs(1e3 / level - 40.1)).toBeLessThan(0.06);
  });

  it('is 0 for a window that the queue does not hold back', () => {
    expect(closedQueueSeconds(4, 4 * level, level)).toBe(0);
  });

  it('is one turn of a slot for arrivals at a full queue, and 0 at one that is not', () => {
    expect(openQueueSeconds(32, level, true)).toBeCloseTo(1 / 797, 15);
    expect(openQueueSeconds(32, level, false)).toBe(0);
  });
});
