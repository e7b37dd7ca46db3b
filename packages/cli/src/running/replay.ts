import type { Summary } from '@vdcsim/core';
import { ExitCode } from '../exit-codes.ts';
import { productVersion } from '../version.ts';
import type { PreparedRun } from './prepare.ts';

/** What became of a replay: the same run again, or not. */
export interface ReplayOutcome {
  readonly exitCode: ExitCode;
  /** A sentence for the end of the summary. */
  readonly remark?: string;
  /** A sentence for standard error. */
  readonly warning?: string;
}

/**
 * Compares a replay with what was recorded. Another version may change results, and says so in its
 * change log; the same version must come to the same fingerprint, else it has a defect.
 */
export function judgeReplay(prepared: PreparedRun, summary: Summary): ReplayOutcome {
  const { recorded, untilSeconds } = prepared;
  if (recorded === undefined) return { exitCode: ExitCode.well };
  const { inputs } = recorded;
  if (untilSeconds !== inputs.untilSeconds) {
    const remark = 'Replayed to another instant than recorded: fingerprints were not compared.';
    return { exitCode: ExitCode.well, remark };
  }
  if (summary.fingerprint === inputs.fingerprint) {
    return { exitCode: ExitCode.well, remark: 'Replayed: the same fingerprint as recorded.' };
  }
  const difference = `the replay ended with ${summary.fingerprint}, recorded is ${inputs.fingerprint}`;
  const version = productVersion();
  if (inputs.version !== version) {
    return {
      exitCode: ExitCode.well,
      remark: 'Replayed: NOT the same fingerprint as recorded.',
      warning:
        `${difference}: it was recorded by version ${inputs.version}, this is ${version}; ` +
        'see "Results changed" in CHANGELOG.md',
    };
  }
  return {
    exitCode: ExitCode.defect,
    remark: 'Replayed: NOT the same fingerprint as recorded.',
    warning:
      `${difference}. The same version must replay to the same fingerprint: please report this ` +
      `with the run folder (version ${version}, node ${process.version}, recorded with ` +
      `${inputs.node}, seed ${inputs.seed}, run ${inputs.run})`,
  };
}
