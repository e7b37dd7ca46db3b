import { clusterHealth, type Health, worstHealth } from './health.ts';
import type { Inventory, Placement } from './inventory.ts';

/** One line of the tree. */
export interface TreeRow {
  /** Stays the same while its entity does; groups have names of their own. */
  readonly key: string;
  readonly depth: number;
  /** Entity; undefined for a group, such as the VMs on no host. */
  readonly id: number | undefined;
  readonly kind: string;
  readonly name: string;
  readonly health: Health;
  /** Right of the name: a count, or a figure that explains the health. */
  readonly note: string;
  /** Undefined: nothing below it. */
  readonly isOpen: boolean | undefined;
}

/** What the rows of the tree are made from. */
export interface TreeInput {
  readonly inventory: Inventory;
  readonly placement: Placement;
  readonly vmHealths: readonly Health[];
  readonly hostHealths: readonly Health[];
  /** Column `readyPercent` of the VMs. */
  readonly readyPercent: ArrayLike<number> | undefined;
  /** Latency of a VM that suffers from its disk; undefined of one that does not. */
  readonly diskWords?: (vm: number) => string | undefined;
  /** How far a VM that boots has come, 0 to 1. */
  readonly bootFraction: (vm: number) => number;
  /** Whether the row with this key is open; clusters are at first. */
  readonly isOpen: (key: string, byDefault: boolean) => boolean;
}

/** Up to so many VMs the hosts are open at first: all of them can nearly be seen at once. */
const openVmsMost = 40;

/** The lines of the tree from top to bottom: clusters, their hosts, their VMs; then pools. */
export function treeRows(input: TreeInput): readonly TreeRow[] {
  const rows: TreeRow[] = [];
  const { scene, hostsOfCluster, loneHosts } = input.inventory;
  scene.clusters.forEach((cluster, row) => {
    const hosts = hostsOfCluster[row] ?? [];
    const key = `cluster ${cluster.name}`;
    const isOpen = input.isOpen(key, true);
    const { id, name } = cluster;
    const health = clusterHealth(hosts.map((host) => input.hostHealths[host] ?? 'unknown'));
    rows.push({
      key,
      depth: 0,
      id,
      kind: 'cluster',
      name,
      health,
      note: cluster.hasHa ? 'HA' : '',
      isOpen,
    });
    if (isOpen) for (const host of hosts) addHost(rows, input, host, 1);
  });
  for (const host of loneHosts) addHost(rows, input, host, 0);
  addHomeless(rows, input);
  addPools(rows, input);
  return rows;
}

function addHost(rows: TreeRow[], input: TreeInput, host: number, depth: number): void {
  const scene = input.inventory.scene.hosts[host]!;
  const { id, name } = scene;
  const vms = input.placement.onHost[host] ?? [];
  const key = `host ${name}`;
  const isSmall = input.inventory.scene.vms.length <= openVmsMost;
  const isOpen = vms.length === 0 ? undefined : input.isOpen(key, isSmall);
  const health = input.hostHealths[host] ?? 'unknown';
  const lost = vms.filter((vm) => ['down', 'waiting'].includes(input.vmHealths[vm] ?? '')).length;
  const note = lost > 0 ? `${lost} down` : String(vms.length);
  rows.push({ key, depth, id, kind: 'host', name, health, note, isOpen });
  if (isOpen === true) for (const vm of vms) addVm(rows, input, vm, depth + 1, key);
}

function addVm(rows: TreeRow[], input: TreeInput, vm: number, depth: number, parent: string): void {
  const { id, name } = input.inventory.scene.vms[vm]!;
  const health = input.vmHealths[vm] ?? 'unknown';
  const note = noteOf(input, vm, health);
  rows.push({
    key: `${parent} > vm ${name}`,
    depth,
    id,
    kind: 'vm',
    name,
    health,
    note,
    isOpen: undefined,
  });
}

/** Of a VM that waits its ready time, of one that boots how far it is, else what it is. */
function noteOf(input: TreeInput, vm: number, health: Health): string {
  if (health === 'ok') return '';
  if (health === 'starting') return `${Math.round(100 * input.bootFraction(vm))} %`;
  const isConstrained = health === 'constrained' || health === 'failing';
  if (!isConstrained) return health;
  return input.diskWords?.(vm) ?? `${Math.round(input.readyPercent?.[vm] ?? 0)} %`;
}

function addHomeless(rows: TreeRow[], input: TreeInput): void {
  const { homeless } = input.placement;
  if (homeless.length === 0) return;
  const key = 'group homeless';
  const isOpen = input.isOpen(key, false);
  const health = worstHealth(homeless.map((vm) => input.vmHealths[vm] ?? 'unknown'));
  const note = String(homeless.length);
  rows.push({
    key,
    depth: 0,
    id: undefined,
    kind: 'group',
    name: 'on no host',
    health,
    note,
    isOpen,
  });
  if (isOpen) for (const vm of homeless) addVm(rows, input, vm, 1, key);
}

function addPools(rows: TreeRow[], input: TreeInput): void {
  const { scene } = input.inventory;
  const members: number[][] = scene.pools.map(() => []);
  scene.vms.forEach(({ pool }, vm) => {
    members[pool]?.push(vm);
  });
  const add = (row: number, depth: number): void => {
    const { id, name } = scene.pools[row]!;
    const vms = members[row] ?? [];
    const children = scene.pools.flatMap(({ parent }, child) =>
      parent.kind === 'pool' && parent.row === row ? [child] : [],
    );
    const key = `pool ${name}`;
    const hasMore = vms.length + children.length > 0;
    const isOpen = hasMore ? input.isOpen(key, false) : undefined;
    const health = worstHealth(vms.map((vm) => input.vmHealths[vm] ?? 'unknown'));
    const note = String(vms.length);
    rows.push({ key, depth, id, kind: 'pool', name, health, note, isOpen });
    if (isOpen !== true) return;
    for (const child of children) add(child, depth + 1);
    for (const vm of vms) addVm(rows, input, vm, depth + 1, key);
  };
  scene.pools.forEach(({ parent }, row) => {
    if (parent.kind !== 'pool') add(row, 0);
  });
}
