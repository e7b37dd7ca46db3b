/** Rule E of the design note on coupling: users, processors and devices agree. */
import { describe, expect, it } from 'vitest';
import { namedStream } from '../../engine/random.ts';
import { closedThroughput } from '../../guest/users/mean-value-analysis.ts';
import { divide } from '../divide.ts';
import { ShareMembers } from '../share-members.ts';
import { LatencySweep, usersLatencySeconds } from './latency-sweep.ts';
import { simulateRequests } from './request-queue.fixtures.ts';

interface Group {
  readonly users: number;
  readonly demandSeconds: number;
  readonly thinkSeconds: number;
  /** Requests of a transaction at each device. */
  readonly visits: readonly number[];
  readonly shares: number;
}

interface Farm {
  /** Groups by host. */
  readonly hosts: readonly (readonly Group[])[];
  readonly coresEach: number;
  readonly devices: readonly { readonly capacity: number; readonly servers: number }[];
}

/** Latencies that come of latencies; also the transactions of all groups, a second. */
function evaluate(farm: Farm, latencies: Float64Array, outs: Float64Array): number[] {
  const rates = farm.devices.map(() => 0);
  const users = farm.devices.map(() => 0);
  const throughputs: number[] = [];
  for (const groups of farm.hosts) {
    const members = new ShareMembers(groups.length);
    const wished = groups.map((group, i) => {
      const waits = group.visits.reduce((sum, visits, k) => sum + visits * latencies[k]!, 0);
      const thinkSeconds = group.thinkSeconds + waits;
      const throughput = closedThroughput({ ...group, servers: 1, thinkSeconds });
      members.shares[i] = group.shares;
      members.demand[i] = group.demandSeconds * throughput;
      return throughput;
    });
    divide(members, 0, groups.length, farm.coresEach);
    groups.forEach((group, i) => {
      const allowed = members.allocation[i]! / group.demandSeconds;
      const throughput = group.demandSeconds > 0 ? Math.min(wished[i]!, allowed) : wished[i]!;
      throughputs.push(throughput);
      group.visits.forEach((visits, k) => {
        rates[k]! += visits * throughput;
        if (visits > 0) users[k]! += group.users;
      });
    });
  }
  farm.devices.forEach(({ capacity, servers }, k) => {
    outs[k] = usersLatencySeconds(rates[k]!, users[k]!, latencies[k]!, capacity, 0, servers);
  });
  return throughputs;
}

interface Settled {
  readonly latencies: readonly number[];
  readonly throughputs: readonly number[];
  readonly sweep: LatencySweep;
}

function settle(farm: Farm, firstSeconds: number): Settled {
  const sweep = new LatencySweep(farm.devices.map(() => firstSeconds));
  const outs = new Float64Array(farm.devices.length);
  for (;;) {
    const throughputs = evaluate(farm, sweep.latencySeconds, outs);
    if (sweep.next(outs)) return { latencies: [...sweep.latencySeconds], throughputs, sweep };
    expect(sweep.hasGivenUp).toBe(false);
  }
}

const disks = { capacity: 10 / 0.0055, servers: 10 };

describe('users who think 50 ms and ask a device of 10 servers of 5.5 ms', () => {
  it.each([
    [60, 974],
    [150, 1600],
  ])('%i of them make %i a second, within 1 %% of a simulation', (users, rate) => {
    const group = { users, demandSeconds: 0, thinkSeconds: 0.05, visits: [1], shares: 1 };
    const farm = { hosts: [[group]], coresEach: 1, devices: [disks] };
    const { throughputs } = settle(farm, 0.0055);
    expect(Math.round(throughputs[0]!)).toBe(rate);
    const [seen] = simulateRequests({
      ...{ servers: 10, serviceSeconds: 0.0055, requests: 2e5 },
      sources: [{ outstanding: users, thinkSeconds: 0.05 }],
    });
    expect(Math.abs(throughputs[0]! / seen!.rate - 1)).toBeLessThan(0.01);
  });
});

describe('a starved processor that a slow device frees for others', () => {
  const farmOf = (servers: number): Farm => ({
    hosts: [
      [
        { users: 1, demandSeconds: 0.01, thinkSeconds: 0, visits: [1], shares: 1e6 },
        { users: 50, demandSeconds: 0.001, thinkSeconds: 0, visits: [2], shares: 1 },
      ],
    ],
    coresEach: 1,
    devices: [{ capacity: 1000, servers }],
  });

  it('has two stable states with one server, and stays in the one it is in', () => {
    const from = (first: number): number => 1e3 * settle(farmOf(1), first).latencies[0]!;
    expect([0.5, 1, 5].map((ms) => from(ms / 1e3).toFixed(1))).toEqual(['1.5', '1.5', '1.5']);
    expect([9, 20, 200].map((ms) => from(ms / 1e3).toFixed(0))).toEqual(['50', '50', '50']);
  });

  it('has one with two servers', () => {
    const from = (ms: number): string =>
      (1e3 * settle(farmOf(2), ms / 1e3).latencies[0]!).toFixed(3);
    expect(from(0.5)).toBe(from(200));
  });
});

/** 8 hosts of 10 groups on 3 devices, some of them overloaded. */
function randomFarm(index: number): Farm {
  const stream = namedStream(20070101, index, 'farm');
  const between = (low: number, high: number): number => low + (high - low) * stream.uniform();
  const group = (): Group => ({
    users: 1 + Math.floor(between(0, 30)),
    demandSeconds: between(0.001, 0.02),
    thinkSeconds: between(0, 1),
    visits: [0, 1, 2].map(() => Math.floor(between(0, 5))),
    shares: 1 + Math.floor(between(0, 4)),
  });
  return {
    hosts: Array.from({ length: 8 }, () => Array.from({ length: 10 }, group)),
    coresEach: 4,
    devices: [0, 1, 2].map(() => {
      return { capacity: between(500, 5000), servers: 2 + Math.floor(between(0, 20)) };
    }),
  };
}

describe('random farms of 80 groups on 3 devices', () => {
  const farms = Array.from({ length: 16 }, (_, index) => randomFarm(index));

  it('settle in at most 20 rounds, to one answer from below and from above', () => {
    let sweeps = 0;
    let trials = 0;
    for (const farm of farms) {
      const low = settle(farm, 1e-4);
      const high = settle(farm, 1);
      low.latencies.forEach((latency, k) => {
        expect(Math.abs(latency / high.latencies[k]! - 1)).toBeLessThan(1e-7);
      });
      sweeps = Math.max(sweeps, low.sweep.sweeps);
      trials += low.sweep.trials;
    }
    expect(sweeps).toBeLessThanOrEqual(20);
    expect(trials / farms.length).toBeLessThan(160);
  });

  it('agree at once from their own answer, and after a small change in few trials', () => {
    const outs = new Float64Array(3);
    let trials = 0;
    for (const farm of farms) {
      const { sweep } = settle(farm, 1e-3);
      evaluate(farm, sweep.latencySeconds, outs);
      expect(sweep.next(outs)).toBe(true);
      expect(sweep.trials).toBe(1);
      const [first, ...others] = farm.devices;
      const slower = { ...first!, capacity: 0.99 * first!.capacity };
      const changed = { ...farm, devices: [slower, ...others] };
      do evaluate(changed, sweep.latencySeconds, outs);
      while (!sweep.next(outs));
      trials += sweep.trials;
    }
    expect(trials / farms.length).toBeLessThan(90);
  });
});
