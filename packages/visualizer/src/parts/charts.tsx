import type { HistorySeries } from '@vdcsim/protocol';
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import {
  cpuChart,
  cpuChartMetrics,
  hostChart,
  hostChartMetrics,
  readyChart,
  readyChartMetrics,
} from '../draw/index.ts';
import { useSize } from '../draw/listening.ts';
import type { Entity } from '../state/inventory.ts';
import type { Store } from '../state/store.ts';
import { chartFrame } from './chart-frame.ts';
import { useHistory } from './use-history.ts';

const metricsOf: Readonly<Record<string, readonly string[]>> = {
  vm: [...new Set([...cpuChartMetrics, ...readyChartMetrics])],
  host: hostChartMetrics,
};

/** The charts of an entity, one under the other, on one axis of time. */
export function Charts({ entity }: { readonly entity: Entity }): VNode | null {
  const { store } = useApp();
  const place = useRef<HTMLDivElement>(null);
  const { width } = useSize(place);
  const metrics = metricsOf[entity.kind];
  const series = useHistory(entity.id, metrics);
  if (metrics === undefined) return null;
  return (
    <div class="charts" ref={place}>
      {width > 0 && chartsOf(store, entity, series, width)}
    </div>
  );
}

function chartsOf(
  store: Store,
  { kind, row }: Entity,
  series: readonly HistorySeries[],
  width: number,
): VNode[] {
  const scene = store.inventory.value?.scene;
  if (scene === undefined) return [];
  const frame = chartFrame(store, series, width);
  if (kind === 'vm') {
    const vcpus = scene.vms[row]?.vcpus ?? 1;
    return [
      cpuChart({ ...frame, height: 58, hasTimeAxis: false }, vcpus),
      readyChart({ ...frame, height: 58, hasTimeAxis: true }),
    ];
  }
  const host = scene.hosts[row];
  if (kind !== 'host' || host === undefined) return [];
  return [hostChart({ ...frame, height: 80, hasTimeAxis: true }, host.cores * host.coreMHz)];
}
