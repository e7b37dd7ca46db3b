import { describe, expect, it } from 'vitest';
import { latencyQuantileSeconds, latencyShape } from './latency-spread.ts';

describe('latencies of single requests', () => {
  it('of open streams alone are exponential: 95 % lie below ln 20 means', () => {
    expect(latencyShape(7, 0)).toBe(1);
    expect(latencyQuantileSeconds(0.01, 1, 0.95)).toBeCloseTo(0.01 * Math.log(20), 12);
  });

  it('of q closed requests at one server are the sum of q services', () => {
    expect(latencyShape(1, 7)).toBe(8);
  });

  it('have the variance that the sum over all ways to stand in line gives', () => {
    // Q others over c servers, all ways alike: chance of n ahead = C(Q-n+c-2, c-2) / C(Q+c-1, c-1).
    const [servers, others] = [4, 9];
    const choose = (n: number, k: number): number => (k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);
    let mean = 0;
    let square = 0;
    for (let n = 0; n <= others; n++) {
      const chance =
        choose(others - n + servers - 2, servers - 2) / choose(others + servers - 1, servers - 1);
      mean += chance * (n + 1);
      square += chance * ((n + 1) * (n + 1) + n + 1);
    }
    expect(mean).toBeCloseTo(1 + others / servers, 12);
    expect(latencyShape(servers, others)).toBeCloseTo((mean * mean) / (square - mean * mean), 12);
  });

  it('of 32 outstanding at 10 servers: mean 22.5 ms, 95 % below 65 ms', () => {
    const shape = latencyShape(10, 31);
    expect(shape).toBeCloseTo(1.16, 2);
    expect(1e3 * latencyQuantileSeconds(0.0225, shape, 0.95)).toBeCloseTo(64, 0);
  });
});
