import type { World } from '../inventory/world.ts';
import type { Recorder } from '../observe/index.ts';
import type { Spread } from './summary-types.ts';

/** What parts of the summary are made from. */
export interface View {
  readonly world: World;
  readonly recorder: Recorder;
}

/** What an integral or a count has grown to, whether it was recorded or not. */
export function total({ world }: View, metric: string, index: number): number {
  return world.metrics.metric(metric)?.total(index) ?? 0;
}

/** The spread of each metric under its short name; what never applied is left out. */
export function spreads<Key extends string>(
  { recorder }: View,
  index: number,
  metrics: Readonly<Record<Key, string>>,
): Partial<Record<Key, Spread>> {
  const found: Partial<Record<Key, Spread>> = {};
  for (const key of Object.keys(metrics) as Key[]) {
    const { mean, min, max } = recorder.aggregates(metrics[key], index) ?? {};
    if (mean === undefined || min === undefined || max === undefined) continue;
    if (Number.isNaN(mean)) continue;
    const p95 = recorder.percentile(metrics[key], index, 95);
    found[key] = Number.isNaN(p95) ? { mean, min, max } : { mean, min, max, p95 };
  }
  return found;
}
