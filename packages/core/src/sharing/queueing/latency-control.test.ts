/** Rule H of the design note on coupling, and the figures on latency control. */
import { describe, expect, it } from 'vitest';
import { ShareMembers } from '../share-members.ts';
import { closedLatencySeconds, closedRate } from './device.ts';
import {
  divideWindows,
  LatencyControl,
  pardaLatencySeconds,
  pardaWindow,
  windowsAtLatency,
} from './latency-control.ts';

describe('a device of 3596 a second and 10 servers, held at 30 ms', () => {
  const windows = windowsAtLatency(0.03, 3596, 0, 9);

  it('serves 98.9 outstanding at 3296 a second, 1.9 % below 128 and 4 % below 192', () => {
    expect(windows.toFixed(1)).toBe('98.9');
    const rate = closedRate(windows, 10, 3596);
    expect(Math.round(rate)).toBe(3296);
    expect((100 * (1 - rate / closedRate(128, 10, 3596))).toFixed(1)).toBe('1.9');
    expect((100 * (1 - rate / closedRate(192, 10, 3596))).toFixed(0)).toBe('4');
    expect(closedLatencySeconds(windows, 10, 3596)).toBeCloseTo(0.03, 15);
  });

  it('has fewer windows beside capped streams, and none below its own service time', () => {
    expect(windowsAtLatency(0.03, 3596, 596, 9)).toBeCloseTo(81, 9);
    expect(windowsAtLatency(0.002, 3596, 0, 9)).toBe(0);
  });
});

describe('windows', () => {
  function usersOf(shares: number[], demand = 128): ShareMembers {
    const users = new ShareMembers(shares.length);
    users.shares.set(shares);
    users.limit.fill(64);
    users.demand.fill(demand);
    return users;
  }

  it('of a total of 96 go by shares: 1000 to 3000 make 24 and 72, the latter at most 64', () => {
    const users = usersOf([1000, 3000]);
    users.limit.fill(128);
    expect(divideWindows(users, 2, 96)).toBe(96);
    expect([...users.allocation]).toEqual([24, 72]);
    users.limit.fill(64);
    divideWindows(users, 2, 96);
    expect([...users.allocation]).toEqual([32, 64]);
  });

  it('that a user cannot use go to the others', () => {
    const users = usersOf([1000, 1000]);
    users.demand[0] = 8;
    divideWindows(users, 2, 60);
    expect([...users.allocation]).toEqual([8, 52]);
  });

  it('never fall below 4, so that the latency stays above its threshold', () => {
    const users = usersOf([1, 1, 1000]);
    expect(divideWindows(users, 3, 40)).toBeCloseTo(40, 12);
    expect([...users.allocation]).toEqual([4, 4, 32]);
    expect(divideWindows(users, 3, 10)).toBe(12);
    expect([...users.allocation]).toEqual([4, 4, 4]);
  });
});

describe('the steady state of PARDA', () => {
  it('of 3200 a second, 25 ms, betas 1 1 2 2: 26.875 ms and windows 14.33, 28.67', () => {
    const latency = pardaLatencySeconds(0.025, 6, 3200);
    expect(1e3 * latency).toBeCloseTo(26.875, 12);
    const windows = [1, 1, 2, 2].map((beta) => pardaWindow(beta, 0.025, latency).toFixed(3));
    expect(windows).toEqual(['14.333', '14.333', '28.667', '28.667']);
  });
});

describe('the control in time', () => {
  it('decides at the end of the period of 4 s and of the next one, and sleeps', () => {
    const control = new LatencyControl();
    control.observe(5.5, true);
    expect(control.nextSeconds).toBe(8);
    control.decide();
    expect([control.part, control.nextSeconds]).toEqual([0.8, 12]);
    control.decide();
    expect([control.part, control.nextSeconds]).toEqual([1, Infinity]);
    control.observe(20, true);
    expect(control.nextSeconds).toBe(Infinity);
  });

  it('lets go in the same two steps', () => {
    const control = new LatencyControl();
    control.observe(0, true);
    expect(control.nextSeconds).toBe(4);
    control.decide();
    control.decide();
    control.observe(12, false);
    expect(control.nextSeconds).toBe(16);
    control.decide();
    expect(control.part).toBeCloseTo(0.2, 15);
    control.decide();
    expect([control.part, control.nextSeconds]).toEqual([0, Infinity]);
  });

  it('does nothing where the latency is back before the decision', () => {
    const control = new LatencyControl();
    control.observe(1, true);
    control.observe(2, false);
    expect([control.part, control.nextSeconds]).toEqual([0, Infinity]);
  });

  it('turns round half-way', () => {
    const control = new LatencyControl();
    control.observe(1, true);
    control.decide();
    control.observe(5, false);
    expect(control.nextSeconds).toBe(8);
    control.decide();
    expect([control.part, control.nextSeconds]).toEqual([0, Infinity]);
  });
});
