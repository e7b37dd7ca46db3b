import { child, type Place } from '../document/tree.ts';
import { placeOfThing } from '../load/things.ts';
import { formatQuantity } from '../values/index.ts';
import { type Inventory, placeOfKey } from './inventory.ts';

type CheckedHost = Inventory['hosts'][number];

/** Cores have one thread or two, and never stand still. */
export function checkHosts({ hosts, problems }: Inventory): void {
  for (const host of hosts) {
    const { threadsPerCore, profile } = host.spec.cpu;
    if (threadsPerCore > 2) {
      const what = `threadsPerCore: ${threadsPerCore}`;
      const remedy = 'write 1 or 2; wider cores are not modelled';
      problems.error(placeOfCpuKey(host, 'threadsPerCore'), 'NOT_HONOURED', what, remedy);
    }
    const still = profile?.steps.find((step) => step.value <= 0);
    if (still === undefined) continue;
    const after = formatQuantity(still.afterSeconds, 'duration');
    const what = `profile: cores stand still after ${after}`;
    const remedy = 'write more than "0%"; fail the host to stop it';
    problems.error(placeOfCpuKey(host, 'profile'), 'OUT_OF_RANGE', what, remedy);
  }
}

/** Place of a key of the host's processors, or of what stands for it. */
function placeOfCpuKey({ thing }: CheckedHost, key: string): Place {
  const cpu = child(thing.entry.node, 'cpu');
  const own = cpu?.kind === 'map' ? child(cpu, key) : undefined;
  return own ?? (cpu === undefined ? placeOfThing(thing) : placeOfKey(thing, 'cpu'));
}
