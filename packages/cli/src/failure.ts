import { runPositionOf, SimulatorError } from '@vdcsim/core';
import { ImportError, RunFolderError } from '@vdcsim/exchange';
import { formatDiagnostics, ScenarioErrors } from '@vdcsim/scenario';
import { CommandError } from './command-error.ts';
import { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';
import { productVersion } from './version.ts';

/** One mistake for programs: the positions are absent where no file is meant. */
export interface ErrorRecord {
  readonly code: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
  readonly remedy?: string;
}

/** The user's mistakes in an error; undefined for a defect of ours. */
export function mistakesOf(error: unknown): readonly ErrorRecord[] | undefined {
  if (error instanceof ScenarioErrors) {
    return error.diagnostics.map(({ code, what, remedy, file, line, column }) => ({
      ...{ code, message: what, file, line, column, remedy },
    }));
  }
  const isMistake =
    error instanceof CommandError ||
    error instanceof RunFolderError ||
    error instanceof SimulatorError ||
    error instanceof ImportError;
  return isMistake ? [{ code: error.code, message: error.message }] : undefined;
}

/** Tells of an error and returns the exit code it means. */
export function reportFailure(
  error: unknown,
  terminal: Terminal,
  request: { readonly commandLine: readonly string[]; readonly json: boolean },
): ExitCode {
  const mistakes = mistakesOf(error);
  if (mistakes === undefined) {
    terminal.err(defectReport(error, request.commandLine));
    return ExitCode.defect;
  }
  if (error instanceof ScenarioErrors) terminal.err(`${formatDiagnostics(error.diagnostics)}\n`);
  else terminal.err(`vdcsim: ${(error as Error).message}\n`);
  if (request.json) terminal.out(`${JSON.stringify({ errors: mistakes }, undefined, 2)}\n`);
  return ExitCode.badInput;
}

/** Everything that whoever mends it needs. */
function defectReport(error: unknown, commandLine: readonly string[]): string {
  const position = runPositionOf(error);
  const lines = [
    'vdcsim met a defect of its own. Please report these lines, and the scenario if you may:',
    `  version   ${productVersion()}`,
    `  node      ${process.version} on ${process.platform} ${process.arch}`,
    `  command   vdcsim ${commandLine.join(' ')}`,
  ];
  if (position !== undefined) {
    const { seed, run, atSeconds, label, eventNumber } = position;
    lines.push(`  seed      ${seed}, run ${run}`);
    lines.push(`  time      ${atSeconds} s, timer ${eventNumber}, ${label || 'no label'}`);
  }
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  lines.push(...stack.split('\n').map((line) => `  ${line}`));
  return `${lines.join('\n')}\n`;
}
