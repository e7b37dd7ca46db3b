import type { Recorder, Series, Simulation } from '@vdcsim/core';
import type { HistorySeries } from '@vdcsim/protocol';

/** Metrics that a screen charts; of others there are the intervals that the scenario records. */
const charted = [
  ...['vm.cpu.usedPercent', 'vm.cpu.readyPercent', 'vm.cpu.coStopPercent', 'vm.guest.cpuPercent'],
  ...['host.cpu.usedMHz', 'host.cpu.demandMHz', 'host.cpu.usedPercent', 'host.cpu.readyPercent'],
  ...['pool.cpu.usedMHz', 'pool.cpu.demandMHz', 'job.inSystem', 'job.queueLength'],
];

/** The same of storage, where there is any. */
const chartedOfStorage = [
  ...['vm.io.latencyMs', 'vm.io.kernelLatencyMs', 'vm.io.deviceLatencyMs'],
  ...['vm.io.readMBps', 'vm.io.writeMBps', 'lun.readMBps', 'lun.writeMBps'],
  ...['lun.outstandingCount', 'lun.latencyMs', 'hba.readMBps', 'hba.writeMBps'],
  ...['port.readMBps', 'port.writeMBps', 'datastore.io.readMBps', 'datastore.io.writeMBps'],
  ...['datastore.latencyMs', 'host.storage.readMBps', 'host.storage.writeMBps'],
  ...['host.storage.latencyMs', 'host.storage.kernelLatencyMs', 'raidGroup.busyPercent'],
];

/** Beyond so many VMs the scenario's own intervals do. */
export const fineVmsMost = 2000;
/** Numbers that are kept before neighbouring intervals become one: 24 MB of fine ones ... */
const fineCells = 3e6;
/** ... and 16 MB of what the scenario records. */
export const recordedCells = 2e6;
const intervalsMost = 2000;
const usualIntervalSeconds = 20;

/** Distance of the fine intervals of a run of this length, seconds. */
export function fineIntervalSeconds(durationSeconds: number): number {
  return Math.max(1, Math.min(usualIntervalSeconds, durationSeconds / intervalsMost));
}

/** Metrics over time for charts: fine intervals beside what the scenario records, and bounded. */
export class History {
  private readonly simulation: Simulation;
  private readonly recorder: Recorder;
  private readonly isFine: boolean;
  private readonly stopSeconds: number;
  private stops = 0;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    const { vms, durationSeconds } = simulation.scenario;
    this.isFine = vms.length <= fineVmsMost;
    this.stopSeconds = fineIntervalSeconds(durationSeconds);
    this.recorder = this.isFine
      ? simulation.record({
          metrics: metricsOf(simulation),
          intervalSeconds: this.stopSeconds,
          stats: ['mean', 'max'],
          maxCells: fineCells,
        })
      : simulation.recorder;
  }

  get intervalSeconds(): number {
    return this.recorder.intervalSeconds;
  }

  /** Where time must stop next, so that an interval can be closed. */
  get nextStopSeconds(): number {
    return (this.stops + 1) * this.stopSeconds;
  }

  /** Time has stopped there, and everything up to it has happened. */
  stop(): void {
    this.stops++;
    if (this.isFine) this.recorder.closeInterval(this.simulation.nowSeconds);
  }

  /** What is kept of some metrics of one entity; those that it does not have are left out. */
  series(metrics: readonly string[], entity: number, fromSeconds = 0): HistorySeries[] {
    const row = this.simulation.directory.row(entity);
    return metrics.flatMap((name) => {
      const metric = this.simulation.metrics.metric(name);
      if (metric?.spec.entity !== row.kind) return [];
      const fine = this.recorder.series(name, row.index);
      const series = fine ?? this.simulation.recorder.series(name, row.index);
      return series === undefined ? [] : [wireSeries(name, metric.spec.unit, series, fromSeconds)];
    });
  }
}

function metricsOf(simulation: Simulation): string[] {
  if (simulation.storageEstate() === undefined) return charted;
  const known = (name: string): boolean => simulation.metrics.metric(name) !== undefined;
  return [...charted, ...chartedOfStorage.filter(known)];
}

function wireSeries(
  metric: string,
  unit: string,
  series: Series,
  fromSeconds: number,
): HistorySeries {
  const first = series.toSeconds.findIndex((seconds) => seconds > fromSeconds);
  const from = first < 0 ? series.toSeconds.length : first;
  const mean = series.mean ?? series.growth ?? new Float64Array(0);
  return {
    metric,
    unit,
    fromSeconds: Array.from(series.fromSeconds.subarray(from)),
    toSeconds: Array.from(series.toSeconds.subarray(from)),
    mean: Array.from(mean.subarray(from), orNull),
    max: Array.from((series.max ?? mean).subarray(from), orNull),
  };
}

function orNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
