import type { Speed, Wrong } from '@vdcsim/protocol';
import type { Run } from './run.ts';

export type RunState = 'opening' | 'waiting' | 'running' | 'paused' | 'finished' | 'broken';

/** How a run stands, for programs. What is not known yet is null. */
export interface RunRecord {
  readonly id: string;
  /** Id in the catalogue; null: somebody sent it. */
  readonly scenario: string | null;
  readonly file: string;
  readonly name: string | null;
  readonly state: RunState;
  readonly seed: number | null;
  readonly runNumber: number | null;
  readonly nowSeconds: number;
  readonly durationSeconds: number | null;
  readonly speed: Speed | null;
  readonly eventCount: number;
  readonly fingerprint: string | null;
  readonly viewers: number;
  readonly hasOperator: boolean;
  readonly isDefault: boolean;
  readonly wrong: Wrong | null;
}

export function recordOf(run: Run, isDefault: boolean): RunRecord {
  const { id, source, scene, status, audience, wrong } = run;
  return {
    ...{ id, scenario: source.scenario, file: source.file },
    name: scene?.name ?? null,
    state: stateOf(run),
    seed: scene?.seed ?? null,
    runNumber: scene?.runNumber ?? null,
    nowSeconds: status?.nowSeconds ?? 0,
    durationSeconds: scene?.durationSeconds ?? null,
    speed: status?.speed ?? null,
    eventCount: status?.eventCount ?? 0,
    fingerprint: status?.fingerprint ?? null,
    viewers: audience.size,
    hasOperator: audience.hasOperator,
    isDefault,
    wrong: wrong ?? null,
  };
}

function stateOf({ wrong, scene, status, isAwake }: Run): RunState {
  if (wrong !== undefined) return 'broken';
  if (scene === undefined) return 'opening';
  if (status?.isFinished === true) return 'finished';
  if (status?.isPaused === true) return 'paused';
  return isAwake ? 'running' : 'waiting';
}
