import type { HistorySeries } from '@vdcsim/protocol';
import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import { clockMinute } from '../draw/index.ts';
import { latencyModel } from '../draw/latency/latency-stages.ts';
import { queuesDrawing, queuesOnWay } from '../draw/latency/queues-on-way.ts';
import { type LatencyBefore, waterfall } from '../draw/latency/waterfall.ts';
import { useSize } from '../draw/listening.ts';
import type { Entity } from '../state/inventory.ts';
import type { Store } from '../state/store.ts';
import { drawingScale, mapProps } from './map-props.ts';
import { useHistory } from './use-history.ts';

const metrics: readonly string[] = [
  ...['vm.io.latencyMs', 'vm.io.kernelLatencyMs', 'vm.io.deviceLatencyMs'],
];

/** The disks of a VM: where the time of a request goes, and the queues on its way. */
export function DiskPart({ entity }: { readonly entity: Entity }): VNode | null {
  const app = useApp();
  const { store } = app;
  const place = useRef<HTMLDivElement>(null);
  const { width } = useSize(place);
  const series = useHistory(entity.id, metrics);
  const map = mapProps(app);
  if (map === undefined) return null;
  const latency = latencyModel(map, entity.row);
  const scale = drawingScale(store);
  const queues = latency === undefined ? [] : queuesOnWay(map, entity.row);
  const before = beforeOf(store, series);
  return (
    <div class="disk-part" ref={place}>
      {width > 0 && latency !== undefined && waterfall({ latency, before, width, scale })}
      {width > 0 && queues.length > 0 && queuesDrawing(queues, width, scale)}
    </div>
  );
}

/** Before the last alarm, else at the first instant that is kept: whatever is far enough back. */
function beforeOf(store: Store, series: readonly HistorySeries[]): LatencyBefore | undefined {
  const [, kernel, device] = metrics.map((name) => series.find(({ metric }) => metric === name));
  const now = store.frame.value.timeSeconds;
  const alarms = (store.timeline.value?.marks ?? []).filter(({ tone }) => tone === 'alarm');
  const fault = alarms.filter(({ atSeconds }) => atSeconds <= now).at(-1)?.atSeconds;
  const places = (device?.mean ?? []).flatMap((mean, place) => (mean === null ? [] : [place]));
  const isBefore = (place: number): boolean =>
    fault === undefined || (device?.toSeconds[place] ?? now) <= fault;
  const found = fault === undefined ? places[0] : (places.filter(isBefore).at(-1) ?? places[0]);
  if (device === undefined || found === undefined) return undefined;
  const atSeconds = device.toSeconds[found] ?? 0;
  if (now - atSeconds < 30) return undefined;
  const epoch = store.inventory.value?.scene.startEpochSeconds ?? 0;
  return {
    when: `At ${clockMinute(atSeconds, epoch)}`,
    kernelMs: kernel?.mean[found] ?? 0,
    deviceMs: device.mean[found] ?? 0,
  };
}
