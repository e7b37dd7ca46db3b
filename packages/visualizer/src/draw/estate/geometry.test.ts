import fc from 'fast-check';
import { expect, test } from 'vitest';
import { vmsOf } from '../host-buckets.ts';
import { smallEstate } from './estate.fixtures.ts';
import { estateGrid, stripsOf } from './estate-grid.ts';
import { estateModel } from './estate-model.ts';
import {
  fitScaleOf,
  hostCorner,
  levelBegin,
  levelOf,
  levels,
  type Stage,
  spotAt,
  wholeView,
  worldSeen,
} from './geometry.ts';
import { constrained, reveal, scaleMost, stepped, viewOf, zoomed } from './view-moves.ts';

const map = smallEstate();
const model = estateModel(map);
const vms = map.scene.hosts.map((_, host) => vmsOf(model.buckets, host).length);
const grid = estateGrid(stripsOf(map.scene), vms, 2);
const room = { width: 1_200, height: 600 };
const stage: Stage = { ...room, fitScale: fitScaleOf(grid, room) };

test('clusters become strips of at most sixteen hosts: 16, 16 and 4, 3', () => {
  const strips = stripsOf(map.scene);
  expect(strips.map(({ hosts }) => hosts.length)).toEqual([16, 16, 4, 3]);
  expect(strips.map(({ label }) => label)).toEqual(['prod', 'c02', 'c02, from 17', 'c03']);
});

test('the whole estate fits its room at scale 1', () => {
  const world = worldSeen(grid, stage, wholeView);
  expect(world.width).toBeLessThanOrEqual(room.width + 1e-6);
  expect(world.height).toBeLessThanOrEqual(room.height + 1e-6);
});

test('what stands at a place is found there again, on every level', () => {
  for (const level of levels) {
    const world = worldSeen(grid, stage, { ...wholeView, k: levelBegin(stage, level) });
    map.scene.hosts.forEach((_, host) => {
      const [x, y] = hostCorner(grid, world, host);
      expect(spotAt(grid, world, x + 1, y + 1)).toEqual({ host, cell: -1 });
      const { headHeight, cellPitch, cellsPerRow } = world.sizes;
      const spot = spotAt(grid, world, x + 1, y + headHeight + 0.5 * cellPitch);
      expect(spot).toEqual({ host, cell: 0 });
      const next = { x: x + 1, y: y + headHeight + 1.5 * cellPitch };
      if (next.y > world.height) return;
      expect(spotAt(grid, world, next.x, next.y)?.cell).toBe(cellsPerRow);
    });
  }
});

test('outside of all hosts there is nothing', () => {
  const world = worldSeen(grid, stage, wholeView);
  expect(spotAt(grid, world, -5, 5)).toBeUndefined();
  expect(spotAt(grid, world, world.width + 500, 5)).toBeUndefined();
  expect(spotAt(grid, world, 5, world.height + 50)).toBeUndefined();
});

test('levels follow the scale, and the last one ends it', () => {
  const seen = levels.map((level) => levelOf(stage, { ...wholeView, k: levelBegin(stage, level) }));
  expect(seen).toEqual(['cells', 'columns', 'cards', 'detail']);
  expect(constrained(grid, stage, { k: 1e9, x: 0, y: 0 }).k).toBe(scaleMost(stage));
});

test('closer and further again leads back to the whole, from any point', () => {
  const point = fc.tuple(fc.integer({ min: 0, max: 1_200 }), fc.integer({ min: 0, max: 600 }));
  const property = fc.property(
    point,
    fc.double({ min: 1.1, max: 40, noNaN: true }),
    (at, factor) => {
      const near = zoomed(grid, stage, wholeView, factor, at);
      const far = zoomed(grid, stage, near, 1e-6, at);
      const whole = constrained(grid, stage, wholeView);
      return far.k === 1 && far.x === whole.x && far.y === whole.y;
    },
  );
  fc.assert(property, { seed: 20070101, numRuns: 100 });
});

test('a step closer shows the host in the middle of its strip, a step back the whole', () => {
  const host = 20;
  const view = viewOf(grid, stage, 'cards', host);
  const world = worldSeen(grid, stage, view);
  const [x, y] = hostCorner(grid, world, host);
  expect(x + view.x).toBeGreaterThan(0);
  expect(x + view.x).toBeLessThan(room.width);
  expect(y + view.y).toBeGreaterThan(0);
  expect(levelOf(stage, stepped(grid, stage, view, 1, host))).toBe('detail');
  const back = stepped(grid, stage, viewOf(grid, stage, 'columns', host), -1, host);
  expect(back).toEqual(constrained(grid, stage, wholeView));
});

test('a host in sight stays where it is, one out of sight is brought in', () => {
  const view = viewOf(grid, stage, 'detail', 0);
  expect(reveal(grid, stage, view, 0)).toBe(view);
  const moved = reveal(grid, stage, view, 38);
  const [x] = hostCorner(grid, worldSeen(grid, stage, moved), 38);
  expect(x + moved.x).toBeGreaterThanOrEqual(0);
  expect(x + moved.x).toBeLessThan(room.width);
});
