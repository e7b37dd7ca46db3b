import type { World } from '../inventory/world.ts';
import type { Recorder } from '../observe/index.ts';

/** What was measured of the instances that finished: over them, not over time. */
export interface SampleSpread {
  readonly samples: number;
  readonly mean: number;
  readonly min: number;
  readonly max: number;
  /** Percentiles within 1 %; absent where none were kept. */
  readonly p50?: number;
  readonly p95?: number;
  readonly p99?: number;
}

/** One job over the run. A value is absent where its metric was not recorded, or nothing ended. */
export interface JobSummary {
  readonly name: string;
  /** Instances. Those that neither finished nor were refused are still in the system. */
  readonly arrived: number;
  readonly finished: number;
  readonly refused: number;
  /** Instances whose deadline passed before they had finished. */
  readonly deadlineMissed: number;
  /** Work that was done and lost when VMs died, in seconds of a core. */
  readonly lostCoreSeconds: number;
  /** Time for which an instance awaited other jobs or stood in line. */
  readonly waitSeconds?: SampleSpread;
  /** From its arrival to its end. */
  readonly responseSeconds?: SampleSpread;
  /** Response over the time that its stages take alone. */
  readonly slowdownRatio?: SampleSpread;
  /** Cores that it used, averaged over time. */
  readonly meanBusyCores?: number;
  /** Instances in the system, averaged over time. */
  readonly meanInSystem?: number;
}

export function summarizeJobs(world: World, recorder: Recorder): JobSummary[] {
  return world.directory.ofKind('job').map(({ name, index }) => {
    const total = (metric: string): number => world.metrics.metric(metric)!.total(index);
    return {
      name,
      arrived: total('job.arrivedCount'),
      finished: total('job.finishedCount'),
      refused: total('job.refusedCount'),
      deadlineMissed: total('job.deadlineMissedCount'),
      lostCoreSeconds: total('job.lostCoreSeconds'),
      ...spread(recorder, 'waitSeconds', index),
      ...spread(recorder, 'responseSeconds', index),
      ...spread(recorder, 'slowdownRatio', index),
      ...mean(recorder, 'meanBusyCores', 'job.busyCores', index),
      ...mean(recorder, 'meanInSystem', 'job.inSystem', index),
    };
  });
}

function spread<Key extends string>(
  recorder: Recorder,
  key: Key,
  index: number,
): Partial<Record<Key, SampleSpread>> {
  const metric = `job.${key}`;
  const { mean, min, max, samples = 0 } = recorder.aggregates(metric, index) ?? {};
  if (mean === undefined || min === undefined || max === undefined || samples === 0) return {};
  const percentiles: Record<string, number> = {};
  for (const percent of [50, 95, 99]) {
    const value = recorder.percentile(metric, index, percent);
    if (!Number.isNaN(value)) percentiles[`p${percent}`] = value;
  }
  return { [key]: { samples, mean, min, max, ...percentiles } } as Record<Key, SampleSpread>;
}

function mean<Key extends string>(
  recorder: Recorder,
  key: Key,
  metric: string,
  index: number,
): Partial<Record<Key, number>> {
  const value = recorder.aggregates(metric, index)?.mean;
  if (value === undefined || Number.isNaN(value)) return {};
  return { [key]: value } as Record<Key, number>;
}
