/** Arrow keys in the picture of storage: up and down in a column, left and right between them. */
import type { FabricLayout, PlacedNode } from './fabric-layout.ts';

const keys: ReadonlySet<string> = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']);

/** The entity that a key leads to; undefined: the picture has no use for the key. */
export function nextNode(
  { nodes }: FabricLayout,
  selected: number | null,
  key: string,
): number | undefined {
  if (!keys.has(key)) return undefined;
  const stops = [...nodes.values()].filter(
    ({ entity, isPassed }) => entity !== undefined && !isPassed,
  );
  const here = stops.find(({ entity }) => entity === selected);
  if (here === undefined) return firstOf(stops)?.entity;
  if (key === 'ArrowUp' || key === 'ArrowDown') {
    const sign = key === 'ArrowDown' ? 1 : -1;
    const column = stops.filter((stop) => stop.column === here.column);
    const order = [...column].sort((a, b) => a.y - b.y);
    return order[order.indexOf(here) + sign]?.entity;
  }
  const sign = key === 'ArrowRight' ? 1 : -1;
  const beside = stops.filter((stop) => sign * (stop.column - here.column) > 0);
  const nearest = Math.min(...beside.map((stop) => sign * stop.column));
  const column = beside.filter((stop) => sign * stop.column === nearest);
  const middle = (stop: PlacedNode): number => stop.y + stop.height / 2;
  const far = (stop: PlacedNode): number => Math.abs(middle(stop) - middle(here));
  return column.reduce<PlacedNode | undefined>(
    (best, stop) => (best === undefined || far(stop) < far(best) ? stop : best),
    undefined,
  )?.entity;
}

function firstOf(stops: readonly PlacedNode[]): PlacedNode | undefined {
  return stops.reduce<PlacedNode | undefined>(
    (best, stop) =>
      best === undefined ||
      stop.column < best.column ||
      (stop.column === best.column && stop.y < best.y)
        ? stop
        : best,
    undefined,
  );
}
