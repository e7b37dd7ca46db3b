/** The drawings that goldens hold, from fixed frames. */

import { hostChart } from '../src/draw/charts/host-charts.ts';
import { cpuChart, readyChart } from '../src/draw/charts/vm-charts.ts';
import type { ChartInput, MapState } from '../src/draw/contract.ts';
import {
  failureEvents,
  failureMap,
  failureTimeline,
  sequence,
  seriesFrom,
  startEpochSeconds,
} from '../src/draw/draw.fixtures.ts';
import { smallEstate } from '../src/draw/estate/estate.fixtures.ts';
import { zoomLadder } from '../src/draw/estate/estate-header.ts';
import { estateModel } from '../src/draw/estate/estate-model.ts';
import { loadPlot, readyPlot } from '../src/draw/estate/plots.ts';
import { sanEvents, sanMap } from '../src/draw/fabric/fabric.fixtures.ts';
import { fabricDrawing, fabricPicture } from '../src/draw/fabric/fabric-drawing.ts';
import { type HostsLayout, hostsLayout } from '../src/draw/hosts/hosts-layout.ts';
import { hostsDrawing } from '../src/draw/hosts/hosts-view.ts';
import { latencyModel } from '../src/draw/latency/latency-stages.ts';
import { queuesDrawing, queuesOnWay } from '../src/draw/latency/queues-on-way.ts';
import { waterfall } from '../src/draw/latency/waterfall.ts';
import { causeGutterDrawing } from '../src/draw/log/cause-gutter.ts';
import { type Mark, mark } from '../src/draw/marks.ts';
import { timelineDrawing } from '../src/draw/timeline/timeline-drawing.ts';

const widthPx = 1_028;

function oneCard(map: MapState, host: number): Mark {
  const layout = hostsLayout(map, widthPx, 1);
  const sections = layout.sections.map((section) => ({
    ...section,
    cards: section.cards.filter(({ model }) => model.host === host),
  }));
  return hostsPage({ ...layout, sections });
}

function hostsPage(layout: HostsLayout): Mark {
  return mark('div', { class: 'draw-hosts', role: 'listbox' }, ...hostsDrawing(layout));
}

const chartInput: ChartInput = {
  series: chartSeries(),
  startEpochSeconds,
  span: { fromSeconds: 600, toSeconds: 2_200 },
  nowSeconds: 1_958,
  faultsAtSeconds: [1_920],
  width: 312,
  height: 58,
  hasTimeAxis: true,
};

function chartSeries(): ChartInput['series'] {
  const chance = sequence(3);
  const next = (): number => chance.next().value - 0.5;
  const at = Array.from({ length: 98 }, (_, place) => place);
  const rise = (place: number): number => 1 - 1 / (1 + Math.max(place - 40, 0) / 12);
  const run = at.map((place) => (place === 45 ? null : 52 - 8 * rise(place) + 5 * next()));
  const ready = at.map((place) => 1 + 32 * rise(place) + 2 * next() * rise(place));
  const guest = at.map((place) => (run[place] ?? 44) + ready[place]! + 2);
  const used = at.map((place) => 9_000 * (0.6 + 0.45 * rise(place)) + 300 * next());
  return [
    seriesFrom('vm.cpu.usedPercent', '%', run),
    seriesFrom('vm.cpu.readyPercent', '%', ready),
    seriesFrom(
      'vm.cpu.coStopPercent',
      '%',
      at.map(() => 2),
    ),
    seriesFrom('vm.guest.cpuPercent', '%', guest),
    seriesFrom(
      'host.cpu.usedMHz',
      'MHz',
      used.map((value) => Math.min(value, 9_600)),
    ),
    seriesFrom(
      'host.cpu.demandMHz',
      'MHz',
      used.map((value) => value * 1.1),
    ),
  ];
}

function timeline(nowSeconds: number): Mark {
  const { scene } = failureMap();
  const state = failureTimeline(nowSeconds);
  return timelineDrawing({ scene, timeline: state, nowSeconds, width: 1_396, height: 112 });
}

/** Storage in the middle of a backup, with a VM that waits for its disk. */
function storage(): Record<string, Mark> {
  const vm = sanMap().scene.vms.findIndex(({ name }) => name === 'db02');
  const map = sanMap({ selected: sanMap().scene.vms[vm]!.id });
  const before = { hosts: new Set<number>(), ends: new Set<number>() };
  const input = { map, events: sanEvents, width: 1_256, height: 640, scale: 1, before };
  const then = { when: 'At 13:59', kernelMs: 0.3, deviceMs: 6.1 };
  return {
    'fabric-san': fabricDrawing(input, fabricPicture(input)!),
    'latency-waterfall': waterfall({
      ...{ latency: latencyModel(map, vm)!, before: then, width: 312, scale: 1 },
    }),
    'latency-queues': queuesDrawing(queuesOnWay(map, vm), 312, 1),
    'hosts-storage': oneCard(map, 0),
  };
}

/** Drawings by the name of their golden. */
export function gallery(): Record<string, Mark> {
  const map = failureMap();
  const estate = smallEstate();
  const chosen = map.scene.vms.find(({ name }) => name === 'db02')!.id;
  return {
    'hosts-saturated': oneCard({ ...map, selected: chosen }, 0),
    'hosts-failed': oneCard(map, 2),
    'hosts-failed-late': oneCard({ ...map, nowSeconds: 5_100 }, 2),
    'hosts-healthy': oneCard(map, 3),
    'hosts-all': hostsPage(hostsLayout({ ...map, selected: chosen }, widthPx, 1)),
    ...storage(),
    'chart-cpu': cpuChart(chartInput, 2),
    'chart-ready': readyChart(chartInput),
    'chart-host': hostChart(chartInput, 9_600),
    'estate-ready': readyPlot(estate, estateModel(estate)),
    'estate-load': loadPlot(estate, estateModel(estate)),
    'estate-zoom': zoomLadder('columns'),
    'timeline-failure': timeline(1_958),
    'timeline-start': timeline(0),
    'log-causes': causeGutterDrawing({
      ...{ events: failureEvents, rowHeight: 20.5 },
      chain: new Set([1, 2, 5]),
    }),
  };
}
