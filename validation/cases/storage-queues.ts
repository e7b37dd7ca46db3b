import {
  CoupledSharing,
  closedQueueSeconds,
  closedRate,
  divideWindows,
  openQueueSeconds,
  pardaLatencySeconds,
  pardaWindow,
  ShareMembers,
  windowsAtLatency,
} from '@vdcsim/core';
import { rounding, type ValidationCase } from '../case.ts';

/**
 * Queues with slots, control of latency, and shares with reservations: the solver and the laws
 * against published figures and figures of a simulation of single requests.
 */

const capacity = 10 / 0.0055;

interface Queued {
  readonly queue: number;
  readonly window: number;
  readonly cap?: number;
}

/** Rates through two queues of 32 slots at a device of 10 servers of 5.5 ms, and waits in ms. */
function throughQueues(streams: readonly Queued[]): { rates: number[]; waits: number[] } {
  const sharing = new CoupledSharing();
  const disks = sharing.addResource({ capacity, servers: 10 });
  const route = sharing.openRoute([disks]);
  const queues = [sharing.openQueue(32), sharing.openQueue(32)];
  const flows = streams.map(({ queue, window, cap }) => {
    return sharing.startQueued(queues[queue]!, route, Infinity, window, 1000, cap);
  });
  sharing.solve(0);
  const level = sharing.level(disks);
  const rates = flows.map((flow) => sharing.rate(flow));
  const waits = streams.map(({ queue, window, cap }, i) => {
    const isFull = sharing.isQueueFull(queues[queue]!);
    if (cap !== undefined && rates[i]! >= cap) return 1e3 * openQueueSeconds(32, level, isFull);
    return 1e3 * closedQueueSeconds(window, rates[i]!, level);
  });
  return { rates, waits };
}

const hostA = [
  { queue: 0, window: 64 },
  { queue: 0, window: 4 },
  { queue: 0, window: 32, cap: 100 },
];
const unequal = [...hostA, { queue: 1, window: 32, cap: 400 }];
const few = [1, 2, 3, 4].map(() => ({ queue: 1, window: 16 }));

/** Windows and latency that PARDA's law comes to from 32 each, on a saturated device. */
function pardaSettled(betas: readonly number[], most: number, threshold: number): number[] {
  const gamma = 0.8;
  let settled = betas.map(() => 32);
  for (let period = 0; period < 500; period++) {
    const latency = settled.reduce((sum, window) => sum + window, 0) / most;
    settled = settled.map((window, i) => {
      return (1 - gamma) * window + gamma * ((threshold / latency) * window + betas[i]!);
    });
  }
  return [...settled, 1e3 * (settled.reduce((sum, window) => sum + window, 0) / most)];
}

/** RD, OLTP and DM with reservations 250, 250, 0, limits none, none, 1000 and weights 1, 2, 3. */
const clients = [
  { owed: 250, weight: 1, cap: Infinity },
  { owed: 250, weight: 2, cap: Infinity },
  { owed: 0, weight: 3, cap: 1000 },
];
const totals = [500, 875, 1200, 1500, 1800, 2000, 2400, 3000] as const;

function atDevice(total: number): number[] {
  const sharing = new CoupledSharing();
  const route = sharing.openRoute([sharing.addResource({ capacity: total })]);
  const flows = clients.map(({ owed, weight, cap }) => {
    return sharing.startFlow(route, Infinity, weight, cap, owed);
  });
  sharing.solve(0);
  return flows.map((flow) => sharing.rate(flow));
}

function inQueue(total: number): number[] {
  const sharing = new CoupledSharing();
  const route = sharing.openRoute([sharing.addResource({ capacity: total })]);
  const queue = sharing.openQueue(32);
  const flows = clients.map(({ owed, weight, cap }) => {
    return sharing.startQueued(queue, route, Infinity, 64, weight, cap, owed);
  });
  sharing.solve(0);
  return flows.map((flow) => sharing.rate(flow));
}

const clientRates = [
  ...[250, 250, 0, 250, 250, 375, 250, 380, 570, 250, 500, 750],
  ...[300, 600, 900, 1000 / 3, 2000 / 3, 1000, 1400 / 3, 2800 / 3, 1000, 2000 / 3, 4000 / 3, 1000],
];

const simulated = 'simulation of single requests (design note)';

export const storageQueueCases: readonly ValidationCase[] = [
  {
    id: 'slots-two-hosts',
    source: simulated,
    what: 'two hosts of 32 slots: one VM with 64 outstanding, four with 16: requests a second',
    unit: '1/s',
    expected: [799, 199, 199, 199, 199],
    tolerance: 2.1,
    toleranceReason: 'the simulation is one run',
    ours: () => throughQueues([{ queue: 0, window: 64 }, ...few]).rates,
  },
  {
    id: 'slots-waits',
    source: simulated,
    what: 'of the same, wait of the first VM before the slots',
    unit: 'ms',
    expected: [40.1],
    tolerance: 0.1,
    toleranceReason: 'printed to one decimal',
    ours: () => throughQueues([{ queue: 0, window: 64 }, ...few]).waits.slice(0, 1),
  },
  {
    id: 'slots-mixed',
    source: simulated,
    what: 'host A: 64 and 4 outstanding, arrivals of 100 a second; host B: arrivals of 400',
    unit: '1/s',
    expected: [870, 136, 100, 402],
    tolerance: 2.5,
    toleranceReason: 'the simulation is one run',
    ours: () => throughQueues(unequal).rates,
  },
  {
    id: 'slots-mixed-waits',
    source: simulated,
    what: 'of the same, waits before the slots',
    unit: 'ms',
    expected: [44.7, 0.3, 1.5, 0],
    tolerance: 0.7,
    toleranceReason: 'the wait of open streams is one turn of a slot: an approximation',
    ours: () => throughQueues(unequal).waits,
  },
  {
    id: 'latency-held',
    source: 'design note, arithmetic',
    what: '3596 a second and 10 servers held at 30 ms: windows, throughput, and without control',
    unit: '1, 1/s',
    expected: [98.9, 3296, 3360, 3435],
    tolerance: 0.5,
    toleranceReason: 'printed to whole requests',
    ours: () => {
      const left = windowsAtLatency(0.03, 3596, 0, 9);
      return [left, ...[left, 128, 192].map((window) => closedRate(window, 10, 3596))];
    },
  },
  {
    id: 'windows-by-shares',
    source: 'windows in proportion to shares',
    what: 'a total of 96 between a host with a VM of 1000 shares and one with 1000 and 2000',
    unit: '1',
    expected: [24, 72],
    tolerance: rounding,
    ours: () => {
      const users = new ShareMembers(2);
      users.shares.set([1000, 3000]);
      users.limit.fill(128);
      users.demand.fill(128);
      divideWindows(users, 2, 96);
      return [...users.allocation];
    },
  },
  {
    id: 'parda-steady-state',
    source: 'PARDA: latency = threshold + sum of beta / C',
    what: 'its law period by period from 32 each; 3200 a second, 25 ms, betas 1, 1, 2, 2',
    unit: '1, ms',
    expected: [43 / 3, 43 / 3, 86 / 3, 86 / 3, 26.875],
    tolerance: rounding,
    ours: () => pardaSettled([1, 1, 2, 2], 3200, 0.025),
  },
  {
    id: 'parda-closed-form',
    source: 'the same law, its steady state',
    what: 'the same from the closed form',
    unit: '1, ms',
    expected: [43 / 3, 43 / 3, 86 / 3, 86 / 3, 26.875],
    tolerance: rounding,
    ours: () => {
      const latency = pardaLatencySeconds(0.025, 6, 3200);
      return [...[1, 1, 2, 2].map((beta) => pardaWindow(beta, 0.025, latency)), 1e3 * latency];
    },
  },
  {
    id: 'mclock-shares',
    source: 'mClock: reservations, limits and weights (figures computed from its rule)',
    what:
      `RD, OLTP and DM at ${totals.join(', ')} a second: reservations 250, 250, 0, ` +
      'weights 1, 2, 3, DM at most 1000',
    unit: '1/s',
    expected: clientRates,
    tolerance: rounding,
    ours: () => totals.flatMap(atDevice),
  },
  {
    id: 'mclock-in-a-queue',
    source: 'the same',
    what: 'the same inside of one full queue',
    unit: '1/s',
    expected: clientRates,
    tolerance: rounding,
    ours: () => totals.flatMap(inQueue),
  },
];
