import { describe, expect, it } from 'vitest';
import { settleThreadSpeed, workAtSpeed } from './thread-speed.ts';

/** Speed and work of vCPUs with these demands, each a part of a core, where shares do not matter. */
function settled(demands: readonly number[], cores: number, gain: number) {
  let speed = 0;
  let work = 0;
  settleThreadSpeed(cores, gain, (each) => {
    speed = each;
    work = Math.min(
      2 * cores * each,
      demands.reduce((sum, demand) => sum + Math.min(demand, each), 0),
    );
    return work;
  });
  return { speed, work };
}

const busy = (count: number): number[] => Array.from({ length: count }, () => 1);

describe('threads that share cores', () => {
  it('run at full speed while no more are busy than there are cores', () => {
    expect(settled(busy(4), 4, 1.25)).toEqual({ speed: 1, work: 4 });
    expect(settled([0.5, 0.5, 0.5, 0.5, 0.9, 0.9], 4, 1.25).speed).toBe(1);
  });

  it('do c + (k - c) / 4 cores of work: 4.25, 4.5 and 5 for 5, 6 and 8 of 4 cores', () => {
    for (const [k, work] of [
      [5, 4.25],
      [6, 4.5],
      [7, 4.75],
      [8, 5],
    ] as const) {
      const result = settled(busy(k), 4, 1.25);
      expect(result.work).toBeCloseTo(work, 10);
      expect(result.speed).toBeCloseTo(work / k, 10);
    }
  });

  it('run at 0.625 each when all are busy, however many more wait', () => {
    expect(settled(busy(12), 4, 1.25)).toEqual({ speed: 0.625, work: 5 });
  });

  it('serve fractional demands at the speed at which they fill k = work / speed threads', () => {
    // Six of 0.72: 4.32 cores of work need k = 4 + 0.32 / 0.25 = 5.28 threads at 4.32 / 5.28.
    const { speed, work } = settled([0.72, 0.72, 0.72, 0.72, 0.72, 0.72], 4, 1.25);
    expect(work).toBeCloseTo(4.32, 10);
    expect(speed).toBeCloseTo(4.32 / 5.28, 10);
  });

  it('bring nothing with a gain of 1, and are cores of their own with 2', () => {
    expect(settled(busy(8), 4, 1)).toEqual({ speed: 0.5, work: 4 });
    expect(settled(busy(6), 4, 1).work).toBeCloseTo(4, 10);
    expect(settled(busy(8), 4, 2)).toEqual({ speed: 1, work: 8 });
  });

  it('do 4 cores of work at speed 1 and 5 at 0.625', () => {
    expect(workAtSpeed(1, 4, 1.25)).toBe(4);
    expect(workAtSpeed(0.625, 4, 1.25)).toBe(5);
  });
});
