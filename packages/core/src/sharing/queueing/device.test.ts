/** Rule A of the design note on coupling, in closed form. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CoupledSharing } from '../coupled/index.ts';
import {
  arrivalLevel,
  closedLatencySeconds,
  closedRate,
  DeviceStreams,
  deviceLevel,
} from './device.ts';

const servers = 10;
const capacity = servers / 0.0055;
const neverFull = 1e6;

function streamsOf(...list: readonly (readonly [window: number, cap: number])[]): DeviceStreams {
  const streams = new DeviceStreams(list.length);
  list.forEach(([window, cap], i) => {
    streams.window[i] = window;
    streams.cap[i] = cap;
  });
  return streams;
}

describe('a device of 10 servers of 5.5 ms', () => {
  it('gives 4, 10, 32 and 128 outstanding 559, 957, 1419 and 1699 a second', () => {
    const rates = [4, 10, 32, 128].map((window) => closedRate(window, servers, capacity));
    expect(rates.map(Math.round)).toEqual([559, 957, 1419, 1699]);
    [4, 10, 32, 128].forEach((window, i) => {
      const latency = closedLatencySeconds(window, servers, capacity);
      expect(rates[i]! * latency).toBeCloseTo(window, 9);
    });
  });

  it('has arrivals at 80 and 95 % wait 27.5 and 110 ms, and at 100 % behind all that may wait', () => {
    const waits = [0.8, 0.95, 1].map((load) => {
      const arrivals = streamsOf([neverFull, load * capacity]);
      deviceLevel(arrivals, 1, capacity, servers - 1);
      return 1e3 / arrivalLevel(arrivals, 1, capacity, servers - 1);
    });
    expect(waits[0]).toBeCloseTo(27.5, 9);
    expect(waits[1]).toBeCloseTo(110, 9);
    expect(waits[2]).toBeCloseTo((1e3 * (neverFull + servers)) / capacity, 6);
  });

  it('gives 32 closed beside arrivals at 50 % 710 a second at 45.1 ms, these 46.2 ms', () => {
    const streams = streamsOf([32, Infinity], [neverFull, 0.5 * capacity]);
    const level = deviceLevel(streams, 2, capacity, servers - 1);
    expect(Math.round(streams.rate[0]!)).toBe(710);
    expect((1e3 / level).toFixed(1)).toBe('45.1');
    expect((1e3 / arrivalLevel(streams, 2, capacity, servers - 1)).toFixed(1)).toBe('46.2');
  });

  it('backlogs an open stream at its limit: wishes of 999 and 1001 where 1000 is the limit', () => {
    const rates = [999, 1000, 1001].map((wish) => {
      const streams = streamsOf([11, wish]);
      deviceLevel(streams, 1, capacity, servers - 1);
      return streams.rate[0]!;
    });
    expect(rates[0]).toBe(999);
    expect(rates[1]).toBeCloseTo(1000, 9);
    expect(rates[2]).toBeCloseTo(1000, 9);
  });
});

describe('published figures: a RAID group of 10 disks that makes 3360 and 3130 a second', () => {
  // The latency that was measured, and the windows that its hosts kept outstanding.
  it.each([
    [128, 3596, 38.1, 37],
    [192, 3280, 61.3, 60],
  ])('%i outstanding see %f ms of the model', (window, most, modelMs, measuredMs) => {
    const latencyMs = 1e3 * closedLatencySeconds(window, 10, most);
    expect(latencyMs.toFixed(1)).toBe(modelMs.toFixed(1));
    expect(Math.abs(latencyMs / measuredMs - 1)).toBeLessThan(0.05);
  });
});

describe('a link', () => {
  it('without phantom weight is slack while all wishes fit, and divides by windows when not', () => {
    const streams = streamsOf([1, 30], [3, 50]);
    expect(deviceLevel(streams, 2, 100, 0)).toBe(Infinity);
    expect([...streams.rate]).toEqual([30, 50]);
    streams.cap.fill(Infinity);
    expect(deviceLevel(streams, 2, 100, 0)).toBe(25);
    expect([...streams.rate]).toEqual([25, 75]);
  });

  it('without capacity gives nothing', () => {
    const streams = streamsOf([1, Infinity]);
    expect(deviceLevel(streams, 1, 0, 0)).toBe(0);
    expect(streams.rate[0]).toBe(0);
  });
});

describe('any device', () => {
  const stream = fc.record({
    window: fc.integer({ min: 1, max: 64 }),
    cap: fc.oneof(fc.constant(Infinity), fc.integer({ min: 0, max: 900 })),
    coefficient: fc.integer({ min: 1, max: 5 }),
  });
  const list = fc.array(stream, { minLength: 1, maxLength: 8 });

  it("fulfils its equation and Little's law, and agrees with the solver", () => {
    const agrees = fc.property(list, fc.integer({ min: 1, max: 9 }), (wanted, most) => {
      const streams = new DeviceStreams(wanted.length);
      const sharing = new CoupledSharing();
      const disks = sharing.addResource({ capacity: 1000, servers: most });
      const flows = wanted.map(({ window, cap, coefficient }, i) => {
        streams.window[i] = window;
        streams.cap[i] = cap;
        streams.coefficient[i] = coefficient;
        return sharing.startFlow(sharing.openRoute([disks], [coefficient]), Infinity, window, cap);
      });
      sharing.solve(0);
      const level = deviceLevel(streams, wanted.length, 1000, most - 1);
      let taken = level < Infinity ? (most - 1) * level : 0;
      wanted.forEach(({ window, cap, coefficient }, i) => {
        const rate = streams.rate[i]!;
        taken += coefficient * rate;
        expect(Math.abs(rate - sharing.rate(flows[i]!))).toBeLessThan(1e-9 * (1 + rate));
        if (rate < cap) expect(rate / level).toBeCloseTo(window, 9);
      });
      expect(taken).toBeLessThan(1000 * (1 + 1e-12));
      if (level < Infinity) expect(taken).toBeCloseTo(1000, 6);
    });
    fc.assert(agrees, { seed: 20070101, numRuns: 500 });
  });
});
