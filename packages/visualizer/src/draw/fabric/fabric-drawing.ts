/** The picture of storage as marks: curves, then bars, then the selected way, then words. */
import type { WireEvent } from '@vdcsim/protocol';
import type { MapState } from '../contract.ts';
import { area, group, type Mark, mark, rounded, stroke, svg } from '../marks.ts';
import { paint } from '../tokens.ts';
import { type FabricFrame, fabricFrame, fabricRoom } from './fabric-frame.ts';
import { fabricHead, flowLabels } from './fabric-head.ts';
import { type FabricLayout, fabricLayout } from './fabric-layout.ts';
import { type FabricModel, fabricModel, type ShownBefore } from './fabric-model.ts';
import { nodeMarks } from './fabric-nodes.ts';
import { type Breakage, breakageOf } from './fabric-notes.ts';
import { pipes } from './fabric-pipes.ts';
import { hairlinesOf, ribbonsOf } from './ribbons.ts';
import { ribbonFill } from './tenants.ts';
import { waysOf } from './way.ts';

export interface FabricInput {
  readonly map: MapState;
  readonly events: readonly WireEvent[];
  /** Pixels of the page. */
  readonly width: number;
  readonly height: number;
  readonly scale: number;
  readonly before: ShownBefore;
}

/** All that is drawn, ready to be put on the page. */
export interface FabricPicture {
  readonly model: FabricModel;
  readonly layout: FabricLayout;
  readonly frame: FabricFrame;
  readonly breakage: Breakage;
}

/** Models, places and words of the picture; undefined where there is no storage. */
export function fabricPicture(input: FabricInput): FabricPicture | undefined {
  const { map, scale } = input;
  const frame = fabricFrame(input.width / scale, input.height / scale);
  const room = fabricRoom(frame, map.scene.hosts.length);
  const model = fabricModel(map, room, input.before);
  if (model === undefined) return undefined;
  const breakage = breakageOf(map, model, input.events);
  const noted = new Set(breakage.notes.map(({ at }) => at));
  return { model, frame, breakage, layout: fabricLayout(model, frame, noted) };
}

/** Draws it. */
export function fabricDrawing(input: FabricInput, picture: FabricPicture): Mark {
  const { map, scale } = input;
  const { model, layout, frame, breakage } = picture;
  const size = { width: frame.width, height: frame.height, scale };
  return svg(
    size,
    { class: 'draw draw-fabric-picture', role: 'presentation' },
    group({ 'aria-hidden': 'true' }, ...curves(layout, breakage)),
    ...ways(map, model, layout),
    ...fabricHead(model, layout, frame),
    ...flowLabels(layout),
    ...pipes(map, model, layout, frame),
    ...nodeMarks(map, picture),
  );
}

function curves(layout: FabricLayout, breakage: Breakage): Mark[] {
  const hairlines = hairlinesOf(layout, breakage.isBroken);
  const standby = hairlines
    .filter(({ isDead }) => !isDead)
    .map(({ key, d }) => stroke(d, 'line-2', 1, { key, 'stroke-dasharray': '1 4' }));
  const dead = hairlines
    .filter(({ isDead }) => isDead)
    .map(({ key, d, middle }) =>
      group({ key }, stroke(d, 'failing', 1.5, { 'stroke-dasharray': '5 4' }), cross(middle)),
    );
  const ribbons = ribbonsOf(layout).map(({ key, d, tenant }) =>
    area(d, ribbonFill(tenant), { key, class: `glides draw-flow draw-flow-${tenant}` }),
  );
  return [...standby, ...ribbons, ...dead];
}

function cross([x, y]: readonly [number, number]): Mark {
  const [a, b] = [rounded(x - 4.5), rounded(y - 4.5)];
  return stroke(`M${a} ${b}l9 9m0 -9l-9 9`, 'failing', 2.2);
}

function ways(map: MapState, model: FabricModel, layout: FabricLayout): Mark[] {
  return waysOf(map, model, layout).map((d, place) =>
    mark(
      'g',
      { key: `way ${place}`, 'aria-hidden': 'true', class: 'draw-way' },
      mark('path', { d, class: 'glides', fill: 'none', stroke: paint('panel'), 'stroke-width': 4 }),
      mark('path', { d, class: 'glides', fill: 'none', stroke: paint('ink'), 'stroke-width': 1.8 }),
    ),
  );
}
