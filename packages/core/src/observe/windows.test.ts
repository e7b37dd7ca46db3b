import { describe, expect, it } from 'vitest';
import { Windows } from './windows.ts';

const hour = 3600;
const day = 24 * hour;
const daily = (from: number, to: number) => ({
  recursDaily: true,
  fromSeconds: from * hour,
  toSeconds: to * hour,
});

describe('windows', () => {
  it('without a specification are the whole run, its end included', () => {
    const windows = new Windows(undefined, 100, 0);
    expect(windows.next(0)).toEqual({ fromSeconds: 0, toSeconds: 100 });
    expect(windows.next(100)).toBeUndefined();
    expect([0, 50, 100].map((time) => windows.contains(time))).toEqual([true, true, true]);
  });

  it('that do not recur hold their beginning and not their end', () => {
    const spec = { recursDaily: false, fromSeconds: 10, toSeconds: 20 };
    const windows = new Windows(spec, 100, 0);
    expect(windows.next(0)).toEqual({ fromSeconds: 10, toSeconds: 20 });
    expect(windows.next(20)).toBeUndefined();
    const inside = [9, 10, 19, 20, 100].map((time) => windows.contains(time));
    expect(inside).toEqual([false, true, true, false, false]);
    const toEnd = new Windows({ ...spec, toSeconds: Infinity }, 100, 0);
    expect(toEnd.contains(100)).toBe(true);
  });

  it('from 02:00 to 03:00 in two days from noon are two spans', () => {
    const windows = new Windows(daily(2, 3), 2 * day, 12 * hour);
    const first = windows.next(0);
    expect(first).toEqual({ fromSeconds: 14 * hour, toSeconds: 15 * hour });
    expect(windows.next(first!.toSeconds)).toEqual({
      fromSeconds: 38 * hour,
      toSeconds: 39 * hour,
    });
    expect(windows.next(39 * hour)).toBeUndefined();
    const inside = [13, 14, 15, 38.5, 48].map((time) => windows.contains(time * hour));
    expect(inside).toEqual([false, true, false, true, false]);
  });

  it('from 22:00 to 02:00 run over midnight, also over the start and the end of the run', () => {
    const windows = new Windows(daily(22, 2), day + hour, 0);
    expect(windows.next(0)).toEqual({ fromSeconds: 0, toSeconds: 2 * hour });
    expect(windows.next(2 * hour)).toEqual({ fromSeconds: 22 * hour, toSeconds: 25 * hour });
    expect(windows.contains(25 * hour)).toBe(true);
    expect(new Windows(daily(22, 2), day + 3 * hour, 0).contains(27 * hour)).toBe(false);
  });
});
