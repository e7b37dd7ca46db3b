import type { HostSpec, VmSpec } from '@vdcsim/core';
import { child, type MapNode, type Place } from '../document/tree.ts';
import type { PlatformCells } from '../language/language.ts';
import { placeOfThing, type Thing } from '../load/things.ts';
import type { Inventory } from './inventory.ts';

/** A platform on which a VM may run. */
interface Home {
  readonly name: string;
  readonly cells: PlatformCells;
}

/** What VMs claim, and how they run, must be known to every platform on which they may be. */
export function checkPlatformClaims(inventory: Inventory): void {
  if (inventory.isPartial) return;
  const specs = new Map(inventory.hosts.map(({ spec }) => [spec.name, spec]));
  const members = new Map(inventory.clusters.map(({ spec }) => [spec.name, spec.hosts]));
  for (const { thing, spec } of inventory.vms) {
    const { host, cluster, pool, execution, allocation } = spec;
    if (execution === undefined && allocation.cpu === undefined) continue;
    const { home, problem } = inventory.places.homeOfVm({ host, cluster, pool });
    if (problem !== undefined) continue;
    const own = home.cluster === undefined ? [home.host ?? ''] : (members.get(home.cluster) ?? []);
    const complaint = firstComplaint(spec, homesOf(own, specs, inventory));
    if (complaint === undefined) continue;
    const { keys, code, what, remedy } = complaint;
    inventory.problems.error(placeBelow(thing, keys), code, what, remedy);
  }
}

function homesOf(
  hosts: readonly string[],
  specs: ReadonlyMap<string, HostSpec>,
  { platforms }: Inventory,
): Home[] {
  const names = new Set(hosts.map((host) => specs.get(host)?.platform ?? ''));
  return [...names].flatMap((name) => {
    const cells = platforms.get(name);
    return cells === undefined ? [] : [{ name, cells }];
  });
}

interface Complaint {
  readonly keys: readonly string[];
  readonly code: string;
  readonly what: string;
  readonly remedy: string;
}

function firstComplaint(vm: VmSpec, homes: readonly Home[]): Complaint | undefined {
  for (const home of homes) {
    const complaint = executionComplaint(vm, home) ?? claimComplaint(vm, home);
    if (complaint !== undefined) return complaint;
  }
  return undefined;
}

function executionComplaint({ execution }: VmSpec, home: Home): Complaint | undefined {
  const offered = home.cells.get('guestExecution');
  if (execution === undefined || typeof offered !== 'string') return undefined;
  const words = offered.split('-or-');
  if (words.includes(execution)) return undefined;
  return {
    keys: ['execution'],
    code: 'NOT_HONOURED',
    what: `execution: ${execution} under ${home.name}`,
    remedy: `write ${words.join(' or ')}, or leave it out`,
  };
}

function claimComplaint({ allocation }: VmSpec, home: Home): Complaint | undefined {
  const { shares, reservation } = allocation.cpu ?? {};
  const { name, cells } = home;
  if (reservation !== undefined && reservation.value > 0 && cells.get('reservesCpu') === false) {
    return {
      keys: ['allocation', 'cpu', 'reservation'],
      code: 'NOT_HONOURED',
      what: `a CPU reservation under ${name}`,
      remedy: 'leave it out, it has none',
    };
  }
  const least = Number(cells.get('leastCpuShares') ?? 0);
  const most = Number(cells.get('mostCpuShares') ?? Number.POSITIVE_INFINITY);
  if (typeof shares !== 'number' || (shares >= least && shares <= most)) return undefined;
  return {
    keys: ['allocation', 'cpu', 'shares'],
    code: 'OUT_OF_RANGE',
    what: `shares: ${shares} under ${name}`,
    remedy: `write ${least} to ${most}`,
  };
}

/** Place of a key below a VM's own entry, or of the nearest that stands there. */
function placeBelow(thing: Thing, keys: readonly string[]): Place {
  let place: Place = placeOfThing(thing);
  let node: MapNode = thing.entry.node;
  for (const key of keys) {
    const below = child(node, key);
    if (below === undefined) return place;
    place = below;
    if (below.kind !== 'map') return place;
    node = below;
  }
  return place;
}
