/** Fixed scenes and frames for tests of drawings: the same numbers on every machine. */
import type {
  HistorySeries,
  KeyTable,
  RecoveringVm,
  Recovery,
  Scene,
  SceneHost,
  SceneVm,
  TimelineState,
  WireEvent,
} from '@vdcsim/protocol';
import { hostHealths, type Tables, vmHealths } from '../state/health.ts';
import type { MapState } from './contract.ts';

export const hostStates = ['connected', 'failed', 'powered-off'];
export const vmStates = [
  ...['powered-off', 'booting', 'running', 'shutting-down', 'suspended', 'failed'],
];

/** 2012-03-05 13:30, as the shipped scenario begins. */
export const startEpochSeconds = 1_330_954_200;

/** A VM of a fixed frame. */
export interface FixedVm {
  readonly name: string;
  readonly host: number;
  readonly state?: string;
  readonly vcpus?: number;
  /** Of its vCPUs, %. */
  readonly run?: number;
  readonly ready?: number;
  readonly sinceSeconds?: number;
  readonly untilSeconds?: number;
}

export interface FixedHost {
  readonly name: string;
  readonly state?: string;
  readonly threads?: number;
  /** Of its cores, %. */
  readonly used: number;
  readonly ready: number;
  readonly cluster?: number;
}

export const coreMHz = 2_400;

/** A scene of hosts and VMs in one cluster, unless they say otherwise. */
export function sceneOf(hosts: readonly FixedHost[], vms: readonly FixedVm[]): Scene {
  const clusters = Math.max(0, ...hosts.map(({ cluster = 0 }) => cluster)) + 1;
  return {
    ...{ name: 'Host failure at peak', about: '', file: 'host-failure.yaml', seed: 3 },
    ...{ runNumber: 1, startEpochSeconds, durationSeconds: 7_200, intervalSeconds: 20 },
    states: { host: hostStates, vm: vmStates },
    clusters: Array.from({ length: clusters }, (_, row) => ({
      ...{ id: row + 1, kind: 'cluster', hasHa: true },
      name: row === 0 ? 'prod' : `c${String(row + 1).padStart(2, '0')}`,
    })),
    hosts: hosts.map(sceneHost),
    pools: [],
    vms: vms.map(sceneVm(hosts)),
    others: [],
    commands: [],
    planned: [
      { atSeconds: 1_920, verb: 'fail', of: 'esx03', note: 'At the peak' },
      { atSeconds: 5_400, verb: 'repair', of: 'esx03', note: '' },
    ],
    eventTypes: [],
    warnings: [],
  };
}

function sceneHost({ name, threads = 4, cluster = 0 }: FixedHost, row: number): SceneHost {
  const hardware = { sockets: 1, cores: threads, threads, coreMHz, memoryMiB: 16_384 };
  return { id: 100 + row, kind: 'host', name, cluster, ...hardware, platform: 'esx5' };
}

function sceneVm(hosts: readonly FixedHost[]): (vm: FixedVm, row: number) => SceneVm {
  return ({ name, host, vcpus = 1 }, row) => ({
    ...{ id: 10_000 + row, kind: 'vm', name, vcpus, memoryMiB: 1_024 },
    cluster: hosts[host]?.cluster ?? 0,
    ...{ pool: -1, os: 'win2003', workload: 'day', restartPriority: 'medium', tags: {} },
  });
}

/** The frame of these hosts and VMs. */
export function tablesOf(hosts: readonly FixedHost[], vms: readonly FixedVm[]): Tables {
  const hostTable: KeyTable = {
    rows: hosts.length,
    columns: {
      state: Uint8Array.from(hosts, ({ state = 'connected' }) => hostStates.indexOf(state)),
      presentMHz: Float32Array.from(hosts, ({ threads = 4 }) => threads * coreMHz),
      usedMHz: Float32Array.from(
        hosts,
        (host) => (host.used / 100) * (host.threads ?? 4) * coreMHz,
      ),
      readyPercent: Float32Array.from(hosts, ({ ready }) => ready),
    },
  };
  return { host: hostTable, vm: vmTable(vms) };
}

function vmTable(vms: readonly FixedVm[]): KeyTable {
  const none = Number.NaN;
  return {
    rows: vms.length,
    columns: {
      state: Uint8Array.from(vms, ({ state = 'running' }) => vmStates.indexOf(state)),
      host: Int32Array.from(vms, ({ host }) => host),
      usedMHz: Float32Array.from(vms, ({ run = 0, vcpus = 1 }) => (run / 100) * vcpus * coreMHz),
      readyPercent: Float32Array.from(vms, (vm) => vm.ready ?? (vm.state ? none : 0)),
      stateSinceSeconds: Float64Array.from(vms, ({ sinceSeconds = 0 }) => sinceSeconds),
      stateUntilSeconds: Float64Array.from(vms, ({ untilSeconds = none }) => untilSeconds),
    },
  };
}

/** The state of a map at an instant. */
export function mapOf(
  hosts: readonly FixedHost[],
  vms: readonly FixedVm[],
  more: Partial<MapState> = {},
): MapState {
  const scene = sceneOf(hosts, vms);
  const tables = tablesOf(hosts, vms);
  const recoveries = more.recoveries ?? [];
  return {
    ...{ scene, tables, recoveries, nowSeconds: 1_958 },
    vmHealths: vmHealths(scene, tables, recoveries, true),
    hostHealths: hostHealths(scene, tables, true),
    ...{ selected: null, hovered: null, found: null },
    ...more,
  };
}

/** `web01` to `web06`. */
export function names(prefix: string, first: number, last: number): string[] {
  return Array.from({ length: last - first + 1 }, (_, place) =>
    prefix.concat(String(first + place).padStart(2, '0')),
  );
}

/** Numbers between 0 and 1 that look like chance and are the same everywhere. */
export function* sequence(seed: number): Generator<number, never> {
  let state = seed;
  for (;;) {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    yield state / 4_294_967_296;
  }
}

/** The failure of the shipped scenario: three hosts, one of them dead for 38 s, two restarts on. */
export function failureMap(more: Partial<MapState> = {}): MapState {
  const chance = sequence(7);
  const next = (): number => chance.next().value;
  const on = (host: number, list: readonly string[], busy: number): FixedVm[] =>
    list.map((name) => {
      const run = 22 + next() * 34;
      const ready = busy * (4 + next() * 30);
      return { name, host, run, ready: Math.min(ready, 96 - run) };
    });
  const vms = [
    ...on(0, [...names('app', 1, 4), 'db01', 'db02', ...names('web', 1, 8)], 0.9),
    ...on(1, [...names('app', 5, 8), 'db03', 'dc02', ...names('web', 9, 15)], 0.16),
    ...['mail01', 'web16'].map((name) => ({ name, host: 0, ...boot })),
    { name: 'web17', host: 1, ...boot },
    ...names('web', 18, 24).map((name) => ({ name, host: 2, state: 'failed' })),
    ...names('test', 1, 3).map((name) => ({ name, host: 2, state: 'failed' })),
    ...on(3, names('web', 25, 36), 0),
    { name: 'spare01', host: 3, state: 'powered-off' },
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
  const hosts: FixedHost[] = [
    { name: 'esx01', used: 99.4, ready: 16 },
    { name: 'esx02', used: 72, ready: 3.2 },
    { name: 'esx03', state: 'failed', used: 0, ready: Number.NaN },
    { name: 'esx04', used: 34, ready: 0.1, threads: 24 },
  ];
  const recoveries = [failureRecovery(vms)];
  return mapOf(hosts, vms, { recoveries, ...more });
}

const boot = { state: 'booting', sinceSeconds: 1_936, untilSeconds: 2_026 } as const;

/** The restart queue of `failureMap`. */
function failureRecovery(vms: readonly FixedVm[]): Recovery {
  const row = (name: string): number => vms.findIndex((vm) => vm.name === name);
  const line = (name: string, more: Partial<RecoveringVm>): RecoveringVm => ({
    ...{ vm: row(name), priority: 'medium', phase: 'queued', host: -1 },
    ...{ bootFraction: 0, reason: '', upAtSeconds: 2_101 },
    ...more,
  });
  const booting = { phase: 'booting', bootFraction: 0.244, upAtSeconds: 2_026 } as const;
  const { upAtSeconds: _, ...noRoom } = {
    ...line('test03', { priority: 'low', phase: 'noRoom' }),
    reason: 'no room: 2 GiB asked, 1 GiB free',
  };
  return {
    ...{ host: 2, failedAtSeconds: 1_920, declaredDeadAtSeconds: 1_935, isDeclaredDead: true },
    queue: [
      line('mail01', { ...booting, priority: 'high', host: 0 }),
      line('web16', { ...booting, host: 0 }),
      line('web17', { ...booting, host: 1 }),
      ...names('web', 18, 24).map((name) => line(name, {})),
      ...names('test', 1, 2).map((name) => line(name, { priority: 'low' })),
      noRoom,
    ],
  };
}

/** A metric kept every 20 s. */
export function seriesFrom(
  metric: string,
  unit: string,
  values: readonly (number | null)[],
  fromSeconds = 0,
): HistorySeries {
  return {
    ...{ metric, unit, mean: values, max: values },
    fromSeconds: values.map((_, place) => fromSeconds + 20 * place),
    toSeconds: values.map((_, place) => fromSeconds + 20 * (place + 1)),
  };
}

/** The events of the failure, each with its cause. */
export const failureEvents: readonly WireEvent[] = [
  event(1, 'host.failed', 'alarm', undefined, 'powered off by the timeline; 13 VMs stop'),
  event(2, 'host.declaredDead', 'warning', 1, 'no heartbeat for 15 s'),
  event(3, 'vm.restarted', 'good', 2, 'on esx01'),
  event(4, 'vm.bootStarted', 'plain', 3, 'up in 90 s'),
  event(5, 'vm.restartFailed', 'warning', 2, 'no room: 2 GiB asked, 1 GiB free on the best host'),
  event(6, 'vm.restarted', 'good', 2, 'on esx02'),
  event(9, 'vm.poweredOn', 'plain', 7, 'after a boot that began above'),
];

function event(
  id: number,
  type: string,
  tone: WireEvent['tone'],
  cause: number | undefined,
  words: string,
): WireEvent {
  const base = { id, timeSeconds: 1_920 + id, type, tone, subject: 100, others: [], words };
  return cause === undefined ? base : { ...base, cause };
}

/** Two hours of a day with a failure at 14:02. */
export function failureTimeline(nowSeconds: number): TimelineState {
  const chance = sequence(11);
  const counts = Array.from({ length: Math.ceil(nowSeconds / 15) }, (_, bin) => {
    const at = bin * 15;
    return at >= 1_920 && at < 1_965 ? 30 : Math.round(2 + 4 * chance.next().value);
  });
  const marks: TimelineState['marks'] = [
    { atSeconds: 300, event: 20, tone: 'plain', label: 'backup01 powered on' },
    { atSeconds: 1_500, event: 21, tone: 'warning', label: 'db02 waits' },
    { atSeconds: 1_920, event: 1, tone: 'alarm', label: 'esx03 fails' },
    { atSeconds: 1_935, event: 2, tone: 'warning', label: 'esx03 declared dead' },
  ];
  return { binSeconds: 15, counts, marks: marks.filter((mark) => mark.atSeconds <= nowSeconds) };
}
