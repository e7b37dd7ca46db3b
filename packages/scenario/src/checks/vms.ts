import { placeOfThing } from '../load/things.ts';
import type { Inventory } from './inventory.ts';

/** Every VM is somewhere, and its host, cluster and pool agree. */
export function checkVmPlaces({ vms, places, problems, isPartial }: Inventory): void {
  if (isPartial) return;
  for (const { thing, spec } of vms) {
    const written = { host: spec.host, cluster: spec.cluster, pool: spec.pool };
    const { problem } = places.homeOfVm(written);
    if (problem === undefined) continue;
    const what = `${spec.name} ${problem.what}`;
    problems.error(placeOfThing(thing), problem.code, what, problem.remedy);
  }
}
