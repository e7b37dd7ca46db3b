import type { Host } from '../../../inventory/entities.ts';
import type { Mount } from '../../../inventory/storage/mount.ts';
import type { Path } from '../../../inventory/storage/path.ts';
import type { StoragePart } from '../../../inventory/storage/storage-inventory.ts';
import type { World } from '../../../inventory/world.ts';
import type { FaultEffect } from '../faults/faults.ts';
import { cablingOf } from '../topology/cabling.ts';
import { FabricMap } from '../topology/fabric-map.ts';
import { type Ailment, ailmentOf, type CableOf, stallSeconds } from './ailment.ts';
import { isDeviceFailed } from './ways.ts';
import { isReachable } from './without-paths.ts';

/** What a fault would do to the mounts that work now. */
export interface Forecast {
  /** I/O on them would stand still, and go on by other paths after so many seconds. */
  readonly stalled: readonly { readonly mount: Mount; readonly seconds: number }[];
  /** No way would be left to them. */
  readonly lost: readonly Mount[];
  /** Paths that would die although no I/O takes them now. */
  readonly unused: number;
}

/**
 * What faults of some parts would do at once, by cabling and paths as they are. Nothing is changed:
 * the parts are taken for faulty only while it looks. A trespass, and what guests make of the
 * silence, come on top.
 */
export function forecastOf(
  world: World,
  parts: readonly StoragePart[],
  effect: FaultEffect,
): Forecast {
  const { storage } = world;
  const cableOf: CableOf = new Map(storage.cables.map((cable) => [cable.end, cable]));
  const before = storage.paths.map((path) => ailmentOf(path, cableOf));
  const works = (mount: Mount): boolean => mount.state === 'open' && isConnected(mount.host);
  const open = storage.mounts.filter(works);
  const saved = parts.map(({ health }) => [health.isFailed, health.isHung] as const);
  for (const { health } of parts) {
    if (effect === 'hang') health.isHung = true;
    if (effect === 'crash') health.isFailed = true;
  }
  const after = ailmentsNow(world, cableOf);
  const isGone = open.map((mount) => isUnreachable(mount, after));
  parts.forEach(({ health }, i) => {
    [health.isFailed, health.isHung] = saved[i]!;
  });
  const ill = (path: Path): Ailment | undefined => after[path.index];
  const stalled: { mount: Mount; seconds: number }[] = [];
  const lost: Mount[] = [];
  for (const [i, mount] of open.entries()) {
    const ailments = mount.using.flatMap((path) => {
      const ailment = ill(path);
      return ailment === undefined ? [] : [stallSeconds(ailment, path.hba.spec, mount.host)];
    });
    if (isGone[i]!) lost.push(mount);
    else if (ailments.length > 0) stalled.push({ mount, seconds: Math.max(...ailments) });
  }
  const used = new Set(open.flatMap(({ using }) => using));
  const unused = storage.paths.filter((path) => {
    return !used.has(path) && before[path.index] === undefined && ill(path) !== undefined;
  }).length;
  return { stalled, lost, unused };
}

function isConnected({ state }: Host): boolean {
  return state === 'connected';
}

function isUnreachable(mount: Mount, ailments: readonly (Ailment | undefined)[]): boolean {
  const { lun, paths } = mount;
  if (lun === undefined) return !isReachable(mount);
  return isDeviceFailed(lun) || paths.every((path) => ailments[path.index] !== undefined);
}

/** Ailments of all paths, each by the way that its fabric would find for it. */
function ailmentsNow({ storage, scenario }: World, cableOf: CableOf): (Ailment | undefined)[] {
  const down = new Set<string>();
  for (const part of [...storage.switches, ...storage.networks, ...storage.links]) {
    if (part.health.isFailed) down.add(part.name);
  }
  const map = new FabricMap(cablingOf(scenario), down);
  return storage.paths.map((path) => {
    const from = map.numberOf(path.hba.cabledTo.name)!;
    const links = map.route(from, map.numberOf(path.port.cabledTo.name)!);
    if (links === undefined) return ailmentOf(path, cableOf);
    const route = { ...path.route, links: links.map((link) => storage.links[link]!) };
    const junctions = path.route.junctions.filter(({ health }) => !health.isFailed);
    return ailmentOf({ ...path, route: { ...route, junctions } } as Path, cableOf);
  });
}
