/**
 * The floors of `packages/core/src`. Imports go to lower floors only; docs/ARCHITECTURE.md and
 * docs/decisions/0004-floors.md say why.
 */
export interface Floor {
  readonly number: number;
  /** What each folder is; on the top floor there are also the files directly in `src`. */
  readonly folders: Readonly<Record<string, string>>;
}

export const floors: readonly Floor[] = [
  {
    number: 0,
    folders: {
      declare: 'How mechanisms declare keys, metrics, events, commands and errors: types only.',
      engine: 'Clock, timers, phases, components, stories, chance and arithmetic.',
    },
  },
  {
    number: 1,
    folders: {
      sharing: 'Dividing one resource among members.',
      observe: 'Metrics, event log, bindings, frames, judging of expectations.',
    },
  },
  { number: 2, folders: { inventory: 'Entities, their state and ports; no policy.' } },
  {
    number: 3,
    folders: {
      hypervisor: 'What hosts do by themselves.',
      guest: 'Workloads: what guests want over time.',
    },
  },
  { number: 4, folders: { services: 'What watches over hosts and guests.' } },
  { number: 5, folders: { answers: 'Summary and why: a run told in words and numbers.' } },
];

/** Whose folders are mechanisms that meet only through the inventory's ports. */
export const foldersOfSiblings: readonly string[] = ['hypervisor', 'services'];

/** Types only, so everybody may import it, the other folder of its floor too. */
export const groundFolder = 'declare';

/** The composition floor, where files directly in `src` stand. */
export const topFloor = 5;

const core = 'packages/core/src/';

/** Where a file of core stands. */
export interface Place {
  readonly floor: number;
  /** Folder of its floor; empty for files directly in `src`. */
  readonly folder: string;
  /** Folder below it (`cpu` of `hypervisor/cpu`); empty for files directly in the folder. */
  readonly mechanism: string;
}

/** Undefined for paths outside of core and for folders that no floor names. */
export function placeOf(path: string): Place | undefined {
  if (!path.startsWith(core)) return undefined;
  const parts = path.slice(core.length).split('/');
  if (parts.length === 1) return { floor: topFloor, folder: '', mechanism: '' };
  const folder = parts[0] ?? '';
  const floor = floors.find((candidate) => candidate.folders[folder] !== undefined);
  if (floor === undefined) return undefined;
  return { floor: floor.number, folder, mechanism: parts.length > 2 ? (parts[1] ?? '') : '' };
}

/** What the table says of a floor's folder; undefined for all others. */
export function folderDoc(path: string): string | undefined {
  const folder = path.startsWith(core) ? path.slice(core.length) : '';
  return floors.find(({ folders }) => folders[folder] !== undefined)?.folders[folder];
}
