import { statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve } from 'node:path';
import type { LoggedCommand } from '@vdcsim/core';
import { type RunFolder, readRunFolder } from '@vdcsim/exchange';
import { type LoadedScenario, parseWhen } from '@vdcsim/scenario';
import { CommandError } from '../command-error.ts';
import { loadScenario, usualDataFolder } from '../load.ts';

/** Options of commands that run something. */
export interface RunRequest {
  readonly seed?: number | undefined;
  readonly run?: number | undefined;
  /** An instant of the language. */
  readonly until?: string | undefined;
  readonly data?: string | undefined;
}

/** Everything that a simulation starts from. */
export interface PreparedRun {
  /** The scenario file or run folder as it was named. */
  readonly target: string;
  readonly loaded: LoadedScenario;
  readonly seed: number;
  readonly run: number;
  readonly untilSeconds: number;
  readonly dataFolder: string | null;
  /** Given again when a run folder is replayed. */
  readonly commands: readonly LoggedCommand[];
  /** The run that is replayed; undefined for a scenario file. */
  readonly recorded: RunFolder | undefined;
}

/**
 * Loads what the user named: a scenario file, or a run folder that is to be replayed.
 * @throws CommandError, RunFolderError, ScenarioErrors
 */
export function prepareRun(target: string, request: RunRequest): PreparedRun {
  if (statSync(target, { throwIfNoEntry: false })?.isDirectory() === true) {
    return prepareReplay(target, request);
  }
  const dataFolder = request.data ?? usualDataFolder();
  const loaded = loadScenario(target, { dataFolder });
  return {
    ...{ target, loaded, dataFolder: dataFolder ?? null },
    seed: request.seed ?? loaded.scenario.seed,
    run: request.run ?? 1,
    untilSeconds: untilOf(loaded, request.until),
    ...{ commands: [], recorded: undefined },
  };
}

function prepareReplay(target: string, request: RunRequest): PreparedRun {
  const recorded = readRunFolder(target);
  if (request.seed !== undefined || request.run !== undefined) {
    throw new CommandError(
      'BAD_OPTION',
      'a replay has the seed and run number of its run folder; leave out --seed and --run, ' +
        'or run the scenario anew',
    );
  }
  const { inputs } = recorded;
  const dataFolder = request.data ?? usualDataFolder() ?? inputs.dataFolder ?? undefined;
  const loaded = loadScenario(recorded.scenarioFile, {
    dataFolder: isFolder(dataFolder) ? dataFolder : request.data,
    findMoved: (path) => movedTo(path, dataFolder, inputs),
  });
  checkInputs(recorded, loaded);
  return {
    ...{ target, loaded, recorded, dataFolder: dataFolder ?? null },
    ...{ seed: inputs.seed, run: inputs.run },
    untilSeconds:
      request.until === undefined ? inputs.untilSeconds : untilOf(loaded, request.until),
    commands: recorded.commands as readonly LoggedCommand[],
  };
}

function isFolder(path: string | undefined): boolean {
  return path !== undefined && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** The same place within the data folder, for a file that lay within the old one. */
function movedTo(
  path: string,
  dataFolder: string | undefined,
  inputs: RunFolder['inputs'],
): string | undefined {
  if (dataFolder === undefined || inputs.dataFolder === null || !isAbsolute(path)) return undefined;
  const within = relative(inputs.dataFolder, path);
  if (within.startsWith('..') || isAbsolute(within)) return undefined;
  const candidate = join(dataFolder, within);
  return statSync(candidate, { throwIfNoEntry: false }) === undefined ? undefined : candidate;
}

/** Scenario files are in the run folder itself; all else must have the contents it had. */
function checkInputs({ inputs }: RunFolder, loaded: LoadedScenario): void {
  const byPath = new Map(loaded.inputs.map((input) => [resolve(input.path), input.sha256]));
  const present = new Set(byPath.values());
  for (const { path, sha256 } of inputs.files) {
    const now = byPath.get(path);
    // Data that were moved have other paths, but the contents must be among what was read.
    const isSame = now === undefined ? present.has(sha256) : now === sha256;
    if (isSame || /\.(ya?ml|json)$/i.test(path)) continue;
    throw new CommandError(
      'INPUT_CHANGED',
      `${path} is no longer as it was when the run read it (SHA-256 ${sha256.slice(0, 12)}...); ` +
        'put the old file back, or run the scenario anew',
    );
  }
}

/** The instant at which to stop: the end, unless another one is asked for. */
export function untilOf(loaded: LoadedScenario, until: string | undefined): number {
  const { startEpochSeconds, durationSeconds } = loaded.scenario;
  if (until === undefined) return durationSeconds;
  return instantOf('--until', until, { startEpochSeconds, durationSeconds });
}

/** An instant of an option, in seconds after the start. @throws CommandError BAD_OPTION */
export function instantOf(
  option: string,
  text: string,
  span: { readonly startEpochSeconds: number; readonly durationSeconds: number },
): number {
  const instant = parseWhen(option, text, span);
  if (!instant.ok) throw new CommandError('BAD_OPTION', `${instant.what}; ${instant.remedy}`);
  if (instant.value <= span.durationSeconds) return instant.value;
  throw new CommandError(
    'BAD_OPTION',
    `${option}: "${text}" is after the end of the scenario; write "end" or an earlier instant`,
  );
}
