import type { VNode } from 'preact';
import { useRef } from 'preact/hooks';
import { useApp } from '../app/context.ts';
import type { MapProps } from '../draw/contract.ts';
import {
  datastoreChartMetrics,
  lunChartMetrics,
  outstandingChart,
  throughputChart,
} from '../draw/fabric/lun-charts.ts';
import { FabricView } from '../draw/index.ts';
import { useSize } from '../draw/listening.ts';
import type { Entity } from '../state/inventory.ts';
import { datastoreInSight, entityOfDatastore } from '../state/storage-of.ts';
import { chartFrame } from './chart-frame.ts';
import { useHistory } from './use-history.ts';

/** The picture of storage with the charts of one LUN under it. */
export function Fabric(props: MapProps): VNode {
  const { store } = useApp();
  return (
    <FabricView {...props} events={store.events.value}>
      <LunCharts />
    </FabricView>
  );
}

/** Of the selected LUN or datastore, of that of the selected VM, or of the busiest. */
function LunCharts(): VNode | null {
  const { store } = useApp();
  const datastore = datastoreInSight(store);
  const entity = datastore === undefined ? undefined : entityOfDatastore(store, datastore);
  if (datastore === undefined || entity === undefined) return null;
  return <ChartsOf key={entity.id} datastore={datastore} entity={entity} />;
}

interface ChartsOfProps {
  readonly datastore: number;
  readonly entity: Entity;
}

function ChartsOf({ datastore, entity }: ChartsOfProps): VNode {
  const { store } = useApp();
  const place = useRef<HTMLDivElement>(null);
  const { width } = useSize(place);
  const metrics = entity.kind === 'lun' ? lunChartMetrics : datastoreChartMetrics;
  const series = useHistory(entity.id, metrics);
  const samples = store.queueTrace.samples(datastore);
  const frame = chartFrame(store, series, Math.max(0, (width - 48) / 2));
  const input = { ...frame, height: 58 * (frame.scale ?? 1), hasTimeAxis: true };
  return (
    <div class="draw-fabric-charts" ref={place}>
      {width > 0 && throughputChart(input, entity.name, samples)}
      {width > 0 && outstandingChart(input, entity.name, samples)}
    </div>
  );
}
