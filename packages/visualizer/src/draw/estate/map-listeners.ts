/** What the pointer and the keys do on the map of an estate. */
import type { MapProps } from '../contract.ts';
import { vmsOf } from '../host-buckets.ts';
import { entityAt } from '../listening.ts';
import { type EntityPlace, entityOf, entityPlaces, nextPlace } from './estate-keys.ts';
import type { EstateModel } from './estate-model.ts';
import { type Level, levelOf, levels, spotAt, wholeView, worldSeen } from './geometry.ts';
import type { Moving } from './stage-hook.ts';
import { reveal, stepped, viewOf, zoomed } from './view-moves.ts';

/** The map as it is now, for listeners that live longer than a frame. */
export interface MapNow extends Moving {
  readonly props: MapProps;
  readonly model: EstateModel;
  setLensHost(host: number | null): void;
}

type Now = { readonly current: MapNow };

/** Listeners of the map's element, by their names in Preact. */
export function listenersOfMap(now: Now): Record<string, (event: never) => void> {
  return {
    onClick: (event: MouseEvent) => now.current.props.onSelect(entityUnder(now.current, event)),
    onDblClick: (event: MouseEvent) => {
      const place = placeUnder(now.current, event);
      if (place !== undefined) closer(now.current, place.host, entityUnder(now.current, event));
    },
    onContextMenu: (event: MouseEvent) => {
      const { props } = now.current;
      const entity = entityUnder(now.current, event);
      if (entity === null || props.onMenu === undefined) return;
      event.preventDefault();
      props.onSelect(entity);
      props.onMenu(entity, event.clientX, event.clientY);
    },
    onPointerMove: (event: PointerEvent) => {
      const place = event.buttons === 0 ? placeUnder(now.current, event) : undefined;
      now.current.setLensHost(event.pointerType === 'touch' ? null : (place?.host ?? null));
      now.current.props.onHover?.(place === undefined ? null : entityUnder(now.current, event));
    },
    onPointerLeave: () => {
      now.current.setLensHost(null);
      now.current.props.onHover?.(null);
    },
    onKeyDown: (event: KeyboardEvent) => {
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      if (!press(now.current, event.key)) return;
      event.preventDefault();
      event.stopPropagation();
    },
  };
}

/** Goes to the beginning of a level, around what is chosen. */
export function goTo(now: MapNow, level: Level): void {
  const { grid, stage, setView } = now;
  if (level === 'cells') setView(wholeView);
  else setView(viewOf(grid, stage, level, chosenPlace(now).host));
}

function placeUnder(now: MapNow, event: MouseEvent): EntityPlace | undefined {
  const { grid, stage, view, scale } = now;
  const room = event.currentTarget instanceof Element ? event.currentTarget : null;
  if (room === null) return undefined;
  const { left, top } = room.getBoundingClientRect();
  const x = (event.clientX - left) / scale - view.x;
  const y = (event.clientY - top) / scale - view.y;
  const spot = spotAt(grid, worldSeen(grid, stage, view), x, y);
  return spot === undefined ? undefined : { host: spot.host, place: spot.cell };
}

/** Whole cards stand on the page and know their entities; elsewhere arithmetic says it. */
function entityUnder(now: MapNow, event: MouseEvent): number | null {
  const { props, model, stage, view } = now;
  if (levelOf(stage, view) === 'detail') return entityAt(event);
  const place = placeUnder(now, event);
  if (place === undefined) return null;
  const vms = vmsOf(model.buckets, place.host).length;
  return place.place >= vms ? null : entityOf(props.scene, model, place);
}

/** One level closer; where there is none, the page may know more. */
function closer(now: MapNow, host: number, entity: number | null): void {
  const { grid, stage, view, setView, props } = now;
  if (levelOf(stage, view) !== levels.at(-1)) setView(stepped(grid, stage, view, 1, host));
  else if (entity !== null) props.onOpen?.(entity);
}

function chosenPlace(now: MapNow): EntityPlace {
  const { props, model } = now;
  const { selected } = props;
  const places = selected === null ? undefined : entityPlaces(props.scene, model, [selected]);
  return places?.get(selected ?? -1) ?? { host: 0, place: -1 };
}

/** Whether the key meant something. */
function press(now: MapNow, key: string): boolean {
  const { grid, stage, view, setView, props } = now;
  const middle = [stage.width / 2, stage.height / 2] as const;
  switch (key) {
    case '+':
    case '=':
      setView(zoomed(grid, stage, view, 1.5, middle));
      return true;
    case '-':
      setView(zoomed(grid, stage, view, 1 / 1.5, middle));
      return true;
    case 'f':
      return fit(now);
    case 'Enter':
      closer(now, chosenPlace(now).host, props.selected);
      return true;
    default:
      return key.startsWith('Arrow') && step(now, key);
  }
}

/** F brings the choice into the middle, closer; once more shows all. */
function fit(now: MapNow): boolean {
  const { stage, view, setView, props } = now;
  if (props.selected === null || levelOf(stage, view) !== 'cells') setView(wholeView);
  else goTo(now, 'cards');
  return true;
}

function step(now: MapNow, key: string): boolean {
  const { props, model, grid, stage, view, setView } = now;
  const { cellsPerRow } = worldSeen(grid, stage, view).sizes;
  const isFirst = props.selected === null;
  const from = chosenPlace(now);
  const next = isFirst ? from : nextPlace(grid, model, from, key, cellsPerRow);
  if (next === undefined) return true;
  props.onSelect(entityOf(props.scene, model, next));
  setView(reveal(grid, stage, view, next.host));
  return true;
}
