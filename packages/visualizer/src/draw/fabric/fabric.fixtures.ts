/** A SAN for tests: four hosts, two fabrics, one array of six LUNs, in the middle of a backup. */
import type {
  KeyTable,
  Scene,
  SceneHba,
  SceneMount,
  ScenePath,
  SceneStorage,
  WireEvent,
} from '@vdcsim/protocol';
import { hostHealths, type Tables, vmHealths } from '../../state/health.ts';
import type { MapState } from '../contract.ts';
import { type FixedHost, type FixedVm, names, sceneOf, tablesOf } from '../draw.fixtures.ts';
import { tenants } from './tenants.ts';

const hostNames = names('esx', 1, 4);
const lunNames = names('lun', 1, 6);

/** MB/s of production, backup and paging by host and LUN. */
const flows: Readonly<Record<string, readonly (readonly [number, number, number])[]>> = {
  esx01: [
    [6, 24, 0.5],
    [3, 12, 0],
    [2.5, 9, 0],
    [4, 6, 2.5],
    [1.5, 0, 0],
    [1, 5, 0],
  ],
  esx02: [
    [5, 30, 0],
    [4, 14, 0],
    [2, 8, 0],
    [3.5, 9, 0],
    [2.5, 4, 0],
    [1.5, 6, 0.5],
  ],
  esx03: [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ],
  esx04: [
    [6.5, 24, 0],
    [3.5, 10, 0],
    [3, 6, 0],
    [5, 8, 1],
    [1, 2, 0],
    [2, 3, 0],
  ],
};

/** MB/s of VMs by host; what is left of a host's is that of many small ones. */
const busyVms: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  esx01: { db02: 3.7, db01: 7.1, file01: 8.4, mail01: 6.5 },
  esx02: { db04: 7.5, db03: 7.5, file02: 9.3 },
  esx04: { db07: 8, db08: 7.4, file04: 7.2 },
};

/** Outstanding with a slot on all hosts, waiting, and ms at the device, by LUN. */
const queues = [
  [96, 37, 40],
  [12, 0, 9.6],
  [6.6, 0, 7.8],
  [15.6, 0, 11.2],
  [5.8, 0, 14],
  [3.9, 0, 7.1],
] as const;

const hosts: readonly FixedHost[] = hostNames.map((name) => ({
  name,
  ...(name === 'esx03' ? { state: 'failed', used: 0, ready: Number.NaN } : { used: 60, ready: 2 }),
}));

const vms: readonly (FixedVm & { readonly MBps: number })[] = hostNames
  .flatMap((host, row) => {
    const busy = Object.entries(busyVms[host] ?? {}).map(([name, MBps]) => ({
      name,
      host: row,
      MBps,
    }));
    const sum = busy.reduce((all, { MBps }) => all + MBps, 0);
    const whole = (flows[host] ?? []).flat().reduce((a, b) => a + b, 0);
    const small = names(`web${row + 1}-`, 1, 13).map((name) => ({
      name,
      host: row,
      MBps: (whole - sum) / 13,
    }));
    const state = host === 'esx03' ? { state: 'failed' } : { run: 40, ready: 2 };
    return [...busy, ...small].map((vm) => ({ ...vm, ...state }));
  })
  .sort((a, b) => (a.name < b.name ? -1 : 1));

let lastId = 1000;
const entity = (kind: string, name: string) => ({ id: ++lastId, kind, name });
const onSwitch = (row: number) => ({ kind: 'switch', row });

const hbas: readonly SceneHba[] = hostNames.flatMap((host, row) =>
  [0, 1].map((place) => ({
    ...entity('hba', `${host}:vmhba${place + 1}`),
    ...{ host: row, interface: 'fc', cabledTo: onSwitch(place), payloadMBps: 400, queueDepth: 32 },
  })),
);

/** Ports in order: spa:p0, spa:p1, spb:p0, spb:p1; p0 at the first switch. */
const ports = ['spa', 'spb'].flatMap((controller, row) =>
  [0, 1].map((place) => ({
    ...entity('port', `array1:${controller}:p${place}`),
    ...{ controller: row, cabledTo: onSwitch(place), payloadMBps: 400 },
  })),
);

const paths: readonly ScenePath[] = hbas.flatMap((hba, row) =>
  ports.flatMap((port, portRow) =>
    port.cabledTo.row === hba.cabledTo.row
      ? [
          {
            ...entity('path', `${hba.name}:${port.name}`),
            hba: row,
            port: portRow,
            junctions: [hba.cabledTo],
          },
        ]
      : [],
  ),
);

const mounts: readonly SceneMount[] = lunNames.flatMap((_, datastore) =>
  hostNames.map((_name, host) => {
    const own = paths.flatMap(({ hba }, row) => (hbas[hba]!.host === host ? [row] : []));
    return { host, datastore, firstRow: (datastore * hostNames.length + host) * 4, paths: own };
  }),
);

const cables = [...hbas, ...ports].map((end) => {
  const list: readonly { readonly id: number }[] = end.kind === 'hba' ? hbas : ports;
  return {
    ...entity('cable', `${end.name}:cable`),
    end: { kind: end.kind, row: list.indexOf(end) },
  };
});

/** Storage of the fixed SAN. */
export const sanStorage: SceneStorage = {
  ...{ networks: [], links: [], nas: [], nics: [], spindles: [] },
  switches: ['fcsw1', 'fcsw2'].map((name) => ({ ...entity('switch', name), payloadMBps: 400 })),
  arrays: [{ ...entity('array', 'array1'), access: 'active-passive' }],
  controllers: ['array1:spa', 'array1:spb'].map((name) => ({
    ...entity('controller', name),
    array: 0,
  })),
  ...{ ports, hbas, paths, mounts, cables },
  raidGroups: [
    {
      ...entity('raidGroup', 'array1:rg1'),
      array: 0,
      level: 'raid5',
      diskClass: 'fc-15k',
      spindles: 10,
    },
  ],
  luns: lunNames.map((name, row) => ({
    ...entity('lun', name),
    ...{ array: 0, raidGroup: 0, controller: row % 2, sizeMiB: 256_000 },
  })),
  datastores: lunNames.map((name, row) => ({
    ...entity('datastore', name.replace('lun', 'ds')),
    ...{ on: { kind: 'lun', row }, format: 'vmfs', capacityMiB: 256_000 },
  })),
  disks: vms.map(({ name }, vm) => ({
    ...entity('disk', `${name}:data`),
    ...{ vm, datastore: name.startsWith('db') ? 0 : vm % lunNames.length, sizeMiB: 20_480 },
  })),
};

const words = {
  hba: ['working', 'failed', 'hung', 'slow'],
  mount: ['open', 'stalled', 'down', 'lost'],
  mountPath: ['active', 'standby', 'dead', 'disabled'],
};

/** The scene of the fixed SAN. */
export function sanScene(): Scene {
  const scene = sceneOf(hosts, vms);
  const states = {
    ...scene.states,
    ...words,
    cable: words.hba,
    switch: words.hba,
    port: words.hba,
  };
  return { ...scene, states, storage: sanStorage };
}

/** Adapter of a host that serves a LUN: esx04 has lost its second one. */
function placeOfPath(host: number, datastore: number): number {
  const isFirst = host === 3 || datastore === 0 || datastore === 2 || datastore === 3;
  // Paths of a host: first adapter to spa and spb, then second adapter to spa and spb.
  return (isFirst ? 0 : 2) + (datastore % 2);
}

/** The frame of the fixed SAN. */
export function sanTables(): Tables {
  const tables = tablesOf(hosts, vms);
  const vm = tables['vm']!;
  const share = (value: (row: number) => number) => Float32Array.from(vms, (_, row) => value(row));
  return {
    ...tables,
    vm: {
      ...vm,
      columns: {
        ...vm.columns,
        ioReadMBps: share((row) => 0.75 * vms[row]!.MBps),
        ioWriteMBps: share((row) => 0.25 * vms[row]!.MBps),
        iops: share((row) => 40 * vms[row]!.MBps),
        ioLatencyMs: share((row) => (vms[row]!.name === 'db02' ? 76 : 9)),
        ioKernelMs: share((row) => (vms[row]!.name === 'db02' ? 36 : 0)),
        ioDeviceMs: share((row) => (vms[row]!.name === 'db02' ? 40 : 9)),
        ioOutstanding: share((row) => (vms[row]!.name === 'db02' ? 11.4 : 1)),
        ioWaiting: share((row) => (vms[row]!.name === 'db02' ? 5.4 : 0)),
        ioStalled: Uint8Array.from(vms, () => 0),
      },
    },
    ...mountTables(),
    hba: { rows: hbas.length, columns: { state: Uint8Array.from(hbas, () => 0) } },
    cable: {
      rows: cables.length,
      columns: {
        state: Uint8Array.from(cables, ({ name }) => (name === 'esx04:vmhba2:cable' ? 1 : 0)),
      },
    },
    switch: { rows: 2, columns: { state: Uint8Array.of(0, 0) } },
    port: { rows: 4, columns: { state: Uint8Array.of(0, 0, 0, 0) } },
    lun: { rows: 6, columns: { owner: Int32Array.from([0, 1, 0, 1, 0, 1]) } },
  };
}

function mountTables(): Record<string, KeyTable> {
  const of = (value: (mount: SceneMount) => number) => Float32Array.from(mounts, value);
  const flowOf = ({ host, datastore }: SceneMount) => flows[hostNames[host]!]![datastore]!;
  const part = (mount: SceneMount): number =>
    mount.host === 2 ? 0 : sum(flowOf(mount)) / lunSum(mount.datastore);
  const columns: Record<string, Float32Array | Uint8Array> = {
    iops: of(
      (mount) => (part(mount) * queues[mount.datastore]![0] * 1000) / queues[mount.datastore]![2],
    ),
    deviceMs: of(({ datastore }) => queues[datastore]![2]),
    kernelMs: of(({ datastore }) => (datastore === 0 ? 15.4 : 0)),
    latencyMs: of(({ datastore }) => queues[datastore]![2] + (datastore === 0 ? 15.4 : 0)),
    outstanding: of(
      (mount) => part(mount) * (queues[mount.datastore]![0] + queues[mount.datastore]![1]),
    ),
    waiting: of((mount) => part(mount) * queues[mount.datastore]![1]),
    slots: of(() => 32),
    state: Uint8Array.from(mounts, () => 0),
  };
  tenants.forEach((tenant, place) => {
    columns[`${tenant}MBps`] = of((mount) => flowOf(mount)[place] ?? 0);
  });
  const rows = mounts.length * 4;
  const MBps = new Float32Array(rows);
  const state = new Uint8Array(rows).fill(1);
  for (const mount of mounts) {
    const used = mount.firstRow + placeOfPath(mount.host, mount.datastore);
    MBps[used] = sum(flowOf(mount));
    state[used] = 0;
    if (mount.host === 3) state.fill(2, mount.firstRow + 2, mount.firstRow + 4);
  }
  return {
    mount: { rows: mounts.length, columns },
    mountPath: { rows, columns: { MBps, state } },
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0);
}

function lunSum(datastore: number): number {
  return sum(hostNames.map((host) => sum(flows[host]![datastore]!)));
}

/** The cable of esx04's second adapter was pulled; 42 s later its I/O moved. */
export const sanEvents: readonly WireEvent[] = [
  event(
    1,
    1_000,
    'cable.failed',
    cables.find(({ name }) => name === 'esx04:vmhba2:cable')!.id,
    'cable pulled',
  ),
  event(
    2,
    1_000,
    'path.died',
    paths.find(({ name }) => name.startsWith('esx04:vmhba2'))!.id,
    '',
    1,
  ),
  event(3, 1_042, 'path.failedOver', 103, '', 2),
  event(4, 1_920, 'host.failed', 102, 'power lost'),
];

function event(
  id: number,
  timeSeconds: number,
  type: string,
  subject: number,
  said: string,
  cause?: number,
): WireEvent {
  const base = {
    id,
    timeSeconds,
    type,
    tone: 'warning',
    subject,
    others: [],
    words: said,
  } as const;
  return cause === undefined ? base : { ...base, cause };
}

/** The map of the fixed SAN. */
export function sanMap(more: Partial<MapState> = {}): MapState {
  const scene = more.scene ?? sanScene();
  const tables = more.tables ?? sanTables();
  return {
    ...{ scene, tables, recoveries: [], nowSeconds: 1_958 },
    vmHealths: vmHealths(scene, tables, [], true),
    hostHealths: hostHealths(scene, tables, true),
    ...{ selected: null, hovered: null, found: null },
    ...more,
  };
}
