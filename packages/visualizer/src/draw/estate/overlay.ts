/** What lies above the canvas: rings around found, lit and chosen marks, and whole cards. */
import type { MapState } from '../contract.ts';
import { hostCard } from '../hosts/host-card.ts';
import { type CardModel, cardModel } from '../hosts/hosts-layout.ts';
import { recoveryCard } from '../hosts/recovery-card.ts';
import { cellGrid } from '../hosts/vm-cell.ts';
import { type Box, type Mark, mark, rect } from '../marks.ts';
import { paint, type TokenName } from '../tokens.ts';
import { entityPlaces } from './estate-keys.ts';
import { detailCardWidth, type Level } from './geometry.ts';
import type { PaintScene } from './paint-cells.ts';
import { screenCorner } from './paint-cells.ts';
import { markBox } from './paint-estate.ts';

/** Rings at most; with more found than this the map is full of them anyway. */
const ringsMost = 2_000;

/** Rings as one drawing over the canvas; the chosen mark carries its id. */
export function ringsDrawing(map: MapState, scene: PaintScene, level: Level): Mark | null {
  if (level === 'detail') return null;
  const { selected, hovered } = map;
  const found = [...(map.found ?? [])].slice(0, ringsMost);
  // Small cards ring what is lit or found themselves.
  const lit = level === 'cards' ? [] : [...found, hovered];
  const wanted = [...lit, selected].filter((entity) => entity !== null);
  const places = entityPlaces(map.scene, scene.model, wanted);
  const marks = [...places].flatMap(([entity, place]) =>
    ringsAround(markBox(scene, scene.model, place.host, place.place), entity, selected),
  );
  const attributes = { class: 'draw draw-rings', 'aria-hidden': 'true' };
  const viewBox = `0 0 ${scene.width} ${scene.height}`;
  return mark('svg', { ...attributes, viewBox }, ...marks);
}

/** A ring; that of the choice is wider and set off from what lies below. */
function ringsAround(box: Box, entity: number, selected: number | null): Mark[] {
  const ring = (pad: number, token: TokenName, width: number, id?: string): Mark => {
    const { x, y } = box;
    const around = {
      x: x - pad,
      y: y - pad,
      width: box.width + 2 * pad,
      height: box.height + 2 * pad,
    };
    return rect(around, 'none', { id, rx: 1, stroke: paint(token), 'stroke-width': width });
  };
  if (entity !== selected) return [ring(1, 'select', 1.3)];
  return [ring(2, 'panel', 5), ring(2, 'select', 2.2, `map-${entity}`)];
}

/** Whole cards of the hosts in sight, as on the view of hosts, placed over the map. */
export function detailCards(
  map: MapState,
  scene: PaintScene,
  hosts: readonly number[],
  scale: number,
): Mark[] {
  return hosts.map((host) => {
    const [x, y] = screenCorner(scene, host);
    const card = cardModel(map, scene.model.buckets, host);
    const place = `translate(${Math.round(x * scale)}px,${Math.round(y * scale)}px)`;
    const style = `transform:${place} scale(${scale})`;
    const name = card.recovery === undefined ? 'draw-card' : 'draw-card draw-recovery';
    const attributes = { key: `h${host}`, class: `${name} draw-placed`, style };
    return mark('div', attributes, wholeCard(map, card));
  });
}

function wholeCard(map: MapState, card: CardModel): Mark {
  const size = { width: detailCardWidth, scale: 1, leastHeight: 0 };
  if (card.recovery !== undefined) {
    return recoveryCard({ ...card.model, facts: ['failed'] }, card.recovery, size);
  }
  const grid = cellGrid(detailCardWidth - 24, longestName(map, card));
  return hostCard(card.model, { ...size, grid });
}

function longestName(map: MapState, { model }: CardModel): string {
  const first = map.scene.vms[0]?.name ?? '';
  return model.cells.reduce(
    (longest, { name }) => (name.length > longest.length ? name : longest),
    first,
  );
}
