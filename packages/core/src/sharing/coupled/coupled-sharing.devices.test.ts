/** Rule A of the design note on coupling: devices of parallel servers, closed and open streams. */
import { describe, expect, it } from 'vitest';
import { CoupledSharing } from './coupled-sharing.ts';

const servers = 10;
const serviceSeconds = 0.0055;
const capacity = servers / serviceSeconds;
/** Window of an open stream that never runs into its queue limit. */
const manyRequests = 1e6;

function device(): { sharing: CoupledSharing; disks: number; route: number } {
  const sharing = new CoupledSharing();
  const disks = sharing.addResource({ capacity, servers });
  return { sharing, disks, route: sharing.openRoute([disks]) };
}

describe('closed streams on a device of 10 servers of 5.5 ms', () => {
  // Columns: requests outstanding, the rule, a simulation of single requests.
  it.each([
    [4, 559, 559],
    [10, 957, 957],
    [32, 1419, 1415],
    [128, 1699, 1706],
  ])('%i outstanding make %i requests a second', (window, rule, simulated) => {
    const { sharing, disks, route } = device();
    const stream = sharing.startFlow(route, Infinity, window);
    sharing.solve(0);
    expect(Math.round(sharing.rate(stream))).toBe(rule);
    expect(Math.abs(sharing.rate(stream) / simulated - 1)).toBeLessThan(0.005);
    // Little's law: window = rate * latency, whatever the level.
    expect(sharing.rate(stream) / sharing.level(disks)).toBeCloseTo(window, 9);
  });

  it('split a window in any way, the rate is the same', () => {
    const { sharing, route } = device();
    const streams = [1, 3, 28].map((window) => sharing.startFlow(route, Infinity, window));
    sharing.solve(0);
    const total = streams.reduce((sum, stream) => sum + sharing.rate(stream), 0);
    expect(Math.round(total)).toBe(1419);
  });
});

describe('open streams on the device', () => {
  it.each([
    [0.8, 27.5, 27.6],
    [0.95, 110, 107.7],
  ])('at utilization %f wait %f ms', (utilization, ruleMs, simulatedMs) => {
    const { sharing, disks, route } = device();
    const wish = utilization * capacity;
    const stream = sharing.startFlow(route, Infinity, manyRequests, wish);
    sharing.solve(0);
    expect(sharing.rate(stream)).toBe(wish);
    const latencyMs = 1e3 / sharing.arrivalLevel(disks);
    expect(latencyMs).toBeCloseTo(ruleMs, 9);
    expect(Math.abs(latencyMs / simulatedMs - 1)).toBeLessThan(0.025);
  });

  // Columns: utilization, closed rate, closed and open latency in ms; the same simulated.
  it.each([
    [0.5, [710, 45.1, 46.2], [712, 45.0, 46.2]],
    [0.8, [284, 112.8, 115.5], [284, 112.5, 115.0]],
  ])('at utilization %f beside 32 closed share it', (utilization, rule, simulated) => {
    const { sharing, disks, route } = device();
    sharing.startFlow(route, Infinity, manyRequests, utilization * capacity);
    const closed = sharing.startFlow(route, Infinity, 32);
    sharing.solve(0);
    const measured = [
      sharing.rate(closed),
      1e3 / sharing.level(disks),
      1e3 / sharing.arrivalLevel(disks),
    ];
    expect(Math.round(measured[0]!)).toBe(rule[0]);
    expect(measured[1]!.toFixed(1)).toBe(rule[1]!.toFixed(1));
    expect(measured[2]!.toFixed(1)).toBe(rule[2]!.toFixed(1));
    measured.forEach((value, i) => {
      expect(Math.abs(value / simulated[i]! - 1)).toBeLessThan(0.005);
    });
  });

  it('backlog at their queue limit without a jump: cap 999 and 1001 of a limit at 1000', () => {
    const rates = [999, 1000, 1001].map((wish) => {
      const { sharing, route } = device();
      // 1000 a second at the level that a window of 11 has alone: 11 / (11 + 9) * C.
      const stream = sharing.startFlow(route, Infinity, 11, wish);
      sharing.solve(0);
      return sharing.rate(stream);
    });
    expect(rates).toEqual([999, 1000, expect.closeTo(1000, 9)]);
  });
});

describe('a group of disks whose capacity is time', () => {
  it('has a phantom weight in disk-seconds: one class of requests is the device again', () => {
    const sharing = new CoupledSharing();
    const phantomWeight = (servers - 1) * serviceSeconds;
    const disks = sharing.addResource({ capacity: servers, phantomWeight });
    const route = sharing.openRoute([disks], [serviceSeconds]);
    const stream = sharing.startFlow(route, Infinity, 32);
    sharing.solve(0);
    expect(Math.round(sharing.rate(stream))).toBe(1419);
    // Requests that take twice the time, and an arrival of each kind.
    const slow = sharing.openRoute([disks], [2 * serviceSeconds]);
    sharing.reroute(stream, slow);
    sharing.setPhantomWeight(disks, 2 * phantomWeight);
    sharing.solve(0);
    expect(sharing.rate(stream)).toBeCloseTo((capacity * 32) / 41 / 2, 9);
    const arrival = 1 / sharing.arrivalLevel(disks, 2 * serviceSeconds);
    expect(arrival).toBeCloseTo((42 * 2 * serviceSeconds) / servers, 12);
  });

  it('becomes a link when its phantom weight goes, and a device when it comes', () => {
    const { sharing, disks, route } = device();
    const stream = sharing.startFlow(route, Infinity, 32, 100);
    sharing.solve(0);
    expect(sharing.level(disks)).toBeCloseTo((capacity - 100) / 9, 9);
    sharing.setPhantomWeight(disks, 0);
    sharing.solve(0);
    expect(sharing.level(disks)).toBe(Infinity);
    sharing.setCap(stream, Infinity);
    sharing.setPhantomWeight(disks, 4);
    sharing.solve(0);
    expect(sharing.rate(stream)).toBeCloseTo((capacity * 32) / 36, 9);
    expect(() => sharing.addResource({ capacity: 1, isShared: false, servers: 2 })).toThrow(
      'no queue',
    );
  });
});
