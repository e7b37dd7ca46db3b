import type { RowOf, SceneStorage } from '@vdcsim/protocol';
import type { MapState } from '../draw/contract.ts';
import { crosses } from '../draw/fabric/part-use.ts';
import { mountsByDatastore, noticedWaiting, queueOf } from '../draw/fabric/queue-model.ts';
import { figures, percent, several } from '../draw/words.ts';
import { memory } from './figures.ts';
import { columnOf, stateOf } from './health.ts';
import type { Entity } from './inventory.ts';

/** Label and value, in reading order. */
export type Fact = readonly [label: string, value: string];

/** What is known of a part of storage: what it is, and its numbers now. */
export function factsOfPart(map: MapState, { kind, row }: Entity): Fact[] {
  const storage = map.scene.storage;
  if (storage === undefined || row < 0) return [];
  const facts = factsByKind[kind]?.(map, storage, row) ?? [];
  const state = stateOf(map.scene, map.tables, kind, row);
  return state === undefined ? facts : [['State', state], ...facts];
}

type FactsOf = (map: MapState, storage: SceneStorage, row: number) => Fact[];

const factsByKind: Readonly<Record<string, FactsOf>> = {
  hba: (map, storage, row) => {
    const { host, cabledTo, payloadMBps, queueDepth, ...hba } = storage.hbas[row]!;
    return [
      ['Host', map.scene.hosts[host]?.name ?? ''],
      ['Cabled to', nameAt(storage, cabledTo)],
      ['Speed', `${figures(payloadMBps)} MB/s each way, ${hba.interface}`],
      ['Queue depth', `${figures(queueDepth)} a LUN`],
      ...traffic(map, 'hba', row),
      ...pathFacts(map, storage, 'hba', row),
    ];
  },
  port: (map, storage, row) => {
    const { controller, cabledTo, payloadMBps } = storage.ports[row]!;
    return [
      ['Controller', storage.controllers[controller]!.name],
      ['Cabled to', nameAt(storage, cabledTo)],
      ['Speed', `${figures(payloadMBps)} MB/s each way`],
      ...traffic(map, 'port', row),
      ...pathFacts(map, storage, 'port', row),
    ];
  },
  switch: (map, storage, row) => {
    const isHere = ({ cabledTo }: { readonly cabledTo: RowOf }): boolean =>
      cabledTo.kind === 'switch' && cabledTo.row === row;
    const through = numberAt(map, 'switch', 'throughputMBps', row);
    const [hbas, ports] = [storage.hbas.filter(isHere), storage.ports.filter(isHere)];
    return [
      ['Throughput', `${figures(through)} MB/s`],
      ['Speed', `${figures(storage.switches[row]!.payloadMBps)} MB/s a port`],
      ['Cabled here', `${several(hbas.length, 'HBA')}, ${several(ports.length, 'array port')}`],
      ...pathFacts(map, storage, 'switch', row),
    ];
  },
  link: (map, storage, row) => {
    const { between, payloadMBps } = storage.links[row]!;
    return [
      ['Between', between.map((one) => storage.switches[one]!.name).join(' and ')],
      ['Speed', `${figures(payloadMBps)} MB/s each way`],
      ['Used', percent(numberAt(map, 'link', 'usedPercent', row))],
    ];
  },
  array: (_map, storage, row) => {
    const of = (list: readonly { readonly array: number }[]): number =>
      list.filter(({ array }) => array === row).length;
    return [
      ['Kind', storage.arrays[row]!.access],
      ['Controllers', figures(of(storage.controllers))],
      ['RAID groups', figures(of(storage.raidGroups))],
      ['LUNs', figures(of(storage.luns))],
    ];
  },
  controller: (map, storage, row) => {
    const owners = columnOf(map.tables, 'lun', 'owner');
    const owned = storage.luns.filter((lun, at) => (owners?.[at] ?? lun.controller) === row);
    return [
      ['Array', storage.arrays[storage.controllers[row]!.array]!.name],
      ['Owns', owned.length === 0 ? 'no LUN' : owned.map(({ name }) => name).join(', ')],
      ...pathFacts(map, storage, 'controller', row),
    ];
  },
  raidGroup: (map, storage, row) => {
    const { level, diskClass, spindles } = storage.raidGroups[row]!;
    return [
      ['Disks', `${spindles} × ${diskClass}, ${level}`],
      ['Busy', percent(numberAt(map, 'raidGroup', 'busyPercent', row))],
      ['Disk operations', `${figures(numberAt(map, 'raidGroup', 'iops', row))} a second`],
    ];
  },
  lun: (map, storage, row) => {
    const { array, raidGroup, controller, sizeMiB } = storage.luns[row]!;
    const owner = columnOf(map.tables, 'lun', 'owner')?.[row] ?? controller;
    const home = storage.controllers[controller]?.name ?? 'none';
    const now = storage.controllers[owner]?.name ?? 'none';
    const group = storage.raidGroups[raidGroup];
    return [
      ['Array', `${storage.arrays[array]!.name}, ${storage.arrays[array]!.access}`],
      ['Owner', now === home ? now : `${now}, at home on ${home}`],
      ...(group === undefined
        ? []
        : [['RAID group', `${group.name}, ${group.spindles} disks`] as const]),
      ['Size', memory(sizeMiB)],
      ...queueFacts(map, datastoresOnLun(storage, row)),
    ];
  },
  datastore: (map, storage, row) => {
    const { on, format, capacityMiB } = storage.datastores[row]!;
    const free = numberAt(map, 'datastore', 'freePercent', row);
    const capacity = capacityMiB === null ? 'without end' : memory(capacityMiB);
    const states = columnOf(map.tables, 'mount', 'state');
    const mounts = storage.mounts.flatMap((mount, at) => (mount.datastore === row ? [at] : []));
    const cut = mounts.filter((at) => (states?.[at] ?? 0) > 0).length;
    const mounted = several(mounts.length, 'host');
    return [
      ['Lies on', on === null ? 'nothing that is described' : nameAt(storage, on)],
      ['Format', format],
      ['Capacity', Number.isNaN(free) ? capacity : `${capacity}, ${percent(free)} free`],
      ['Mounted by', cut === 0 ? mounted : `${mounted}, ${figures(cut)} cannot reach it now`],
      ...queueFacts(map, [row]),
    ];
  },
  nas: (_map, storage, row) => [
    ['Network', nameAt(storage, { kind: 'network', row: storage.nas[row]!.network })],
  ],
  nic: (map, storage, row) => {
    const { network, payloadMBps } = storage.nics[row]!;
    const [sent, received] = ['sentMBps', 'receivedMBps'].map((name) =>
      numberAt(map, 'nic', name, row),
    );
    return [
      ['Network', storage.networks[network]!.name],
      ['Speed', `${figures(payloadMBps)} MB/s each way`],
      ['Sends, receives', `${figures(sent!)}, ${figures(received!)} MB/s`],
    ];
  },
  cable: (_map, storage, row) => [['Of', nameAt(storage, storage.cables[row]!.end)]],
  disk: (map, storage, row) => {
    const { vm, datastore, sizeMiB } = storage.disks[row]!;
    return [
      ['VM', map.scene.vms[vm]?.name ?? ''],
      ['Datastore', storage.datastores[datastore]!.name],
      ['Size', memory(sizeMiB)],
    ];
  },
  path: (map, storage, row) => {
    const { hba, port, junctions } = storage.paths[row]!;
    const way = junctions.map((junction) => nameAt(storage, junction)).join(' → ');
    return [
      ['Way', `${storage.hbas[hba]!.name} → ${way} → ${storage.ports[port]!.name}`],
      ...pathFacts(map, storage, 'path', row),
    ];
  },
};

function numberAt({ tables }: MapState, kind: string, column: string, row: number): number {
  return columnOf(tables, kind, column)?.[row] ?? Number.NaN;
}

const lists: Readonly<Record<string, keyof SceneStorage>> = {
  switch: 'switches',
  network: 'networks',
  hba: 'hbas',
  port: 'ports',
  lun: 'luns',
  nas: 'nas',
  raidGroup: 'raidGroups',
};

function nameAt(storage: SceneStorage, { kind, row }: RowOf): string {
  const list = storage[lists[kind] ?? 'switches'] as readonly { readonly name: string }[];
  return list[row]?.name ?? '';
}

function traffic(map: MapState, kind: 'hba' | 'port', row: number): Fact[] {
  const of = (column: string): number => numberAt(map, kind, column, row);
  if (Number.isNaN(of('readMBps'))) return [];
  return [
    ['Reads, writes', `${figures(of('readMBps'))}, ${figures(of('writeMBps'))} MB/s`],
    ['Used', percent(of('usedPercent'))],
    ['Outstanding', figures(of('outstanding'))],
  ];
}

function datastoresOnLun({ datastores }: SceneStorage, row: number): number[] {
  return datastores.flatMap(({ on }, at) => (on?.kind === 'lun' && on.row === row ? [at] : []));
}

function queueFacts(map: MapState, datastores: readonly number[]): Fact[] {
  const by = mountsByDatastore(map);
  const queue = queueOf(
    map,
    datastores.flatMap((row) => by[row] ?? []),
  );
  if (!(queue.iops > 0)) return [['I/O', 'none']];
  const waits = queue.waiting >= noticedWaiting ? `, ${figures(queue.waiting)} wait` : '';
  const facts: Fact[] = [
    ['I/O', `${figures(queue.iops)} IOPS`],
    ['Latency', `${figures(queue.kernelMs)} ms kernel, ${figures(queue.deviceMs)} ms device`],
  ];
  if (queue.slots > 0) {
    facts.push(['Slots', `${figures(queue.inDevice)} of ${figures(queue.slots)} taken${waits}`]);
  }
  return facts;
}

/** Paths through a part by their state, over all LUNs. */
function pathFacts(map: MapState, storage: SceneStorage, kind: string, row: number): Fact[] {
  const states = columnOf(map.tables, 'mountPath', 'state');
  if (states === undefined) return [];
  const words = map.scene.states['mountPath'] ?? [];
  const counts = words.map(() => 0);
  for (const { paths, firstRow } of storage.mounts) {
    paths.forEach((path, place) => {
      if (crosses(map, path, kind, row)) counts[states[firstRow + place] ?? 0]! += 1;
    });
  }
  const parts = words.flatMap((word, place) =>
    (counts[place] ?? 0) > 0 ? [`${figures(counts[place]!)} ${word}`] : [],
  );
  return parts.length === 0 ? [] : [['Ways to LUNs', parts.join(', ')]];
}
