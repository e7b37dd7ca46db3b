/** Resources and routes of W3 and W5, and what each VM sends its flows with. */
import type { CoupledSharing } from '@vdcsim/core';
import type { Sender } from './flow-race.ts';

export const vmsPerHost = 10;
const pathsPerHost = 2;
const portCount = 16;
const groupCount = 40;

/** What a topology gives: the adapters of all hosts, and a sender for each VM. */
export interface Topology {
  /** Paths of all hosts, those of one host side by side. */
  readonly paths: readonly number[];
  readonly senders: readonly Sender[];
}

/** The same where hosts have a second path for each VM. */
export interface DoubleTopology extends Topology {
  /** Opens the route of a VM over the other path of its host. */
  openOther(vm: number): number;
}

/** W3: two paths a host and one array that all share, equal weights. */
export function overArray(sharing: CoupledSharing, hosts: number): Topology {
  const array = sharing.addResource({ capacity: 0.3e9 * hosts });
  const paths = addPaths(sharing, hosts);
  const routes = paths.map((path) => sharing.openRoute([path, array]));
  const senders = Array.from({ length: vmsPerHost * hosts }, (_, vm) => {
    return { route: routes[pathOf(vm)]!, weight: 1, cap: Number.POSITIVE_INFINITY };
  });
  return { paths, senders };
}

/** W5: two adapters a host, 16 ports, 40 RAID groups; weights of 1 to 3, every fourth VM a cap. */
export function overGroups(sharing: CoupledSharing, hosts: number): DoubleTopology {
  const arrayBytesPerSecond = 0.3e9 * hosts;
  const paths = addPaths(sharing, hosts);
  const ports = Array.from({ length: portCount }, (_, port) => {
    const capacity = (arrayBytesPerSecond / portCount) * (0.8 + 0.1 * (port % 5));
    return sharing.addResource({ capacity });
  });
  const groups = Array.from({ length: groupCount }, (_, group) => {
    const capacity = (arrayBytesPerSecond / groupCount) * (0.7 + 0.1 * (group % 7));
    return sharing.addResource({ capacity });
  });
  const routeOf = (vm: number, path: number): number => {
    const drawn = Math.imul(vm + 1, 2654435761) >>> 0;
    const port = ports[(drawn >>> 8) % portCount]!;
    const group = groups[(drawn >>> 16) % groupCount]!;
    return sharing.openRoute([paths[path]!, port, group]);
  };
  const senders = Array.from({ length: vmsPerHost * hosts }, (_, vm) => ({
    route: routeOf(vm, pathOf(vm)),
    weight: 1 + (vm % 3),
    cap: vm % 4 === 3 ? 2e7 * (1 + (vm % 5)) : Number.POSITIVE_INFINITY,
  }));
  return { paths, senders, openOther: (vm) => routeOf(vm, pathOf(vm) ^ 1) };
}

/** Capacities in bytes a second. */
function addPaths(sharing: CoupledSharing, hosts: number): number[] {
  return Array.from({ length: pathsPerHost * hosts }, (_, path) => {
    const host = Math.floor(path / pathsPerHost);
    const capacity = 1e8 * (1 + ((7 * host + 3 * (path % pathsPerHost)) % 10));
    return sharing.addResource({ capacity });
  });
}

/** Path that a VM uses, among all. */
function pathOf(vm: number): number {
  return pathsPerHost * Math.floor(vm / vmsPerHost) + ((vm % vmsPerHost) % pathsPerHost);
}
