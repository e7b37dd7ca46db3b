import type { RecordSpec } from './declare/index.ts';
import { Phase } from './engine/index.ts';
import type { World } from './inventory/world.ts';
import type { Recorder, Stat } from './observe/index.ts';

/** How a run records what its scenario says. */
export interface RecordingOptions {
  /** Instead of what the scenario records. */
  readonly record?: Partial<RecordSpec>;
  /** Statistics kept of each interval. Default mean, min and max. */
  readonly stats?: readonly Stat[];
  /** Whether percentiles over time are kept of all that is recorded. Default true. */
  readonly percentiles?: boolean;
  /** False: intervals are told to `recorder.onRow` and not kept. Default true. */
  readonly keepIntervals?: boolean;
  /** Numbers to keep before neighbouring intervals are merged. Default 200 million. */
  readonly maxCells?: number;
}

/** Starts the recorder and the timer that closes its intervals. */
export function startRecording(world: World, options: RecordingOptions): Recorder {
  const record: RecordSpec = { ...world.scenario.record, ...options.record };
  const entities = record.of === undefined ? undefined : recordedEntities(world, record.of);
  const recorder = world.metrics.record({
    metrics: record.metrics,
    entities,
    intervalSeconds: record.intervalSeconds,
    stats: options.stats ?? ['mean', 'min', 'max'],
    percentiles: options.percentiles ?? true,
    keep: options.keepIntervals ?? true,
    maxCells: options.maxCells,
  });
  let interval = 1;
  const { engine } = world;
  const timer = engine.createTimer(
    Phase.sample,
    () => {
      recorder.closeInterval(engine.nowSeconds);
      interval++;
      engine.arm(timer, interval * record.intervalSeconds);
    },
    0,
    'recording',
  );
  engine.arm(timer, record.intervalSeconds);
  return recorder;
}

/** Indices of the selected entities by kind; kinds of which none is selected are empty. */
function recordedEntities(world: World, selector: string): Record<string, Int32Array> {
  const kinds = ['host', 'vm', 'pool', 'cluster', 'datastore'];
  const rows = world.select(selector, kinds);
  const entities: Record<string, Int32Array> = {};
  for (const kind of kinds) {
    entities[kind] = Int32Array.from(
      rows.filter((row) => row.kind === kind),
      (row) => row.index,
    );
  }
  return entities;
}
