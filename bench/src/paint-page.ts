/** The page in which `paint.ts` measures: a map that gets everything anew in every frame. */
import {
  EstateView,
  estateFromVms,
  HostsView,
  hostHealths,
  type MapProps,
  patterns,
  vmHealths,
} from '@vdcsim/visualizer';
import { h, render } from 'preact';
import { changingEstate } from './paint-scene.ts';

/** What was measured, milliseconds. */
export interface PaintTimes {
  readonly frames: number;
  /** From one frame on the screen to the next. */
  readonly frameP50Ms: number;
  readonly frameP95Ms: number;
  /** Our own part of a frame: health, models, page and canvas. */
  readonly workP50Ms: number;
  readonly workP95Ms: number;
}

export interface PaintRequest {
  readonly vms: number;
  readonly seconds: number;
}

/** Shows an estate and changes all of it in every frame, for some seconds. */
export function measurePaint({ vms, seconds }: PaintRequest): Promise<PaintTimes> {
  const estate = changingEstate(vms);
  const frames: number[] = [];
  const works: number[] = [];
  const first = performance.now();
  let before = first;
  return new Promise((resolve) => {
    const next = (turn: number): void => {
      const start = performance.now();
      show(estate.scene, estate.frame(turn), turn);
      works.push(performance.now() - start);
      requestAnimationFrame((now) => {
        frames.push(now - before);
        before = now;
        if (now - first < 1_000 * seconds) next(turn + 1);
        else resolve(timesOf(frames.slice(10), works.slice(10)));
      });
    };
    next(0);
  });
}

/** Shows one frame of an estate. */
export function showEstate({ vms, turn }: { vms: number; turn: number }): void {
  const estate = changingEstate(vms);
  show(estate.scene, estate.frame(turn), turn);
}

function show(scene: MapProps['scene'], tables: MapProps['tables'], turn: number): void {
  const props: MapProps = {
    ...{ scene, tables, nowSeconds: turn, recoveries: [], selected: null, hovered: null },
    ...{ found: null, moves: false, onSelect: () => undefined },
    vmHealths: vmHealths(scene, tables, [], true),
    hostHealths: hostHealths(scene, tables, true),
  };
  const view = scene.vms.length >= estateFromVms ? EstateView : HostsView;
  const root = document.querySelector('#map') ?? newRoot();
  render([patterns(), h(view, props)], root);
}

function newRoot(): Element {
  const root = document.createElement('main');
  root.id = 'map';
  document.body.append(root);
  return root;
}

function timesOf(frames: readonly number[], works: readonly number[]): PaintTimes {
  return {
    frames: frames.length,
    frameP50Ms: quantile(frames, 0.5),
    frameP95Ms: quantile(frames, 0.95),
    workP50Ms: quantile(works, 0.5),
    workP95Ms: quantile(works, 0.95),
  };
}

function quantile(values: readonly number[], part: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))] ?? Number.NaN;
}
