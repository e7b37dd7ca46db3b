/** Lists beside the map: rules with their limits written out, and whom they find. */
import { h, type VNode } from 'preact';
import { columnOf, constrainedReadyPercent, failingReadyPercent } from '../../state/health.ts';
import type { MapListeners, MapState } from '../contract.ts';
import { healthIcon } from '../glyph.ts';
import { pointerListeners } from '../listening.ts';
import { type Mark, mark } from '../marks.ts';
import { count, percent, several } from '../words.ts';
import { type EstateModel, estateModel, idleFraction, Look } from './estate-model.ts';

/** Lines of a list. */
const linesMost = 6;

interface ListLine {
  readonly vm: number;
  readonly words: string;
}

interface EstateList {
  readonly title: string;
  readonly rule: string;
  readonly count: number;
  readonly lines: readonly ListLine[];
}

/** Who asks for more than it gets, and who asks for next to nothing. */
export function estateLists(map: MapState, model: EstateModel): EstateList[] {
  return [constrainedList(map, model), idleList(map, model)];
}

function constrainedList(map: MapState, model: EstateModel): EstateList {
  const ready = columnOf(map.tables, 'vm', 'readyPercent');
  const waiting = rowsOf(model, [Look.constrained, Look.failing]);
  const worst = top(waiting, (vm) => ready?.[vm] ?? 0);
  return {
    title: 'Constrained',
    rule: `ready from ${constrainedReadyPercent} %, failing from ${failingReadyPercent} %`,
    count: waiting.length,
    lines: worst.map((vm) => ({ vm, words: `ready ${percent(ready?.[vm] ?? 0)}` })),
  };
}

function idleList(map: MapState, model: EstateModel): EstateList {
  const used = columnOf(map.tables, 'vm', 'usedMHz');
  const idle = rowsOf(model, [Look.idle]);
  const largest = top(idle, (vm) => map.scene.vms[vm]!.vcpus);
  return {
    title: 'Idle',
    rule: `running, on less than ${percent(100 * idleFraction)} of its vCPUs now`,
    count: idle.length,
    lines: largest.map((vm) => {
      const uses = `uses ${count(used?.[vm] ?? 0)} MHz`;
      return { vm, words: `${several(map.scene.vms[vm]!.vcpus, 'vCPU')}, ${uses}` };
    }),
  };
}

function rowsOf(model: EstateModel, looks: readonly number[]): number[] {
  const rows: number[] = [];
  model.looks.forEach((look, vm) => {
    if (looks.includes(look)) rows.push(vm);
  });
  return rows;
}

/** The largest by a measure; equal ones in inventory order. */
function top(rows: readonly number[], measure: (vm: number) => number): number[] {
  const best: { vm: number; size: number }[] = [];
  for (const vm of rows) {
    const size = measure(vm);
    if (best.length === linesMost && size <= best.at(-1)!.size) continue;
    let place = best.length;
    while (place > 0 && best[place - 1]!.size < size) place--;
    best.splice(place, 0, { vm, size });
    if (best.length > linesMost) best.pop();
  }
  return best.map(({ vm }) => vm);
}

export type EstateListsProps = MapState & MapListeners;

/** The lists as a column, to stand beside the map while nothing is chosen. */
export function EstateLists(props: EstateListsProps): VNode {
  const model = estateModel(props);
  const column = estateLists(props, model).map((list) => listOf(props, list));
  const attributes = { class: 'draw-lists', ...pointerListeners(props) };
  return h('div', attributes as object, column) as VNode;
}

function listOf(map: MapState, list: EstateList): Mark {
  const lines = list.lines.map(({ vm, words }) => lineOf(map, vm, words));
  const rest = list.count - list.lines.length;
  return mark(
    'section',
    { key: list.title, class: 'draw-list' },
    mark('h2', {}, mark('span', {}, list.title), mark('span', {}, count(list.count))),
    mark('p', { class: 'draw-faint' }, list.rule),
    ...lines,
    rest > 0 ? mark('p', { class: 'draw-faint' }, `${count(rest)} more`) : null,
  );
}

function lineOf(map: MapState, vm: number, words: string): Mark {
  const { id, name, cluster } = map.scene.vms[vm]!;
  const attributes = {
    key: `vm${vm}`,
    type: 'button',
    class: map.selected === id ? 'draw-list-line draw-chosen' : 'draw-list-line',
    'data-entity': id,
  };
  return mark(
    'button',
    attributes,
    healthIcon(map.vmHealths[vm] ?? 'unknown', 11),
    mark('b', {}, name),
    mark('span', { class: 'draw-faint' }, map.scene.clusters[cluster]?.name ?? ''),
    mark('span', { class: 'draw-grow' }),
    mark('span', {}, words),
  );
}
