import { type ExpectationSummary, simulate } from '@vdcsim/core';
import { type Diagnostic, ScenarioErrors } from '@vdcsim/scenario';
import { type ErrorRecord, mistakesOf } from '../failure.ts';
import { loadScenario } from '../load.ts';
import type { Terminal } from '../terminal.ts';
import { drive } from './drive.ts';

/** What came of testing one scenario file. */
export interface FileVerdict {
  readonly file: string;
  /** `interrupted`: somebody pressed Ctrl-C. */
  readonly status: 'passed' | 'failed' | 'skipped' | 'bad input' | 'interrupted';
  /** Name of the scenario; null where it could not be loaded. */
  readonly scenario: string | null;
  readonly fingerprint: string | null;
  readonly expectations: readonly ExpectationSummary[];
  /** Why it is skipped, or what is wrong with it. */
  readonly errors: readonly ErrorRecord[];
  readonly diagnostics: readonly Diagnostic[];
  readonly warnings: readonly Diagnostic[];
}

/** Runs one scenario and judges what it expects; nothing but that is recorded. */
export async function judgeFile(
  file: string,
  dataFolder: string | undefined,
  terminal: Terminal,
): Promise<FileVerdict> {
  try {
    const { scenario, warnings } = loadScenario(file, { dataFolder });
    const simulation = simulate(scenario, {
      record: { metrics: [] },
      ...{ percentiles: false, keepIntervals: false },
    });
    const completed = await drive(simulation, scenario.durationSeconds, terminal);
    if (!completed) return { ...nothing, file, status: 'interrupted', warnings };
    const { expectations } = simulation.summary();
    return {
      ...nothing,
      ...{ file, scenario: scenario.name, expectations, warnings },
      status: expectations.every((each) => each.pass) ? 'passed' : 'failed',
      fingerprint: simulation.fingerprint(),
    };
  } catch (error) {
    const errors = mistakesOf(error);
    if (errors === undefined) throw error;
    const isIncomplete = error instanceof ScenarioErrors && error.onlyDataMissing;
    return {
      ...nothing,
      ...{ file, errors, status: isIncomplete ? 'skipped' : 'bad input' },
      diagnostics: error instanceof ScenarioErrors ? error.diagnostics : [],
    };
  }
}

const nothing: Omit<FileVerdict, 'file' | 'status'> = {
  ...{ scenario: null, fingerprint: null },
  ...{ expectations: [], errors: [], diagnostics: [], warnings: [] },
};
