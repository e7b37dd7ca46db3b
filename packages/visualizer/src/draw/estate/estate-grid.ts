/**
 * How a large estate is laid out: clusters as strips of at most sixteen hosts, strips in rows.
 * The order is that of the inventory and does not depend on what the VMs do.
 */
import type { Scene } from '@vdcsim/protocol';

/** Hosts of one cluster side by side. */
export interface Strip {
  /** Row of the cluster; -1: hosts without one. */
  readonly cluster: number;
  /** Rows of its hosts. */
  readonly hosts: readonly number[];
  readonly label: string;
  /** Whether it is the first of its cluster. */
  readonly isFirst: boolean;
}

/** Hosts in a strip at most. */
export const stripHostsMost = 16;

/** Strips in the order of the inventory; hosts without a cluster come last. */
export function stripsOf(scene: Scene): Strip[] {
  const clusters = scene.clusters.map((): number[] => []);
  const alone: number[] = [];
  scene.hosts.forEach(({ cluster }, host) => {
    (clusters[cluster] ?? alone).push(host);
  });
  const strips = clusters.flatMap((hosts, cluster) => {
    const name = scene.clusters[cluster]!.name;
    return cut(hosts, cluster, name);
  });
  return [...strips, ...cut(alone, -1, clusters.length === 0 ? 'hosts' : 'no cluster')];
}

function cut(hosts: readonly number[], cluster: number, name: string): Strip[] {
  const strips: Strip[] = [];
  for (let first = 0; first < hosts.length; first += stripHostsMost) {
    const some = hosts.slice(first, first + stripHostsMost);
    const isFirst = first === 0;
    const label = isFirst ? name : `${name}, from ${first + 1}`;
    strips.push({ cluster, hosts: some, label, isFirst });
  }
  return strips;
}

/** Strips in rows and columns, and how many VMs the hosts of each row have room for. */
export interface EstateGrid {
  readonly strips: readonly Strip[];
  readonly columns: number;
  /** Hosts in the widest strip. */
  readonly stripHosts: number;
  /** VMs of the fullest host, by row of strips. */
  readonly rowVms: readonly number[];
  /** Strip and place within it, by host. */
  readonly stripOfHost: Int32Array;
  readonly placeOfHost: Int32Array;
}

/** @param vmsOfHost VMs for which each host gets room */
export function estateGrid(
  strips: readonly Strip[],
  vmsOfHost: ArrayLike<number>,
  columns: number,
): EstateGrid {
  const stripOfHost = new Int32Array(vmsOfHost.length);
  const placeOfHost = new Int32Array(vmsOfHost.length);
  const rowVms: number[] = [];
  let stripHosts = 1;
  strips.forEach(({ hosts }, strip) => {
    stripHosts = Math.max(stripHosts, hosts.length);
    const row = Math.floor(strip / columns);
    hosts.forEach((host, place) => {
      stripOfHost[host] = strip;
      placeOfHost[host] = place;
      rowVms[row] = Math.max(rowVms[row] ?? 1, vmsOfHost[host]!);
    });
  });
  return { strips, columns, stripHosts, rowVms, stripOfHost, placeOfHost };
}
