import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ReadyCircle } from './ready-circle.ts';

/** Trials until the circle agrees. */
function settle(out: (ratio: number) => number, circle = new ReadyCircle()): number {
  for (let trials = 0; trials <= 50; trials++) {
    const value = out(circle.ratio);
    if (circle.agrees(value)) return trials;
    circle.next(value);
  }
  throw new Error('does not settle');
}

describe('the circle', () => {
  it('finds where r = 1 / (1 + r)', () => {
    const circle = new ReadyCircle();
    expect(settle((r) => 1 / (1 + r), circle)).toBeLessThan(12);
    expect(circle.ratio).toBeCloseTo((Math.sqrt(5) - 1) / 2, 8);
  });

  it('needs one trial where nothing depends on it, and none at the root', () => {
    const circle = new ReadyCircle();
    expect(settle(() => 3, circle)).toBe(1);
    circle.begin();
    expect(settle(() => 3, circle)).toBe(0);
  });

  it('settles within 50 trials for falling functions, steep and bent', () => {
    const property = fc.property(
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.double({ min: 0, max: 30, noNaN: true }),
      fc.integer({ min: 1, max: 6 }),
      (height, steepness, bend) => {
        const circle = new ReadyCircle();
        settle((r) => height / (1 + steepness * r) ** bend, circle);
        const value = height / (1 + steepness * circle.ratio) ** bend;
        expect(Math.abs(value - circle.ratio)).toBeLessThanOrEqual(1e-9 * Math.max(1, value));
      },
    );
    fc.assert(property, { seed: 20070101, numRuns: 2000 });
  });
});
