import { child } from '../document/tree.ts';
import { placeOfThing } from '../load/things.ts';
import { type Inventory, placeOfKey } from './inventory.ts';

/** Hyper-threading is not built yet: a thread would count as a whole core. */
export function checkHosts({ hosts, problems }: Inventory): void {
  for (const { thing, spec } of hosts) {
    if (spec.cpu.threadsPerCore === 1) continue;
    const cpu = placeOfKey(thing, 'cpu');
    const cpuNode = child(thing.entry.node, 'cpu');
    const own = cpuNode?.kind === 'map' ? child(cpuNode, 'threadsPerCore') : undefined;
    const what = `threadsPerCore: ${spec.cpu.threadsPerCore} is not built yet`;
    const remedy = 'write 1; hyper-threading comes in a later version';
    problems.error(own ?? cpu ?? placeOfThing(thing), 'NOT_BUILT_YET', what, remedy);
  }
}
