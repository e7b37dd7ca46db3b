import { join } from 'node:path';
import type { Disk } from './disk.ts';
import { RunFolderError } from './errors.ts';

/** Where a run folder goes: a folder that the user named, or a free name within one. */
export type RunPlace =
  | { readonly folder: string }
  | { readonly parent: string; readonly name: string };

/** `first-steps-1-1`: scenario, seed and run number, in letters that every file system takes. */
export function runName(scenarioName: string, seed: number, run: number): string {
  const words = scenarioName
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 60);
  return `${words === '' ? 'scenario' : words}-${seed}-${run}`;
}

/**
 * Path of the folder that is to be made. A named folder must not exist or be empty; of a free
 * name the first one is taken of `NAME`, `NAME-2`, `NAME-3` ...
 * @throws RunFolderError RUN_FOLDER_TAKEN
 */
export function placeOf(place: RunPlace, disk: Disk): string {
  if ('folder' in place) {
    if (!disk.exists(place.folder)) return place.folder;
    if (disk.isEmptyFolder(place.folder)) return place.folder;
    throw new RunFolderError(
      'RUN_FOLDER_TAKEN',
      `${place.folder} exists and is not empty; name another folder, nothing is overwritten`,
    );
  }
  const first = join(place.parent, place.name);
  let path = first;
  for (let number = 2; disk.exists(path); number++) path = `${first}-${number}`;
  return path;
}
