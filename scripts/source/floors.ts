/**
 * The floors of `packages/core/src`. Imports go to lower floors only; docs/ARCHITECTURE.md and
 * docs/decisions/0004-floors.md say why.
 */
export interface Floor {
  readonly number: number;
  /** Folders and, on the top floor, files directly in `src`. */
  readonly folders: readonly string[];
  /** What it holds, for the generated map. */
  readonly doc: string;
}

export const floors: readonly Floor[] = [
  { number: 0, folders: ['declare', 'engine'], doc: 'declarations as data; time and chance' },
  { number: 1, folders: ['sharing', 'observe'], doc: 'dividing resources; measuring' },
  { number: 2, folders: ['inventory'], doc: 'entities and their state, without policy' },
  { number: 3, folders: ['hypervisor', 'guest'], doc: 'what hosts and guests do' },
  { number: 4, folders: ['services'], doc: 'what watches over hosts and guests' },
  { number: 5, folders: ['answers'], doc: 'composition and the public face' },
];

/** Whose folders are mechanisms that meet only through the inventory's ports. */
export const foldersOfSiblings: readonly string[] = ['hypervisor', 'services'];

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
  const floor = floors.find((candidate) => candidate.folders.includes(folder));
  if (floor === undefined) return undefined;
  return { floor: floor.number, folder, mechanism: parts.length > 2 ? (parts[1] ?? '') : '' };
}
