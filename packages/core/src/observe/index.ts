export * from './bindings.ts';
export * from './event-log.ts';
export * from './expectation-types.ts';
export { Expectations } from './expectations.ts';
export * from './frames.ts';
export { type Clock, Metric } from './metric.ts';
export { MetricStore } from './metrics.ts';
export { NamePatterns } from './name-pattern.ts';
export {
  type RecordedBlock,
  type RecordedRow,
  Recorder,
  type RecorderConfig,
  type Series,
} from './recorder.ts';
export * from './statistics/index.ts';
export type { RunAggregates, Stat } from './track.ts';
export { type Aggregate, Watch, type WatchConfig } from './watch.ts';
