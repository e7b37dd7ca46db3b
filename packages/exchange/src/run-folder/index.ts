/** Run folders: what `vdcsim run` leaves behind, written as the run goes on, and read again. */
export { type Disk, nodeDisk } from './disk.ts';
export { type RunFolderCode, RunFolderError, runFolderErrors } from './errors.ts';
export type { EntityNames } from './metrics-file.ts';
export { isRunFolder, type RunFolder, readRunFolder } from './read-run-folder.ts';
export { type RunContent, type RunFolderOptions, RunFolderWriter } from './run-folder-writer.ts';
export type { InputFile, RunInputs } from './run-inputs.ts';
export { type RunPlace, runName } from './run-place.ts';
