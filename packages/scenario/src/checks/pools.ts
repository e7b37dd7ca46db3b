import type { PoolSpec } from '@vdcsim/core';
import { placeOfThing } from '../load/things.ts';
import { type Inventory, placeOfKey } from './inventory.ts';
import { checkPoolReservations } from './pool-reservations.ts';

/** Pools stand on something, not on themselves, and it covers what they reserve. */
export function checkPools(inventory: Inventory): void {
  const allStand = checkBases(inventory);
  const allEnd = checkParents(inventory);
  if (allStand && allEnd && !inventory.isPartial) checkPoolReservations(inventory);
}

/** Whether all pools have a place that they can stand on. */
function checkBases({ pools, places, problems, isPartial }: Inventory): boolean {
  let allStand = true;
  for (const { thing, spec } of pools) {
    const { base, problem } = places.baseOfPool({
      cluster: spec.cluster,
      host: spec.host,
      parent: spec.parent,
    });
    const owner = base.host === undefined ? undefined : places.clusterOf(base.host);
    if (problem === undefined && owner !== undefined) {
      const what = `pool ${spec.name} stands on ${base.host}, a host of ${owner}`;
      const remedy = `write "cluster: ${owner}"; hosts of a cluster have no pools of their own`;
      problems.error(placeOfKey(thing, 'host'), 'BAD_PLACE', what, remedy);
      allStand = false;
      continue;
    }
    if (problem === undefined || (isPartial && spec.parent === undefined)) continue;
    const what = `pool ${spec.name} ${problem.what}`;
    problems.error(placeOfThing(thing), problem.code, what, problem.remedy);
    allStand = false;
  }
  return allStand;
}

/** Whether the parents of all pools end. */
function checkParents({ pools, problems }: Inventory): boolean {
  const byName = new Map(pools.map((pool) => [pool.spec.name, pool.spec]));
  const told = new Set<string>();
  for (const { thing, spec } of pools) {
    const circle = circleFrom(spec, byName);
    if (circle === undefined || circle.some((name) => told.has(name))) continue;
    for (const name of circle) told.add(name);
    const what = `pools ${circle.join(' -> ')}`;
    problems.error(placeOfKey(thing, 'parent'), 'CYCLE', what, 'drop a "parent"');
  }
  return told.size === 0;
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
