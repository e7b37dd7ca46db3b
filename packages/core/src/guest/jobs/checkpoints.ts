import type { CheckpointSpec } from '../../inventory/job-specs.ts';

/**
 * Checkpoints of a stage. A thread with w seconds to compute writes one after each `every` seconds
 * of progress, none at the very end: n = ceil(w / every) - 1, and computes w + n cost seconds in
 * all. When its VM dies with d seconds of these done, it keeps the segments that ended with a
 * checkpoint: floor(d / (every + cost)), but no more than n.
 */

/** Seconds of a core that a thread computes, checkpoints included. */
export function withCheckpoints(workSeconds: number, spec: CheckpointSpec): number {
  return workSeconds + checkpointCount(workSeconds, spec) * spec.costSeconds;
}

/**
 * What is kept of `doneSeconds` of a stage of `totalSeconds` (checkpoints included) when its VM
 * dies: all without checkpoints, else what the last one has saved.
 */
export function keptSeconds(
  doneSeconds: number,
  totalSeconds: number,
  spec: CheckpointSpec | undefined,
): number {
  if (spec === undefined) return doneSeconds;
  const segment = spec.everySeconds + spec.costSeconds;
  // After the last checkpoint there is some work left, so the whole is never a segment's end.
  const most = Math.ceil(totalSeconds / segment - tolerance) - 1;
  const segments = Math.min(Math.floor(doneSeconds / segment + tolerance), Math.max(0, most));
  return segments * segment;
}

function checkpointCount(workSeconds: number, spec: CheckpointSpec): number {
  return Math.max(0, Math.ceil(workSeconds / spec.everySeconds - tolerance) - 1);
}

/** Relative to a segment: what rounding may take from a whole number of segments. */
const tolerance = 1e-9;
