import {
  CoupledSharing,
  closedLatencySeconds,
  closedRate,
  DeviceStreams,
  DiskMix,
  type DiskTiming,
  deviceLevel,
  diskClasses,
  diskSeconds,
  ethernetMBps,
  fullStripePenalty,
  LatencySweep,
  latencyQuantileSeconds,
  latencyShape,
  mixOnDisks,
  sequentialEfficiency,
  smallWritePenalty,
  usableRate,
  usersLatencySeconds,
} from '@vdcsim/core';
import { rounding, type ValidationCase } from '../case.ts';

/**
 * Devices, disks and links: the laws of queueing against closed forms, published figures, and
 * figures of a simulation of single requests, all as the design note on coupling has them.
 */

const servers = 10;
const serviceSeconds = 0.0055;
const capacity = servers / serviceSeconds;
/** Window of an open stream that never runs into its limit. */
const neverFull = 1e6;

interface Stream {
  readonly window: number;
  readonly cap?: number;
}

/** Rates of streams at the device of 10 servers, by the solver, and the device's levels. */
function atDevice(streams: readonly Stream[]): { rates: number[]; closed: number; open: number } {
  const sharing = new CoupledSharing();
  const disks = sharing.addResource({ capacity, servers });
  const route = sharing.openRoute([disks]);
  const flows = streams.map(({ window, cap }) => sharing.startFlow(route, Infinity, window, cap));
  sharing.solve(0);
  return {
    rates: flows.map((flow) => sharing.rate(flow)),
    closed: 1e3 / sharing.level(disks),
    open: 1e3 / sharing.arrivalLevel(disks),
  };
}

const windows = [4, 10, 32, 128] as const;
const open = (load: number): Stream => ({ window: neverFull, cap: load * capacity });

/** MB/s of a sequential stream on 8 disks, half of whose time random requests take. */
function besideRandom(megabytes: number, moves: boolean): number {
  const disk = diskClasses['fc-15k']!;
  const mix = new DiskMix(2);
  mix.megabytes.set([0.008192, megabytes]);
  mix.window.set([0, neverFull]);
  mix.wish[0] = 4 / diskSeconds(disk, 0.008192, 1, 1);
  mix.randomPart[1] = moves ? 1 : 0;
  const phantom = mixOnDisks(mix, 2, disk, 8);
  const streams = new DeviceStreams(2);
  streams.window.set([neverFull * neverFull, neverFull]);
  streams.cap[0] = mix.wish[0]!;
  streams.coefficient.set(mix.seconds);
  deviceLevel(streams, 2, 8, phantom);
  return streams.rate[1]! * megabytes;
}

/** Requests a second of users who think 50 ms and ask the device of 10 servers. */
function usersRate(users: number): number {
  const sweep = new LatencySweep([serviceSeconds]);
  for (;;) {
    const latency = sweep.latencySeconds[0]!;
    const rate = users / (0.05 + latency);
    const out = usersLatencySeconds(rate, users, latency, capacity, 0, servers);
    if (sweep.next([out])) return rate;
  }
}

const simulated = 'simulation of single requests (design note)';
const binaryDisk: DiskTiming = { positioningSeconds: 0.008, transferMBps: 60 * 1.048576 };

const deviceCases: readonly ValidationCase[] = [
  {
    id: 'device-closed',
    source: `${simulated}; X = C q / (q + c - 1)`,
    what: `requests a second of ${windows.join(', ')} outstanding, 10 servers of 5.5 ms`,
    unit: '1/s',
    expected: [559, 957, 1415, 1706],
    tolerance: 0.005 * 1706,
    toleranceReason: 'the simulation is one run: 0.5 %',
    ours: () => windows.map((window) => atDevice([{ window }]).rates[0]!),
  },
  {
    id: 'device-open',
    source: 'c / (C - rate), as many single queues',
    what: 'latency of arrivals at 80 and 95 % of the same',
    unit: 'ms',
    expected: [27.5, 110],
    tolerance: rounding,
    ours: () => [0.8, 0.95].map((load) => atDevice([open(load)]).open),
  },
  {
    id: 'device-mixed-rate',
    source: simulated,
    what: '32 outstanding beside arrivals at 50 and 80 %: requests a second',
    unit: '1/s',
    expected: [712, 284],
    tolerance: 3,
    toleranceReason: 'the simulation is one run: 0.5 %',
    ours: () => [0.5, 0.8].map((load) => atDevice([{ window: 32 }, open(load)]).rates[0]!),
  },
  {
    id: 'device-mixed-latency',
    source: simulated,
    what: 'of the same, latency of closed and open requests at 50 and at 80 %',
    unit: 'ms',
    expected: [45, 46.2, 112.5, 115],
    tolerance: 0.6,
    toleranceReason: 'the simulation is one run: 0.5 %',
    ours: () =>
      [0.5, 0.8].flatMap((load) => {
        const { closed, open: arrival } = atDevice([{ window: 32 }, open(load)]);
        return [closed, arrival];
      }),
  },
  {
    id: 'device-percentile',
    source: 'M/M/1: R ln 20; sum of q services: gamma of shape q',
    what: '95th percentile in means: open at any load; 8 outstanding at one server',
    unit: '1',
    expected: [Math.log(20), 26.296_227_6 / 16],
    tolerance: rounding,
    ours: () =>
      [latencyShape(10, 0), latencyShape(1, 7)].map((shape) =>
        latencyQuantileSeconds(1, shape, 0.95),
      ),
  },
  {
    id: 'device-users',
    source: simulated,
    what: '60 and 150 users who think 50 ms: requests a second',
    unit: '1/s',
    expected: [975, 1607],
    tolerance: 0.005 * 1607,
    toleranceReason: 'the simulation is one run: 0.5 %',
    ours: () => [60, 150].map(usersRate),
  },
  {
    id: 'array-latency-published',
    source: 'PARDA, tables 3 and 4: RAID 5 of 10 disks, random reads of 16 KiB',
    what: 'latency of 128 and 192 outstanding, from throughputs of 3360 and 3130 a second',
    unit: 'ms',
    expected: [37, 60],
    tolerance: 1.4,
    toleranceReason: 'the table’s own throughput times latency is 4 % off its windows',
    ours: () =>
      [
        [128, 3360],
        [192, 3130],
      ].map(([window, rate]) => {
        const most = (rate! * (window! + 9)) / window!;
        return 1e3 * closedLatencySeconds(window!, 10, most);
      }),
  },
];

const diskCases: readonly ValidationCase[] = [
  {
    id: 'raid-usable-rate',
    source: 'raw / (reads + writes * penalty)',
    what: '10 disks of 180 requests a second, 70 % reads: RAID 5, RAID 10',
    unit: '1/s',
    expected: [947.4, 1384.6],
    tolerance: 0.05,
    toleranceReason: 'printed to one decimal',
    ours: () => [
      usableRate(1800, 0.7, smallWritePenalty('raid5')),
      usableRate(1800, 0.7, smallWritePenalty('raid10')),
    ],
  },
  {
    id: 'raid-full-stripes',
    source: 'design note: 8 / 7, 1.33',
    what: 'disk operations for one of full stripes: RAID 5 of 7 + 1, RAID 6 of 6 + 2',
    unit: '1',
    expected: [8 / 7, 4 / 3],
    tolerance: rounding,
    ours: () => [fullStripePenalty('raid5', 8), fullStripePenalty('raid6', 8)],
  },
  {
    id: 'sequential-interference',
    source: '(q / B) / (q / B + positioning): 8.33 / 16.33',
    what: 'throughput left to interleaved streams in quanta of 512 KiB at 60 MiB/s and 8 ms',
    unit: '%',
    expected: [51],
    tolerance: 0.1,
    toleranceReason: 'printed to whole per cent',
    ours: () => [100 * sequentialEfficiency(binaryDisk, 512 * 1024e-6)],
  },
  {
    id: 'disk-time',
    source: 'design note, arithmetic',
    what:
      'sequential stream on 8 disks half taken by random requests: undisturbed, in quanta of ' +
      '512 KiB, interleaved at 64 KiB',
    unit: 'MB/s',
    expected: [317, 173, 41],
    tolerance: 3.2,
    toleranceReason: 'the printed 317 is 1 % below half of 640',
    ours: () => [
      besideRandom(64 * 1024e-6, false),
      besideRandom(512 * 1024e-6, true),
      besideRandom(64 * 1024e-6, true),
    ],
  },
  {
    id: 'ethernet-payload',
    source: 'payload / frame on the wire',
    what: 'TCP payload of Gigabit Ethernet at units of 1500 and 9000 bytes',
    unit: 'MB/s',
    expected: [118.66, 123.92],
    tolerance: 0.005,
    toleranceReason: 'printed to two decimals',
    ours: () => [ethernetMBps(1000), ethernetMBps(1000, 9000)],
  },
  {
    id: 'array-throttled-throughput',
    source: 'PARDA, tables 3 and 4: throttling costs no throughput',
    what: 'requests a second with 104 and 94 outstanding instead of 128 and 192',
    unit: '1/s',
    expected: [3350, 3150],
    tolerance: 0.055 * 3150,
    toleranceReason: 'disks that sort many requests lose less: 5 % (design note)',
    ours: () =>
      [
        [128, 3360, 104],
        [192, 3130, 94],
      ].map(([window, rate, left]) => {
        return closedRate(left!, 10, (rate! * (window! + 9)) / window!);
      }),
  },
];

export const storageDeviceCases: readonly ValidationCase[] = [...deviceCases, ...diskCases];
