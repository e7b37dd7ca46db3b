/** From the scene and a frame to the graph of flows: what is shown, what is folded. */
import type { RowOf, SceneMount, ScenePath, SceneStorage } from '@vdcsim/protocol';
import { columnOf, stateOf } from '../../state/health.ts';
import type { MapState } from '../contract.ts';
import { count } from '../words.ts';
import { chooseShown } from './choose-shown.ts';
import { FabricGraph, type FabricNode, type NodeState } from './fabric-graph.ts';
import { type FabricShape, fabricShape } from './fabric-shape.ts';
import { type Amounts, added, amountsOfMount, nothing, scaled, total } from './tenants.ts';
import { addVms } from './vm-flows.ts';

/** How much there is room for. */
export interface FabricRoom {
  readonly hosts: number;
  readonly ends: number;
  readonly vmsPerHost: number;
}

/** What was shown in the frame before, by row. */
export interface ShownBefore {
  readonly hosts: ReadonlySet<number>;
  readonly ends: ReadonlySet<number>;
}

export interface FabricModel {
  readonly shape: FabricShape;
  readonly graph: FabricGraph;
  /** Rows of the hosts and datastores that are shown by themselves. */
  readonly hosts: readonly number[];
  readonly ends: readonly number[];
  /** By row of datastore: what all hosts carry there. */
  readonly ofDatastore: readonly Amounts[];
  /** By row of host. */
  readonly ofHost: readonly Amounts[];
  readonly all: Amounts;
  /** Keys of adapters and ports whose cables are out. */
  readonly cut: ReadonlySet<string>;
  /** Key of the node of a host, and of a datastore's end. */
  hostKey(host: number): string;
  endKey(datastore: number): string;
}

/** Nodes of what is folded together. */
export const moreHosts = 'host:more';
export const moreEnds = 'end:more';

/** Builds the model; `undefined` where the scene has no storage. */
export function fabricModel(
  map: MapState,
  room: FabricRoom,
  before: ShownBefore,
): FabricModel | undefined {
  const { storage } = map.scene;
  if (storage === undefined) return undefined;
  const amounts = storage.mounts.map((_, mount) => amountsOfMount(map.tables, mount));
  const sums = sumsOf(map, storage, amounts);
  const always = alwaysShown(map, storage);
  const hosts = chooseShown(sums.ofHost.map(total), room.hosts, before.hosts, always.hosts);
  const lain = new Set(storage.disks.map(({ datastore }) => datastore));
  // A local disk on which nothing lies is no end of anything.
  const isUsed = (row: number): boolean =>
    storage.datastores[row]!.on?.kind !== 'raidGroup' || lain.has(row) || always.ends.has(row);
  const weights = sums.ofDatastore.map(total);
  const chosen = chooseShown(weights, room.ends, before.ends, always.ends);
  const ends = chosen.filter(isUsed);
  const [shownHosts, shownEnds] = [new Set(hosts), new Set(ends)];
  const graph = new FabricGraph();
  const model: FabricModel = {
    ...{ shape: fabricShape(storage), graph, hosts, ends, ...sums, cut: cutEnds(map, storage) },
    hostKey: (host) => (shownHosts.has(host) ? `host:${host}` : moreHosts),
    endKey: (datastore) => (shownEnds.has(datastore) ? `end:${datastore}` : moreEnds),
  };
  addHosts(map, model);
  addEnds(map, storage, model);
  storage.mounts.forEach((mount, row) => {
    addMount(map, storage, model, { mount, amounts: amounts[row] ?? nothing });
  });
  addVms(map, model, room.vmsPerHost);
  graph.splitLeaps();
  return model;
}

function sumsOf(map: MapState, { mounts, datastores }: SceneStorage, amounts: readonly Amounts[]) {
  const ofHost = map.scene.hosts.map(() => nothing);
  const ofDatastore = datastores.map(() => nothing);
  let all = nothing;
  mounts.forEach(({ host, datastore }, row) => {
    const flow = amounts[row]!;
    ofHost[host] = added(ofHost[host]!, flow);
    ofDatastore[datastore] = added(ofDatastore[datastore]!, flow);
    all = added(all, flow);
  });
  return { ofHost, ofDatastore, all };
}

function cutEnds(map: MapState, { cables }: SceneStorage): Set<string> {
  const isOut = (row: number): boolean => partState(map, 'cable', row) === 'failed';
  const out = cables.filter((_, row) => isOut(row));
  return new Set(out.map(({ end }) => `${end.kind}:${end.row}`));
}

/** What is selected is never folded. */
function alwaysShown(map: MapState, { datastores, disks, hbas }: SceneStorage) {
  const hosts = new Set<number>();
  const ends = new Set<number>();
  const { scene, selected, tables } = map;
  scene.hosts.forEach(({ id }, row) => {
    if (id === selected) hosts.add(row);
  });
  for (const { id, host } of hbas) if (id === selected) hosts.add(host);
  datastores.forEach((datastore, row) => {
    if (datastore.id === selected || entityOfEnd(map, row) === selected) ends.add(row);
  });
  const vm = scene.vms.findIndex(({ id }) => id === selected);
  if (vm < 0) return { hosts, ends };
  hosts.add(columnOf(tables, 'vm', 'host')?.[vm] ?? -1);
  for (const disk of disks) if (disk.vm === vm) ends.add(disk.datastore);
  return { hosts, ends };
}

/** Entity that stands for the end of a datastore: its LUN where it has one. */
export function entityOfEnd({ scene }: MapState, datastore: number): number | undefined {
  const { storage } = scene;
  const row = storage?.datastores[datastore];
  const lun = row?.on?.kind === 'lun' ? storage?.luns[row.on.row] : undefined;
  return lun?.id ?? row?.id;
}

/** How a part stands: hung counts as failed. */
export function partState(map: MapState, kind: string, row: number): NodeState {
  const word = stateOf(map.scene, map.tables, kind, row);
  if (word === 'failed' || word === 'hung' || word === 'powered-off') return 'failed';
  return word === 'slow' ? 'slow' : 'working';
}

function addHosts(map: MapState, { graph, hosts, hostKey }: FabricModel): void {
  const { scene } = map;
  for (const host of hosts) {
    const { id, name } = scene.hosts[host]!;
    const key = hostKey(host);
    const state = partState(map, 'host', host);
    graph.node({
      key,
      column: 1,
      kind: 'host',
      entity: id,
      name,
      state,
      block: key,
      isPassed: false,
    });
  }
  const folded = scene.hosts.length - hosts.length;
  if (folded === 0) return;
  graph.node({
    ...{ key: moreHosts, column: 1, kind: 'more', entity: undefined, state: 'working' },
    ...{ name: `${count(folded)} more`, block: moreHosts, isPassed: false },
  });
}

function addEnds(map: MapState, storage: SceneStorage, { graph, shape, ends }: FabricModel): void {
  const common = { column: shape.end, block: '', isPassed: false } as const;
  for (const datastore of ends) {
    const row = storage.datastores[datastore]!;
    const lun = row.on?.kind === 'lun' ? storage.luns[row.on.row] : undefined;
    const array = lun === undefined ? 'working' : partState(map, 'array', lun.array);
    const ofGroup =
      lun === undefined || lun.raidGroup < 0 ? array : partState(map, 'raidGroup', lun.raidGroup);
    const state = array === 'failed' ? array : ofGroup;
    const [kind, name] = lun === undefined ? ['datastore', row.name] : ['lun', lun.name];
    const entity = entityOfEnd(map, datastore);
    graph.node({ ...common, key: `end:${datastore}`, kind, entity, name, state });
  }
  const folded = storage.datastores.length - ends.length;
  if (folded === 0) return;
  const name = `${count(folded)} more`;
  graph.node({ ...common, key: moreEnds, kind: 'more', entity: undefined, name, state: 'working' });
}

interface MountFlow {
  readonly mount: SceneMount;
  readonly amounts: Amounts;
}

/** The flow of a mount, path by path; without paths straight, or over the network of its server. */
function addMount(
  map: MapState,
  storage: SceneStorage,
  model: FabricModel,
  { mount, amounts }: MountFlow,
): void {
  const { graph } = model;
  const ends = [model.hostKey(mount.host), model.endKey(mount.datastore)] as const;
  if (mount.paths.length === 0) {
    const between = serverWay(map, storage, model, mount.datastore);
    const way = [ends[0], ...between, ends[1]];
    graph.flow(way, amounts);
    return;
  }
  const shares = sharesOfPaths(map, mount);
  mount.paths.forEach((row, place) => {
    const path = storage.paths[row]!;
    const way = [ends[0], ...pathWay(map, storage, model, path), ends[1]];
    graph.flow(way, scaled(amounts, shares[place]!));
    markPath(map, model, way, mount.firstRow + place);
  });
}

/** Part of the mount's flow that each path has: as frames tell, else all active ones alike. */
export function sharesOfPaths({ tables }: MapState, { paths, firstRow }: SceneMount): number[] {
  const told = columnOf(tables, 'mountPath', 'MBps');
  const states = columnOf(tables, 'mountPath', 'state');
  const rates = paths.map((_, place) => Math.max(0, told?.[firstRow + place] ?? 0));
  const sum = rates.reduce((a, b) => a + b, 0);
  if (sum > 0) return rates.map((rate) => rate / sum);
  const isActive = paths.map((_, place) => (states?.[firstRow + place] ?? 1) === 0);
  const active = isActive.filter(Boolean).length;
  return isActive.map((is, place) => (active > 0 ? (is ? 1 / active : 0) : place === 0 ? 1 : 0));
}

const deadState = 2;

/** Notes on the links of a path that it is there, and whether it is dead. */
function markPath(
  { tables }: MapState,
  { graph }: FabricModel,
  way: readonly string[],
  row: number,
): void {
  const isDead = columnOf(tables, 'mountPath', 'state')?.[row] === deadState;
  for (let at = 1; at < way.length - 1; at++) {
    const link = graph.link(way[at - 1]!, way[at]!);
    if (isDead) link.isDead = true;
    else link.isStandby = true;
  }
}

/** Nodes of a path between host and end. */
export function pathWay(
  map: MapState,
  storage: SceneStorage,
  model: FabricModel,
  { hba, port, junctions }: ScenePath,
): string[] {
  const { shape, graph } = model;
  const adapter = storage.hbas[hba]!;
  const block = model.hostKey(adapter.host);
  const isFolded = block === moreHosts;
  const hbaKey = isFolded ? 'hba:more' : `hba:${hba}`;
  graph.node({
    ...{ key: hbaKey, column: shape.hba, block, isPassed: false },
    ...(isFolded
      ? { kind: 'more', entity: undefined, name: 'HBAs', state: 'working' as const }
      : part(map, 'hba', hba, adapter)),
    isCut: model.cut.has(`hba:${hba}`) || partState(map, 'host', adapter.host) === 'failed',
  });
  const passed = junctions.map((junction, place) =>
    addJunction(map, storage, model, junction, place),
  );
  const target = storage.ports[port]!;
  const portKey = `port:${port}`;
  if (!graph.nodes.has(portKey)) {
    const controller = partState(map, 'controller', target.controller);
    const own = part(map, 'port', port, target);
    const state = controller === 'failed' ? controller : own.state;
    const place = { key: portKey, column: shape.port, block: '', isPassed: false } as const;
    graph.node({ ...own, ...place, state, isCut: model.cut.has(portKey) });
  }
  return [hbaKey, ...passed, portKey];
}

function addJunction(
  map: MapState,
  storage: SceneStorage,
  { shape, graph }: FabricModel,
  junction: RowOf,
  place: number,
): string {
  const key = shape.junctionKey(junction, place);
  if (graph.nodes.has(key)) return key;
  const { kind, row } = junction;
  const entity = (kind === 'switch' ? storage.switches : storage.networks)[row]!;
  const column = shape.junctionColumn(junction, place);
  return graph.node({ ...part(map, kind, row, entity), key, column, block: '', isPassed: false });
}

/** Network and file server of a datastore on one; nothing for local and plain ones. */
export function serverWay(
  map: MapState,
  storage: SceneStorage,
  model: FabricModel,
  datastore: number,
): string[] {
  const on = storage.datastores[datastore]?.on;
  if (on?.kind !== 'nas') return [];
  const server = storage.nas[on.row]!;
  const network = addJunction(map, storage, model, { kind: 'network', row: server.network }, 0);
  const own = part(map, 'nas', on.row, server);
  const key = `nas:${on.row}`;
  model.graph.node({ ...own, key, column: model.shape.port, block: '', isPassed: false });
  return [network, key];
}

function part(
  map: MapState,
  kind: string,
  row: number,
  { id, name }: { readonly id: number; readonly name: string },
): Pick<FabricNode, 'kind' | 'entity' | 'name' | 'state'> {
  return { kind, entity: id, name: shortName(name, kind), state: partState(map, kind, row) };
}

/** The name within its owner: `vmhba1`, `spa:p0`. */
export function shortName(name: string, kind: string): string {
  if (kind !== 'hba' && kind !== 'port') return name;
  return name.slice(name.indexOf(':') + 1);
}
