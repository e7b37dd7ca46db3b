import { describe, expect, it } from 'vitest';
import { closedThroughput } from './mean-value-analysis.ts';

describe('exact mean value analysis', () => {
  it('of one user is one transaction for each think time and demand', () => {
    const system = { users: 1, demandSeconds: 2, servers: 1, thinkSeconds: 8 };
    expect(closedThroughput(system)).toBe(0.1);
    expect(closedThroughput({ ...system, servers: 4 })).toBeCloseTo(0.1, 15);
  });

  it('of three users who never think keeps one server busy: 1 / D', () => {
    const system = { users: 3, demandSeconds: 0.5, servers: 1, thinkSeconds: 0 };
    expect(closedThroughput(system)).toBe(2);
  });

  it('of users without demand is N / Z', () => {
    const system = { users: 7, demandSeconds: 0, servers: 2, thinkSeconds: 3.5 };
    expect(closedThroughput(system)).toBeCloseTo(2, 12);
  });

  it('of one server is that of the birth-death chain of a repairman', () => {
    for (const [users, think] of [
      [2, 1],
      [16, 10],
      [40, 30],
    ] as const) {
      // p(k) of k at the station: p(k - 1) (N - k + 1) / Z; throughput (1 - p(0)) / D, D = 1.
      let weight = 1;
      let sum = 1;
      for (let k = 1; k <= users; k++) {
        weight *= (users - k + 1) / think;
        sum += weight;
      }
      const system = { users, demandSeconds: 1, servers: 1, thinkSeconds: think };
      expect(closedThroughput(system)).toBeCloseTo(1 - 1 / sum, 12);
    }
  });

  it('stays within the asymptotic bounds min(1 / D, N / (D + Z)), and meets them at both ends', () => {
    for (let users = 1; users <= 60; users++) {
      const system = { users, demandSeconds: 1, servers: 2, thinkSeconds: 10 };
      const throughput = closedThroughput(system);
      expect(throughput).toBeLessThanOrEqual(Math.min(2, users / 11) + 1e-12);
    }
    const many = { users: 500, demandSeconds: 1, servers: 2, thinkSeconds: 10 };
    expect(closedThroughput(many)).toBeCloseTo(2, 6);
  });
});
