import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Summary } from '@vdcsim/core';
import { diskProblem, RunFolderError } from './errors.ts';
import type { RunInputs } from './run-inputs.ts';

/** A run folder as it was written. The larger files are named, not read. */
export interface RunFolder {
  readonly folder: string;
  readonly scenarioFile: string;
  readonly eventsFile: string;
  readonly metricsFile: string;
  /** As logged; who wrote them knows their type. */
  readonly commands: readonly unknown[];
  readonly summary: Summary & { readonly wallSeconds: number };
  readonly inputs: RunInputs;
}

/** Says whether a path looks like a run folder: a folder with `inputs.json` and a scenario. */
export function isRunFolder(path: string): boolean {
  return existsSync(join(path, 'inputs.json')) && existsSync(join(path, 'scenario.yaml'));
}

/** Reads a run folder. @throws RunFolderError NOT_A_RUN_FOLDER */
export function readRunFolder(folder: string): RunFolder {
  if (!existsSync(folder)) throw damaged(folder, 'it does not exist');
  if (!statSync(folder).isDirectory()) throw damaged(folder, 'it is a file');
  const scenarioFile = presentFile(folder, 'scenario.yaml');
  const eventsFile = presentFile(folder, 'events.ndjson');
  const metricsFile = presentFile(folder, 'metrics.parquet');
  const lines = textOf(folder, 'commands.ndjson').split('\n');
  return {
    ...{ folder, scenarioFile, eventsFile, metricsFile },
    commands: lines
      .filter((line) => line !== '')
      .map((line) => parse(folder, 'commands.ndjson', line)),
    summary: parse(folder, 'summary.json', textOf(folder, 'summary.json')) as RunFolder['summary'],
    inputs: checkedInputs(folder),
  };
}

function checkedInputs(folder: string): RunInputs {
  const inputs = parse(folder, 'inputs.json', textOf(folder, 'inputs.json')) as RunInputs;
  const { seed, run, untilSeconds, fingerprint, scenarioFile, files } = inputs;
  const isWell =
    [seed, run, untilSeconds].every((value) => Number.isFinite(value)) &&
    typeof fingerprint === 'string' &&
    typeof scenarioFile === 'string' &&
    Array.isArray(files);
  if (!isWell) throw damaged(folder, 'its inputs.json lacks what a replay needs');
  return inputs;
}

function presentFile(folder: string, name: string): string {
  const path = join(folder, name);
  if (!existsSync(path)) throw damaged(folder, `it has no ${name}`);
  return path;
}

function textOf(folder: string, name: string): string {
  const path = presentFile(folder, name);
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw damaged(folder, `its ${name} cannot be read: ${diskProblem(error)}`);
  }
}

function parse(folder: string, name: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw damaged(folder, `its ${name} is damaged`);
  }
}

function damaged(folder: string, why: string): RunFolderError {
  return new RunFolderError('NOT_A_RUN_FOLDER', `${folder} is no run folder: ${why}`);
}
