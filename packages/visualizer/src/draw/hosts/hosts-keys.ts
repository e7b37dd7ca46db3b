import type { HostsLayout } from './hosts-layout.ts';

/** A card for the keyboard: its host, and the VMs in rows. */
export interface CardStop {
  readonly entity: number;
  readonly cells: readonly number[];
  readonly perRow: number;
  /** Column and row of the card on the page. */
  readonly column: number;
  readonly row: number;
}

/** The cards in reading order. */
export function cardStops(layout: HostsLayout): CardStop[] {
  const stops: CardStop[] = [];
  let row = 0;
  for (const { cards } of layout.sections) {
    cards.forEach(({ model, recovery }, place) => {
      // A VM that has a new host is reached there.
      const waiting = recovery?.lines.filter(({ destination }) => destination === '');
      const lines = waiting?.map(({ entity }) => entity);
      stops.push({
        entity: model.entity,
        cells: lines ?? model.cells.map(({ entity }) => entity),
        perRow: lines === undefined ? layout.grid.perRow : 1,
        column: place % layout.columns,
        row: row + Math.floor(place / layout.columns),
      });
    });
    row += Math.ceil(cards.length / layout.columns);
  }
  return stops;
}

/** Keys that move the choice. */
export const arrowKeys: ReadonlySet<string> = new Set([
  ...['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End'],
]);

/**
 * The entity that an arrow key chooses next: sideways through a card's VMs and on to the next
 * card, up and down by rows. Undefined: there is nothing in that direction.
 */
export function nextEntity(
  stops: readonly CardStop[],
  current: number | null,
  key: string,
): number | undefined {
  if (key === 'Home') return stops[0]?.entity;
  if (key === 'End') return stops.at(-1)?.entity;
  const home = stops.findIndex(
    ({ entity, cells }) => entity === current || (current !== null && cells.includes(current)),
  );
  const card = stops[home];
  if (card === undefined || current === null) return stops[0]?.entity;
  // Place 0 is the host itself, its VMs follow.
  const place = card.entity === current ? -1 : card.cells.indexOf(current);
  if (key === 'ArrowRight') return card.cells[place + 1] ?? stops[home + 1]?.entity;
  if (key === 'ArrowLeft') return leftOf(stops, home, place);
  return key === 'ArrowDown' ? belowOf(stops, card, place) : aboveOf(stops, card, place);
}

function leftOf(stops: readonly CardStop[], home: number, place: number): number | undefined {
  const card = stops[home]!;
  if (place === 0) return card.entity;
  if (place > 0) return card.cells[place - 1];
  const before = stops[home - 1];
  return before?.cells.at(-1) ?? before?.entity;
}

function belowOf(stops: readonly CardStop[], card: CardStop, place: number): number | undefined {
  const next = place < 0 ? 0 : place + card.perRow;
  if (next < card.cells.length) return card.cells[next];
  return stops.find(({ column, row }) => column === card.column && row === card.row + 1)?.entity;
}

function aboveOf(stops: readonly CardStop[], card: CardStop, place: number): number | undefined {
  if (place >= card.perRow) return card.cells[place - card.perRow];
  if (place >= 0) return card.entity;
  const above = stops.find(({ column, row }) => column === card.column && row === card.row - 1);
  return above?.cells.at(-1) ?? above?.entity;
}
