/** The canvas of a map on the page: its size, its colours, and the wheel and drags over it. */
import { pointer, select } from 'd3-selection';
import { type D3ZoomEvent, zoom, zoomIdentity } from 'd3-zoom';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { readyPattern } from '../patterns.ts';
import { readTokens, type Tokens } from '../tokens.ts';
import type { EstateGrid } from './estate-grid.ts';
import type { Stage, View } from './geometry.ts';
import { constrained, scaleMost, zoomed } from './view-moves.ts';

/** What a canvas is painted with in the present theme. */
export interface Brush {
  readonly context: CanvasRenderingContext2D;
  readonly tokens: Tokens;
  readonly readyPattern: CanvasPattern;
  readonly font: string;
}

/** The brush of a canvas of a size; made anew when size or theme change. */
export function useBrush(
  ref: { readonly current: HTMLCanvasElement | null },
  { width, height, scale }: { width: number; height: number; scale: number },
): { readonly current: Brush | undefined } {
  const brush = useRef<Brush | undefined>(undefined);
  const [theme, setTheme] = useState(0);
  useEffect(() => {
    const change = (): void => setTheme((turn) => turn + 1);
    const observer = new MutationObserver(change);
    const attributeFilter = ['data-theme', 'data-mode'];
    observer.observe(document.documentElement, { attributes: true, attributeFilter });
    const scheme = window.matchMedia('(prefers-color-scheme: dark)');
    scheme.addEventListener('change', change);
    return () => {
      observer.disconnect();
      scheme.removeEventListener('change', change);
    };
  }, []);
  useLayoutEffect(() => {
    const canvas = ref.current;
    const context = canvas?.getContext('2d') ?? null;
    if (canvas === null || context === null || width === 0) return;
    const ratio = window.devicePixelRatio * scale;
    canvas.width = Math.round(width * ratio);
    canvas.height = Math.round(height * ratio);
    context.setTransform(ratio, 0, 0, ratio, 0, 0);
    const style = getComputedStyle(canvas);
    const tokens = readTokens(style);
    const pattern = readyPattern(context, tokens);
    brush.current = { context, tokens, readyPattern: pattern, font: style.fontFamily };
  }, [width, height, scale, theme]);
  return brush;
}

/** Everything that moving needs to know, as it is now. */
export interface Moving {
  readonly grid: EstateGrid;
  readonly stage: Stage;
  readonly view: View;
  /** Pixels of the page for a pixel of the map. */
  readonly scale: number;
  setView(view: View): void;
}

/**
 * Lets the pointer move the map: d3-zoom for drags and pinches; the wheel goes through our own
 * arithmetic, since a step to another level changes where everything stands.
 */
export function useMoves(
  ref: { readonly current: HTMLElement | null },
  now: { readonly current: Moving },
): void {
  const isOwn = useRef(false);
  const behavior = useRef(zoom<HTMLElement, unknown>());
  useEffect(() => {
    const element = ref.current;
    if (element === null) return undefined;
    const target = select<HTMLElement, unknown>(element);
    behavior.current
      .filter(
        (event: Event) => event.type !== 'wheel' && event.type !== 'dblclick' && !isMenu(event),
      )
      .clickDistance(4)
      .constrain(({ k, x, y }) => {
        const { grid, stage, scale } = now.current;
        const held = constrained(grid, stage, { k, x: x / scale, y: y / scale });
        return zoomIdentity.translate(held.x * scale, held.y * scale).scale(held.k);
      })
      .on('zoom', (event: D3ZoomEvent<HTMLElement, unknown>) => {
        const { k, x, y } = event.transform;
        const { scale, setView } = now.current;
        if (!isOwn.current) setView({ k, x: x / scale, y: y / scale });
      });
    target.call(behavior.current);
    const onWheel = (event: WheelEvent): void => {
      event.preventDefault();
      const { grid, stage, view, scale, setView } = now.current;
      const factor = 2 ** (-event.deltaY * (event.deltaMode === 1 ? 0.05 : 0.0022));
      const [x, y] = pointer(event, element);
      setView(zoomed(grid, stage, view, factor, [x / scale, y / scale]));
    };
    element.addEventListener('wheel', onWheel, { passive: false });
    return () => {
      element.removeEventListener('wheel', onWheel);
      target.on('.zoom', null);
    };
  }, []);
  useLayoutEffect(() => {
    const { view, stage, scale } = now.current;
    if (ref.current === null) return;
    // d3-zoom keeps a view of its own, which has to follow ours.
    isOwn.current = true;
    const transform = zoomIdentity.translate(view.x * scale, view.y * scale).scale(view.k);
    behavior.current.scaleExtent([1, scaleMost(stage)]);
    select<HTMLElement, unknown>(ref.current).call(behavior.current.transform, transform);
    isOwn.current = false;
  }, [now.current.view, now.current.stage]);
}

function isMenu(event: Event): boolean {
  return event instanceof MouseEvent && (event.button !== 0 || event.ctrlKey);
}
