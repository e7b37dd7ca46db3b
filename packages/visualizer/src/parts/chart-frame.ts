import type { HistorySeries } from '@vdcsim/protocol';
import type { ChartInput } from '../draw/index.ts';
import type { Store } from '../state/store.ts';
import { drawingScale } from './map-props.ts';

/** What all charts have in common: the whole run until now, faults, and how large they are. */
export function chartFrame(
  store: Store,
  series: readonly HistorySeries[],
  width: number,
): Omit<ChartInput, 'height' | 'hasTimeAxis'> {
  const nowSeconds = store.frame.value.timeSeconds;
  const faults = store.timeline.value?.marks ?? [];
  return {
    series,
    startEpochSeconds: store.inventory.value?.scene.startEpochSeconds ?? 0,
    span: { fromSeconds: 0, toSeconds: Math.max(nowSeconds, 600) },
    nowSeconds,
    faultsAtSeconds: faults
      .filter(({ tone }) => tone === 'alarm')
      .map(({ atSeconds }) => atSeconds),
    width,
    scale: drawingScale(store),
  };
}
