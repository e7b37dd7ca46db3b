import { h, type VNode } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { MapProps } from '../contract.ts';
import { useSize } from '../listening.ts';
import { type Mark, mark } from '../marks.ts';
import { estateHeader, zoomLadder } from './estate-header.ts';
import { useEstateLayout } from './estate-layout.ts';
import { type EstateModel, estateModel } from './estate-model.ts';
import { estateTable } from './estate-table.ts';
import { levelOf, levels, type View, wholeView, worldSeen } from './geometry.ts';
import { lensPlace, paintLens } from './lens.ts';
import { goTo, listenersOfMap, type MapNow } from './map-listeners.ts';
import { detailCards, ringsDrawing } from './overlay.ts';
import type { PaintScene } from './paint-cells.ts';
import { hostsInSight, paintEstate, paintScene } from './paint-estate.ts';
import { loadPlot, readyPlot } from './plots.ts';
import { type Brush, useBrush, useMoves } from './stage-hook.ts';
import { constrained } from './view-moves.ts';

/** Numbers and plots around the map, and its table, change this often at most, ms. */
const wordsMs = 250;
const tableMs = 1_000;

/** Columns narrower than this are magnified under the pointer. */
const lensUntilPx = 24;

/** A large estate on a canvas, from one cell a VM to whole cards, with summary plots below. */
export function EstateView(props: MapProps): VNode {
  const room = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const { scale = 1 } = props;
  const size = useSize(room);
  const width = size.width / scale;
  const height = size.height / scale;
  const [view, setView] = useState<View>(wholeView);
  const [lensHost, setLensHost] = useState<number | null>(null);
  const model = estateModel(props);
  const { grid, stage } = useEstateLayout(props, model, { width, height });
  const seen = useSame(constrained(grid, stage, view));
  const level = levelOf(stage, seen);
  const brush = useBrush(canvas, { width, height, scale });
  const now = useRef({} as MapNow);
  now.current = { props, model, grid, stage, view: seen, scale, setView, setLensHost };
  useMoves(room, now);
  useLayoutEffect(() => {
    if (brush.current !== undefined) repaint(props, now.current, brush.current, lensHost);
  });
  useEffect(() => setView(wholeView), [props.scene]);
  const attributes = {
    ref: room,
    class: 'draw-estate-map',
    role: 'application',
    tabIndex: 0,
    'aria-label': 'Map of the estate. Arrow keys choose, Enter comes closer, minus goes back.',
    'aria-activedescendant': props.selected === null ? undefined : `map-${props.selected}`,
    ...listenersOfMap(now),
  };
  const scene = plainScene(now.current);
  const hosts = hostsInSight(scene);
  const onMap = [
    h('canvas', { ref: canvas, 'aria-hidden': 'true' } as object),
    ringsDrawing(props, scene, level),
    ...(level === 'detail' ? detailCards(props, scene, hosts, scale) : []),
  ];
  return mark(
    'div',
    { class: 'draw-estate' },
    useCalm(`${props.scene.name} ${props.found?.size}`, wordsMs, () => estateHeader(props, model)),
    h('div', attributes as object, onMap),
    useCalm(`${props.scene.name} ${level} ${scale}`, wordsMs, () =>
      footer(props, model, zoomLadder(level), now),
    ),
    useCalm(props.scene, tableMs, () => estateTable(props, model, level, hosts)),
  );
}

/** The same object while it says the same, so that effects can tell. */
function useSame(view: View): View {
  const kept = useRef(view);
  const { k, x, y } = kept.current;
  if (view.k !== k || view.x !== x || view.y !== y) kept.current = view;
  return kept.current;
}

/** A scene without a brush: enough to know where things are. */
function plainScene({ model, grid, stage, view }: MapNow): PaintScene {
  const world = worldSeen(grid, stage, view);
  const brush = {} as Pick<PaintScene, 'context' | 'tokens'>;
  return paintScene({ ...brush, model, grid, world }, stage, view);
}

function repaint(props: MapProps, now: MapNow, brush: Brush, lensHost: number | null): void {
  const { context, tokens } = brush;
  const scene = { ...plainScene(now), context, tokens };
  const card = { ...brush, map: props, model: now.model };
  const level = levelOf(now.stage, now.view);
  paintEstate({ scene, card, level });
  if (lensHost !== null && scene.world.sizes.pitch < lensUntilPx) {
    paintLens(scene, card, lensPlace(scene, card, lensHost));
  }
}

function footer(
  props: MapProps,
  model: EstateModel,
  ladder: Mark,
  now: { readonly current: MapNow },
): Mark {
  const onClick = (event: MouseEvent): void => {
    const step = event.target instanceof Element ? event.target.closest('[data-level]') : null;
    const level = levels.find((name) => name === step?.getAttribute('data-level'));
    if (level !== undefined) goTo(now.current, level);
  };
  const { scale = 1 } = props;
  const ready = readyPlot(props, model, scale);
  // Where letters are large there is room for one claim.
  const marks = scale === 1 ? [ladder, ready, loadPlot(props, model)] : [ready];
  return h('footer', { class: 'draw-plots', onClick } as object, ...marks) as Mark;
}

/**
 * Marks that are made anew some times a second at most: nobody reads faster, and with ten thousand
 * VMs they take time that the map needs. What comes last is always shown.
 */
function useCalm(scene: unknown, everyMs: number, make: () => Mark): Mark {
  const kept = useRef<{ at: number; scene: unknown; mark: Mark } | undefined>(undefined);
  const [, wake] = useState(0);
  const at = performance.now();
  const { current } = kept;
  const isFresh = current !== undefined && current.scene === scene && at - current.at < everyMs;
  const shown = isFresh ? current : { at, scene, mark: make() };
  kept.current = shown;
  useEffect(() => {
    if (!isFresh) return undefined;
    const timer = setTimeout(() => wake((turn) => turn + 1), everyMs - (at - shown.at));
    return () => clearTimeout(timer);
  });
  return shown.mark;
}
