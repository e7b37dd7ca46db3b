import { h, type VNode } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import { columnOf } from '../../state/health.ts';
import type { MapProps } from '../contract.ts';
import { mapAttributes, useSize } from '../listening.ts';
import { MarkMemory } from '../mark-memory.ts';
import { type Mark, mark } from '../marks.ts';
import { clusterHeader } from './cluster-header.ts';
import { hostCard } from './host-card.ts';
import { arrowKeys, cardStops, nextEntity } from './hosts-keys.ts';
import {
  type CardModel,
  type ClusterSection,
  cardHeight,
  type HostsLayout,
  hostsLayout,
} from './hosts-layout.ts';
import { recoveryCard } from './recovery-card.ts';
import { type Departure, departures, travel, travellers } from './travel.ts';

/** What the view keeps from frame to frame. */
interface Kept {
  /** Heights that cards have had, by host: they do not shrink while one watches. */
  readonly heights: Map<number, number>;
  readonly memory: MarkMemory;
}

function nothingKept(): Kept {
  return { heights: new Map(), memory: new MarkMemory() };
}

/** Hosts as cards in inventory order, their VMs in them. */
export function HostsView(props: MapProps): VNode {
  const root = useRef<HTMLDivElement>(null);
  const kept = useRef({ of: '', ...nothingKept() });
  const { width } = useSize(root);
  const { scale = 1, selected, scene } = props;
  const layout = hostsLayout(props, width, scale);
  const ground = `${scene.name}/${scene.vms.length}/${layout.grid.perRow}/${scale}`;
  if (kept.current.of !== ground) kept.current = { of: ground, ...nothingKept() };
  useJourneys(root, props);
  const attributes = mapAttributes(props, {
    root,
    className: 'draw-hosts',
    label: 'Hosts and their VMs',
    next: (key) => (arrowKeys.has(key) ? nextEntity(cardStops(layout), selected, key) : undefined),
  });
  return h('div', attributes, hostsDrawing(layout, kept.current)) as VNode;
}

/** The whole view as marks, for a width; what is kept is brought up to date. */
export function hostsDrawing(layout: HostsLayout, kept: Kept = nothingKept()): Mark[] {
  return layout.sections.map((section, place) => sectionOf(section, layout, kept, place === 0));
}

function sectionOf(
  { cluster, cards }: ClusterSection,
  layout: HostsLayout,
  kept: Kept,
  hasKey: boolean,
): Mark {
  const columns = `--draw-columns:${layout.columns}`;
  return mark(
    'section',
    { key: `c${cluster.cluster}`, class: 'draw-section', role: 'presentation' },
    clusterHeader(cluster, hasKey, layout.scale),
    mark(
      'div',
      { class: 'draw-cards', style: columns, role: 'presentation' },
      ...cards.map((card) => cardOf(card, layout, kept)),
    ),
  );
}

function cardOf(card: CardModel, layout: HostsLayout, kept: Kept): Mark {
  const { model, recovery } = card;
  const needed = cardHeight(card, layout.grid);
  const leastHeight = Math.max(kept.heights.get(model.host) ?? 0, needed);
  // The queue of a restart is gone one day; it leaves no hole.
  if (recovery === undefined) kept.heights.set(model.host, leastHeight);
  const size = { width: layout.cardWidth, scale: layout.scale, leastHeight };
  const head = { ...model, facts: headFacts(card) };
  return mark(
    'div',
    {
      key: `h${model.host}`,
      class: recovery === undefined ? 'draw-card' : 'draw-card draw-recovery',
      role: 'listbox',
      'aria-label': model.name,
    },
    recovery === undefined
      ? hostCard(model, { ...size, grid: layout.grid, memory: kept.memory })
      : recoveryCard(head, recovery, size),
  );
}

function headFacts({ model, recovery }: CardModel): readonly string[] {
  return recovery === undefined ? model.facts : ['failed'];
}

/** Lets VMs travel that came to another host since the last frame. */
function useJourneys(root: { readonly current: HTMLDivElement | null }, props: MapProps): void {
  const hostsBefore = useRef<{ hosts: Int32Array; scene: unknown } | undefined>(undefined);
  const trips = useRef<readonly Departure[]>([]);
  const column = columnOf(props.tables, 'vm', 'host');
  const before = hostsBefore.current;
  const isSame = before?.scene === props.scene;
  const vms = isSame && props.moves ? travellers(before?.hosts, column) : [];
  trips.current = root.current === null || vms.length === 0 ? [] : departures(root.current, vms);
  if (column !== undefined) {
    hostsBefore.current = { hosts: Int32Array.from(column), scene: props.scene };
  }
  useLayoutEffect(() => {
    if (root.current !== null && trips.current.length > 0) {
      travel(root.current, trips.current, props.scale ?? 1);
    }
  });
}
