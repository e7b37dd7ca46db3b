import type { VmSpec } from '@vdcsim/core';
import { placeOfThing } from '../load/things.ts';
import { type Inventory, placeOfKey } from './inventory.ts';

/** Every VM is somewhere, and its host, cluster and pool agree. */
export function checkVmPlaces({ vms, places, problems, isPartial }: Inventory): void {
  if (isPartial) return;
  for (const { thing, spec } of vms) {
    const { problem } = places.homeOfVm(homeKeys(spec));
    if (problem === undefined) continue;
    const what = `${spec.name} ${problem.what}`;
    problems.error(placeOfThing(thing), problem.code, what, problem.remedy);
  }
}

/**
 * Restarts need HA. A priority without it warns and is no error, so that HA can be switched off to
 * see the difference.
 */
export function checkRestartPriorities(inventory: Inventory): void {
  const { vms, clusters, places, problems, isPartial } = inventory;
  if (isPartial) return;
  const withHa = new Set(clusters.filter(({ spec }) => spec.ha !== undefined).map(nameOfSpec));
  for (const { thing, spec } of vms) {
    if (spec.restartPriority === undefined) continue;
    const { cluster } = places.homeOfVm(homeKeys(spec)).home;
    if (cluster !== undefined && withHa.has(cluster)) continue;
    const what = `restartPriority, but ${cluster ?? 'its host'} restarts nothing`;
    const place = placeOfKey(thing, 'restartPriority');
    problems.warn(place, 'NO_EFFECT', what, 'add ha to the cluster, or drop it');
  }
}

const nameOfSpec = ({ spec }: { spec: { readonly name: string } }): string => spec.name;

const homeKeys = ({ host, cluster, pool }: VmSpec) => ({ host, cluster, pool });
