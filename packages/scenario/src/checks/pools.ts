import type { PoolSpec } from '@vdcsim/core';
import { placeOfThing } from '../load/things.ts';
import { type Inventory, placeOfKey } from './inventory.ts';

/** Pools stand on something, and not on themselves. */
export function checkPools(inventory: Inventory): void {
  checkBases(inventory);
  checkParents(inventory);
}

function checkBases({ pools, places, problems, isPartial }: Inventory): void {
  for (const { thing, spec } of pools) {
    const { problem } = places.baseOfPool({
      cluster: spec.cluster,
      host: spec.host,
      parent: spec.parent,
    });
    if (problem === undefined || (isPartial && spec.parent === undefined)) continue;
    const what = `pool ${spec.name} ${problem.what}`;
    problems.error(placeOfThing(thing), problem.code, what, problem.remedy);
  }
}

function checkParents({ pools, problems }: Inventory): void {
  const byName = new Map(pools.map((pool) => [pool.spec.name, pool.spec]));
  const told = new Set<string>();
  for (const { thing, spec } of pools) {
    const circle = circleFrom(spec, byName);
    if (circle === undefined || circle.some((name) => told.has(name))) continue;
    for (const name of circle) told.add(name);
    const what = `pools ${circle.join(' -> ')}`;
    problems.error(placeOfKey(thing, 'parent'), 'CYCLE', what, 'drop a "parent"');
  }
}

/** Names from a pool back to itself, or undefined if its parents end. */
function circleFrom(
  start: PoolSpec,
  byName: ReadonlyMap<string, PoolSpec>,
): readonly string[] | undefined {
  const path = [start.name];
  let { parent } = start;
  while (parent !== undefined) {
    if (parent === start.name) return [...path, parent];
    if (path.includes(parent)) return undefined;
    path.push(parent);
    parent = byName.get(parent)?.parent;
  }
  return undefined;
}
