/** Columns of the picture of storage: they follow from what a scenario has, once a scene. */
import type { RowOf, ScenePath, SceneStorage } from '@vdcsim/protocol';
import { figures } from '../words.ts';

/** One column, from left to right. */
export interface FabricColumn {
  readonly kind: 'vm' | 'host' | 'hba' | 'junction' | 'port' | 'end';
  readonly title: string;
  readonly about: string;
}

/** Places of columns; -1 where there is none of a kind. */
export interface FabricShape {
  readonly columns: readonly FabricColumn[];
  readonly hba: number;
  readonly port: number;
  readonly end: number;
  /** Column of a switch or network that is the `place`th on a path. */
  junctionColumn(junction: RowOf, place: number): number;
  /** Key of its node: one for all paths, unless paths cross it in both directions. */
  junctionKey(junction: RowOf, place: number): string;
}

const known = new WeakMap<SceneStorage, FabricShape>();

/** The shape of a scene's storage. */
export function fabricShape(storage: SceneStorage): FabricShape {
  const before = known.get(storage);
  if (before !== undefined) return before;
  const shape = shapeOf(storage);
  known.set(storage, shape);
  return shape;
}

function shapeOf(storage: SceneStorage): FabricShape {
  const ranks = ranksOf(storage.paths);
  const isOneWay = storage.paths.every(({ junctions }) =>
    junctions.every(
      (junction, place) =>
        place === 0 || ranks.get(nameOf(junction))! > ranks.get(nameOf(junctions[place - 1]!))!,
    ),
  );
  const columns: FabricColumn[] = [
    { kind: 'vm', title: 'VMs', about: 'most I/O first' },
    { kind: 'host', title: 'Hosts', about: 'MB/s to storage' },
  ];
  const hba = storage.hbas.length > 0 ? columns.push(hbaColumn(storage)) - 1 : -1;
  const first = columns.length;
  const depth = Math.max(0, ...ranks.values()) + 1;
  const stages = ranks.size > 0 ? depth : storage.nas.length > 0 ? 1 : 0;
  for (let stage = 0; stage < stages; stage++) columns.push(junctionColumn(storage, stage));
  const hasPorts = storage.ports.length + storage.nas.length > 0;
  const port = hasPorts ? columns.push(portColumn(storage)) - 1 : -1;
  const end = columns.push(endColumn(storage)) - 1;
  return {
    ...{ columns, hba, port, end },
    junctionColumn: (junction, place) =>
      first + (isOneWay ? (ranks.get(nameOf(junction)) ?? stages - 1) : place),
    junctionKey: (junction, place) =>
      isOneWay ? nameOf(junction) : `${nameOf(junction)}@${place}`,
  };
}

function nameOf({ kind, row }: RowOf): string {
  return `${kind}:${row}`;
}

/** How many junctions lie before each on any path. */
function ranksOf(paths: readonly ScenePath[]): Map<string, number> {
  const ranks = new Map<string, number>();
  for (const { junctions } of paths) {
    junctions.forEach((junction, place) => {
      const name = nameOf(junction);
      ranks.set(name, Math.max(ranks.get(name) ?? 0, place));
    });
  }
  return ranks;
}

function hbaColumn({ hbas }: SceneStorage): FabricColumn {
  const speeds = new Set(hbas.map(({ payloadMBps }) => payloadMBps));
  const [speed] = speeds;
  const about = speeds.size === 1 ? `${figures(speed ?? 0)} MB/s each way` : '';
  return { kind: 'hba', title: 'HBAs', about };
}

function junctionColumn({ switches }: SceneStorage, stage: number): FabricColumn {
  if (switches.length === 0) return { kind: 'junction', title: 'Networks', about: '' };
  return { kind: 'junction', title: stage === 0 ? 'Switches' : '', about: '' };
}

function portColumn({ ports, arrays }: SceneStorage): FabricColumn {
  if (ports.length === 0) return { kind: 'port', title: 'File servers', about: '' };
  const [first] = arrays;
  const about = arrays.length === 1 ? `${first!.name}, ${first!.access}` : '';
  return { kind: 'port', title: 'Array ports', about };
}

function endColumn({ luns, datastores }: SceneStorage): FabricColumn {
  const title = luns.length > 0 ? 'LUNs' : 'Datastores';
  const hasOthers = luns.length > 0 && datastores.some(({ on }) => on?.kind !== 'lun');
  return { kind: 'end', title, about: hasOthers ? 'and others' : '' };
}
