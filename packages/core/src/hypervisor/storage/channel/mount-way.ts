/**
 * What an I/O of one direction crosses from a host to a datastore.
 *
 * A request of m MB takes m of adapters, links, ports and limits in MB/s, 1 of a limit of
 * operations a second, and disk time of a RAID group (see `disk-groups.ts`). Over several paths
 *
 *     by queue    a part in proportion to the speed of the path
 *     in turn     1 / n on each; and since one path works at a time, for one LUN together at most
 *                 n / sum(1 / C_p), the harmonic mean (design note, correction 13)
 *
 * Assumption: a datastore of which nothing is described answers in 5 ms and is never busy.
 */
import type { Mount } from '../../../inventory/storage/mount.ts';
import type { Path } from '../../../inventory/storage/path.ts';
import { type Direction, type IoResources, READ, WRITE } from './io-resources.ts';
import type { LimitSet } from './limit-sets.ts';
import { sessionNic, sessionResource } from './sessions.ts';

/** Where nothing at all is said about a datastore, seconds. */
const unsaidLatencySeconds = 0.005;

/** Resources in the order of the way, with what a request takes of them. */
export interface Way {
  readonly resources: readonly number[];
  readonly perMB: readonly number[];
  readonly perRequest: readonly number[];
  /** RAID group at the end; -1: none. Its disk time comes last, and is not among the resources. */
  readonly group: number;
  /** Time that no load adds to: networks, and what limits say, seconds. */
  readonly delaySeconds: number;
}

/** Part of the I/O that each path of `mount.using` carries; sums to 1. */
export function pathParts(mount: Mount, io: IoResources, direction: Direction): number[] {
  const { using, spread } = mount;
  if (spread === 'one' || using.length < 2) return using.map((_, i) => (i === 0 ? 1 : 0));
  if (spread === 'in-turn') return using.map(() => 1 / using.length);
  const speeds = using.map((path) => pathMBps(path, io, direction));
  const sum = speeds.reduce((a, b) => a + b, 0);
  return speeds.map((speed) => (sum > 0 ? speed / sum : 1 / using.length));
}

/** What one path carries at most, MB/s. */
export function pathMBps(path: Path, io: IoResources, direction: Direction): number {
  const least = (sum: number, resource: number): number => Math.min(sum, io.present(resource));
  return pathResources(path, io, direction).reduce(least, Infinity);
}

/** What paths that take turns carry together, MB/s: the harmonic mean. */
export function turnMBps(mount: Mount, io: IoResources, direction: Direction): number {
  let seconds = 0;
  for (const path of mount.using) seconds += 1 / pathMBps(path, io, direction);
  return seconds > 0 && seconds < Infinity ? mount.using.length / seconds : 0;
}

function pathResources(path: Path, io: IoResources, direction: Direction): number[] {
  const { hba, port, route } = path;
  const found = [io.hbas[2 * hba.index + direction]!];
  route.links.forEach((link, i) => {
    // Writes go from the adapter to the port, reads come back.
    const isForward = link.between[0] === route.junctions[i];
    const along = isForward === (direction === WRITE) ? 0 : 1;
    found.push(io.links[2 * link.index + along]!);
  });
  for (const junction of route.junctions) {
    if (junction.kind !== 'network') continue;
    const shared = io.networks[junction.index]!;
    if (shared >= 0) found.push(shared);
  }
  found.push(io.ports[2 * port.index + direction]!);
  return found;
}

/** The way of a mount in one direction, over the paths that it uses now. */
export function wayOf(io: IoResources, mount: Mount, direction: Direction, turn: number): Way {
  const way = new WayUnderConstruction();
  const { backing } = mount.datastore;
  let group = -1;
  if (backing.on === 'lun') {
    pathParts(mount, io, direction).forEach((part, i) => {
      if (part > 0) way.crossPath(mount.using[i]!, io, direction, part);
    });
    if (mount.spread === 'in-turn' && mount.using.length > 1) way.add(turn, 1, 0);
    way.crossLimits(io.arrayLimits[backing.lun.array.index]!, direction);
    group = backing.lun.raidGroup?.index ?? -1;
  } else if (backing.on === 'nas') {
    const { nas } = backing;
    const rank = io.sessionRanks[mount.datastore.index]!;
    const nic = sessionNic(mount.host, mount.datastore, rank);
    if (nic !== undefined) way.add(io.nics[2 * nic.index + direction]!, 1, 0);
    way.crossNetwork(io.networks[nas.network.index]!, nas.network.spec.latencySeconds ?? 0);
    way.add(io.nas[2 * nas.index + direction]!, 1, 0);
    way.crossLimits(io.nasLimits[nas.index]!, direction);
  } else if (backing.on === 'local') {
    group = backing.raidGroup.index;
  }
  way.crossLimits(io.datastoreLimits[mount.datastore.index]!, direction);
  if (way.resources.length === 0) {
    // A route crosses something, be it that nothing is described or that no path is left.
    way.add(io.inHost, 0, 1e-9);
    if (group < 0 && way.delaySeconds === 0) way.delaySeconds = unsaidLatencySeconds;
  }
  return { ...way, group };
}

class WayUnderConstruction {
  readonly resources: number[] = [];
  readonly perMB: number[] = [];
  readonly perRequest: number[] = [];
  delaySeconds = 0;

  add(resource: number, perMB: number, perRequest: number): void {
    const at = this.resources.indexOf(resource);
    if (at >= 0) {
      this.perMB[at]! += perMB;
      this.perRequest[at]! += perRequest;
      return;
    }
    this.resources.push(resource);
    this.perMB.push(perMB);
    this.perRequest.push(perRequest);
  }

  crossPath(path: Path, io: IoResources, direction: Direction, part: number): void {
    for (const resource of pathResources(path, io, direction)) this.add(resource, part, 0);
    const { hba, port } = path;
    if (hba.spec.kind === 'iscsi') {
      const sessions = sessionResource(io, hba.host, port.controller.array, direction);
      if (sessions !== undefined) this.add(sessions, part, 0);
    }
    for (const junction of path.route.junctions) {
      if (junction.kind === 'network') {
        this.delaySeconds += 2 * part * (junction.spec.latencySeconds ?? 0);
      }
    }
  }

  crossNetwork(shared: number, latencySeconds: number): void {
    if (shared >= 0) this.add(shared, 1, 0);
    this.delaySeconds += 2 * latencySeconds;
  }

  crossLimits(limits: LimitSet, direction: Direction): void {
    const { byDirection, combined, iops } = limits;
    const own = byDirection[direction];
    if (own >= 0) this.add(own, 1, 0);
    if (combined >= 0) this.add(combined, 1, 0);
    if (iops >= 0) this.add(iops, 0, 1);
    this.delaySeconds += limits.latencySeconds;
  }
}

/** Both directions, for those who index by direction. */
export const directions: readonly Direction[] = [READ, WRITE];
