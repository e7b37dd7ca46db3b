import type { Health } from './health.ts';
import type { Entity, Inventory } from './inventory.ts';
import type { TreeRow } from './tree-rows.ts';

/** What the rows about storage are made from. */
export interface StorageTreeInput {
  readonly inventory: Inventory;
  readonly healthOf: (entity: Entity) => Health;
  /** Right of the name: a figure that explains the health, or what it is. */
  readonly noteOf: (entity: Entity) => string;
  readonly isOpen: (key: string, byDefault: boolean) => boolean;
}

/** Up to so many VMs what holds others is open at first. */
const openVmsMost = 40;

/** Makes the rows of one order of the tree. */
class Rows {
  readonly rows: TreeRow[] = [];
  private readonly input: StorageTreeInput;

  constructor(input: StorageTreeInput) {
    this.input = input;
  }

  /** A line for an entity; `below` makes the lines under it while it is open. */
  entity(id: number, depth: number, parent: string, below?: (key: string) => void): void {
    const { inventory, healthOf, noteOf, isOpen } = this.input;
    const entity = inventory.byId.get(id);
    if (entity === undefined) return;
    const { kind, name } = entity;
    const isSmall = inventory.scene.vms.length <= openVmsMost;
    const key = `${parent} > ${kind} ${name}`;
    const opens = below === undefined ? undefined : isOpen(key, depth < 2 && isSmall);
    const told = { health: healthOf(entity), note: noteOf(entity), isOpen: opens };
    this.rows.push({ key, depth, id, kind, name: shortened(name, parent), ...told });
    if (opens === true) below?.(key);
  }

  /** A line that holds others and is nothing by itself. */
  group(
    name: string,
    depth: number,
    parent: string,
    count: number,
    below: (key: string) => void,
  ): void {
    if (count === 0) return;
    const key = `${parent} > group ${name}`;
    const isOpen = this.input.isOpen(key, depth === 0);
    const plain = { id: undefined, kind: 'group', health: 'ok' as const, note: String(count) };
    this.rows.push({ key, depth, name, isOpen, ...plain });
    if (isOpen) below(key);
  }
}

/** Under its owner a part goes by its own name: `vmhba1` of `esx01:vmhba1`. */
function shortened(name: string, parent: string): string {
  const owner = parent.split(' ').at(-1) ?? '';
  return owner !== '' && name.startsWith(`${owner}:`) ? name.slice(owner.length + 1) : name;
}

/** Datastores in the order of the inventory, each with the VMs that lie on it. */
export function datastoreRows(input: StorageTreeInput): readonly TreeRow[] {
  const { scene } = input.inventory;
  const { storage } = scene;
  if (storage === undefined) return [];
  const vmsOn: Set<number>[] = storage.datastores.map(() => new Set());
  for (const { vm, datastore } of storage.disks) vmsOn[datastore]?.add(vm);
  const rows = new Rows(input);
  storage.datastores.forEach(({ id }, row) => {
    const vms = vmsOn[row]!;
    const below = (key: string): void => {
      for (const vm of vms) rows.entity(scene.vms[vm]!.id, 1, key);
    };
    rows.entity(id, 0, 'stores', vms.size === 0 ? undefined : below);
  });
  return rows.rows;
}

/** The SAN: hosts with their adapters and paths, switches, arrays with all that is in them. */
export function fabricRows(input: StorageTreeInput): readonly TreeRow[] {
  const { scene } = input.inventory;
  const { storage } = scene;
  if (storage === undefined) return [];
  const rows = new Rows(input);
  const plain = (list: readonly { readonly id: number }[], depth: number, key: string): void => {
    for (const { id } of list) rows.entity(id, depth, key);
  };
  const adapters = (host: number) => storage.hbas.filter((hba) => hba.host === host);
  const wired = scene.hosts.flatMap((host, row) =>
    adapters(row).length > 0 ? [{ host, row }] : [],
  );
  rows.group('Hosts', 0, 'fabric', wired.length, (key) => {
    for (const { host, row } of wired) {
      rows.entity(host.id, 1, key, (ofHost) => {
        for (const hba of adapters(row)) {
          const at = storage.hbas.indexOf(hba);
          const paths = storage.paths.filter((path) => path.hba === at);
          rows.entity(
            hba.id,
            2,
            ofHost,
            paths.length === 0 ? undefined : (of) => plain(paths, 3, of),
          );
        }
      });
    }
  });
  rows.group('Switches', 0, 'fabric', storage.switches.length, (key) => {
    plain(storage.switches, 1, key);
    plain(storage.links, 1, key);
  });
  rows.group('Arrays', 0, 'fabric', storage.arrays.length, (key) => {
    storage.arrays.forEach(({ id }, row) => {
      rows.entity(id, 1, key, (ofArray) => arrayRows(input, rows, row, ofArray));
    });
  });
  rows.group('File servers', 0, 'fabric', storage.nas.length, (key) => plain(storage.nas, 1, key));
  rows.group('Networks', 0, 'fabric', storage.networks.length, (key) => {
    plain(storage.networks, 1, key);
  });
  return rows.rows;
}

function arrayRows({ inventory }: StorageTreeInput, rows: Rows, array: number, key: string): void {
  const storage = inventory.scene.storage!;
  storage.controllers.forEach((controller, row) => {
    if (controller.array !== array) return;
    const ports = storage.ports.filter((port) => port.controller === row);
    rows.entity(controller.id, 2, key, (of) => {
      for (const { id } of ports) rows.entity(id, 3, of);
    });
  });
  for (const lun of storage.luns) if (lun.array === array) rows.entity(lun.id, 2, key);
  for (const group of storage.raidGroups) if (group.array === array) rows.entity(group.id, 2, key);
}
