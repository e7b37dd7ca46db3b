import type { MapState } from '../contract.ts';
import { type HostBuckets, hostBuckets } from '../host-buckets.ts';
import { type ClusterModel, clusterModels } from './cluster-model.ts';
import { cardMargin, cardWidth, hostCardHeight } from './host-card.ts';
import { type HostCardModel, hostCardModel } from './host-card-model.ts';
import { recoveryCardHeight } from './recovery-card.ts';
import { type RecoveryModel, recoveryModel } from './recovery-model.ts';
import { type CellGrid, cellGrid } from './vm-cell.ts';
import { bootFractionOf } from './vm-cell-model.ts';

/** Gap between cards, and the least width of one, pixels. */
export const cardGap = 12;
const cardWidthLeast = 400;

/** One card: of a host, or of its recovery. */
export interface CardModel {
  readonly model: HostCardModel;
  readonly recovery: RecoveryModel | undefined;
}

export interface ClusterSection {
  readonly cluster: ClusterModel;
  readonly cards: readonly CardModel[];
}

/** All cards of the view and how they stand. */
export interface HostsLayout {
  readonly sections: readonly ClusterSection[];
  /** Cards in a row. */
  readonly columns: number;
  /** Of a card, in the drawing's own pixels. */
  readonly cardWidth: number;
  readonly grid: CellGrid;
  readonly scale: number;
}

/** As many cards in a row as the width allows; they fill it. */
export function cardColumns(width: number): { columns: number; cardWidth: number } {
  if (width <= 0) return { columns: 2, cardWidth };
  const columns = Math.max(1, Math.floor((width + cardGap) / (cardWidthLeast + cardGap)));
  return { columns, cardWidth: Math.max((width - (columns - 1) * cardGap) / columns - 2, 320) };
}

/**
 * The models of all cards.
 * @param widthPx of the page's room for them
 */
export function hostsLayout(map: MapState, widthPx: number, scale: number): HostsLayout {
  const { columns, cardWidth: width } = cardColumns(widthPx / scale);
  const buckets = hostBuckets(map.scene, map.tables);
  const longest = map.scene.vms.reduce(
    (most, { name }) => (name.length > most.length ? name : most),
    '',
  );
  const sections = clusterModels(map).map((cluster) => ({
    cluster,
    cards: cluster.hosts.map((host) => cardModel(map, buckets, host)),
  }));
  const grid = cellGrid(width - 2 * cardMargin, longest);
  return { sections, columns, cardWidth: width, grid, scale };
}

/** The card of a host: its recovery while it has failed and high availability works on it. */
export function cardModel(map: MapState, buckets: HostBuckets, host: number): CardModel {
  const recovery = map.recoveries.find((candidate) => candidate.host === host);
  const model = hostCardModel(map, buckets, host);
  const isShown = recovery !== undefined && model.cpu === undefined;
  return {
    model,
    recovery: isShown
      ? recoveryModel(map.scene, recovery, map.nowSeconds, (vm) => bootFractionOf(map, vm))
      : undefined,
  };
}

/** Height that a card needs. */
export function cardHeight(card: CardModel, grid: CellGrid): number {
  return card.recovery === undefined
    ? hostCardHeight(card.model, grid)
    : recoveryCardHeight(card.recovery);
}
