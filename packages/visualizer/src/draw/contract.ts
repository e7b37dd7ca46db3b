/**
 * What the frame of the page hands to drawings, and what they tell it. Drawings hold no state of
 * the simulation: each is a function of these values.
 */
import type { HistorySeries, Recovery, Scene, TimelineState, WireEvent } from '@vdcsim/protocol';
import type { Health, Tables } from '../state/health.ts';

/** What both maps, hosts and estate, show. */
export interface MapState {
  readonly scene: Scene;
  readonly tables: Tables;
  readonly nowSeconds: number;
  /** By row of the tables. */
  readonly vmHealths: readonly Health[];
  readonly hostHealths: readonly Health[];
  readonly recoveries: readonly Recovery[];
  /** Entity, or null. */
  readonly selected: number | null;
  /** Entity that is lit because the pointer is on it somewhere in the page, or null. */
  readonly hovered: number | null;
  /** Entities that the search has found, or null while nobody searches. */
  readonly found: ReadonlySet<number> | null;
}

/** What happens on a map, told in entities. */
export interface MapListeners {
  /** Chosen by click or arrow key; null: the ground was clicked. */
  onSelect(entity: number | null): void;
  /** Double click or Enter: one level closer. */
  onOpen?(entity: number): void;
  /** Right click, long press: where in the window. */
  onMenu?(entity: number, clientX: number, clientY: number): void;
  onHover?(entity: number | null): void;
}

export interface MapProps extends MapState, MapListeners {
  /**
   * Whether bars glide and VMs travel: only while paused, stepping or at 10 times and less. What
   * the reader's system asks of motion is honoured besides.
   */
  readonly moves: boolean;
  /** Pixels of the page for a pixel of a drawing: 1, or 1.8 when presenting. */
  readonly scale?: number;
}

/** Where VMs become too many for cards: the estate map is the better first view from here. */
export const estateFromVms = 300;

/** Time on an axis that all charts of a column share. */
export interface TimeSpan {
  readonly fromSeconds: number;
  readonly toSeconds: number;
}

export interface ChartInput {
  /** Answer to the question `history`. */
  readonly series: readonly HistorySeries[];
  /** Seconds since 1970 of second 0. */
  readonly startEpochSeconds: number;
  /** What the axis shows; give all charts of a column the same. */
  readonly span: TimeSpan;
  /** Beyond this nothing has been simulated. */
  readonly nowSeconds: number;
  /** Instants of faults: dotted red through all charts. */
  readonly faultsAtSeconds: readonly number[];
  /** Pixels. */
  readonly width: number;
  /** Of the plot without title and axis, pixels. */
  readonly height: number;
  /** Whether times are written under it; the last chart of a column has them. */
  readonly hasTimeAxis: boolean;
  readonly scale?: number;
}

export interface TimelineInput {
  readonly scene: Scene;
  readonly timeline: TimelineState;
  readonly nowSeconds: number;
  readonly width: number;
  /** At least 72. */
  readonly height: number;
  readonly scale?: number;
  /** A mark was clicked. */
  onMark?(event: number): void;
}

export interface CauseInput {
  /** The rows that can be seen, oldest first. */
  readonly events: readonly WireEvent[];
  readonly rowHeight: number;
  /** Chain to highlight, or null: an event and all from which it follows. */
  readonly chain: ReadonlySet<number> | null;
}
