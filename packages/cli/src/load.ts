import { accessSync, closeSync, constants, openSync, readSync, statSync } from 'node:fs';
import { isAbsolute, relative } from 'node:path';
import { diskFiles } from '@vdcsim/exchange';
import {
  type Diagnostic,
  type LoadedScenario,
  type ParseOptions,
  parseScenario,
  ScenarioErrors,
} from '@vdcsim/scenario';
import { CommandError } from './command-error.ts';

/** How a scenario is loaded from disk. */
export interface LoadOptions extends ParseOptions {
  /** Where traces are looked for that do not lie beside the scenario. Default: `VDCSIM_DATA`. */
  readonly dataFolder?: string | undefined;
  /** Tells where a file is now that is no longer where it was. */
  readonly findMoved?: (path: string) => string | undefined;
}

/**
 * Loads a scenario from a file, with the parts and traces that it names.
 * @throws CommandError FILE_UNREADABLE; ScenarioErrors with all that is wrong in any of the files
 */
export function loadScenario(path: string, options: LoadOptions = {}): LoadedScenario {
  checkReadable(path);
  const dataFolder = options.dataFolder ?? usualDataFolder();
  if (dataFolder !== undefined) checkFolder(dataFolder);
  try {
    return parseScenario(path, diskFiles(dataFolder, options.findMoved), options);
  } catch (error) {
    if (!(error instanceof ScenarioErrors)) throw error;
    throw new ScenarioErrors(error.diagnostics.map(fromHere), error.warnings.map(fromHere));
  }
}

/** What VDCSIM_DATA names; undefined where it is not set, or empty. */
export function usualDataFolder(): string | undefined {
  return process.env['VDCSIM_DATA'] || undefined;
}

/** Paths below the working folder are said as seen from there. */
function fromHere(diagnostic: Diagnostic): Diagnostic {
  if (!isAbsolute(diagnostic.file)) return diagnostic;
  const path = relative(process.cwd(), diagnostic.file);
  return path === '' || path.startsWith('..') ? diagnostic : { ...diagnostic, file: path };
}

function checkReadable(path: string): void {
  const problem = problemOf(path);
  if (problem === undefined) return;
  throw new CommandError('FILE_UNREADABLE', `cannot read ${path}: ${problem}`);
}

/** Why a path is no scenario file that can be read; undefined when it may be one. */
function problemOf(path: string): string | undefined {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 'there is no such file';
  if (stats.isDirectory()) return 'it is a folder; name a scenario file or a run folder';
  if (!stats.isFile()) return 'it is no file';
  if (stats.size === 0) return 'the file is empty; a scenario starts with "vdcsim: 1"';
  try {
    accessSync(path, constants.R_OK);
  } catch {
    return 'permission is denied';
  }
  return isBinary(path) ? 'it is no text file; a scenario is YAML in UTF-8' : undefined;
}

/** Text holds no zero byte; the first 4 KiB tell. */
function isBinary(path: string): boolean {
  const head = new Uint8Array(4096);
  const file = openSync(path, 'r');
  try {
    const length = readSync(file, head);
    return head.subarray(0, length).includes(0);
  } finally {
    closeSync(file);
  }
}

function checkFolder(path: string): void {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true) return;
  throw new CommandError('FILE_UNREADABLE', `the data folder ${path} is not there`);
}
