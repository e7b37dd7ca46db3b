/**
 * Where VMs and pools are. What is not written follows from what is: a pool stands somewhere, a
 * host belongs to a cluster, and where only one cluster or host exists, that is meant.
 */

import type { VmSpec } from '@vdcsim/core';

/** Where a VM is; what it has not is undefined. */
export interface Home {
  readonly host: string | undefined;
  readonly cluster: string | undefined;
  readonly pool: string | undefined;
}

export const noHome: Home = { host: undefined, cluster: undefined, pool: undefined };

/** Where a pool stands: on exactly one of these. */
export interface PoolBase {
  readonly cluster: string | undefined;
  readonly host: string | undefined;
  readonly parent: string | undefined;
}

/** Why a place cannot be. */
export interface PlaceProblem {
  readonly code: string;
  readonly what: string;
  readonly remedy: string;
}

export interface PlacesParts {
  readonly hosts: readonly string[];
  readonly platformByHost: ReadonlyMap<string, string>;
  readonly clusters: readonly string[];
  readonly clusterByHost: ReadonlyMap<string, string>;
  /** Those that stand by themselves, not local disks. */
  readonly datastores: readonly string[];
  /** What pools have written. */
  readonly pools: ReadonlyMap<string, PoolBase>;
}

/**
 * Where the files of a VM lie: as it says, or, if some of its disks names nothing, on the only
 * datastore.
 */
export function datastoreOf({ datastore, disks = [] }: VmSpec, places: Places): string | undefined {
  const asks = disks.some((disk) => disk.datastore === undefined);
  return datastore ?? (asks ? places.soleDatastore : undefined);
}

export class Places {
  private readonly parts: PlacesParts;
  /** The only cluster, if there is one and no second. */
  readonly soleCluster: string | undefined;
  /** The only host, if there is no cluster. */
  readonly soleHost: string | undefined;
  /** The only datastore, local disks left out. */
  readonly soleDatastore: string | undefined;

  constructor(parts: PlacesParts) {
    this.parts = parts;
    this.soleCluster = parts.clusters.length === 1 ? parts.clusters[0] : undefined;
    const isAlone = parts.clusters.length === 0 && parts.hosts.length === 1;
    this.soleHost = isAlone ? parts.hosts[0] : undefined;
    this.soleDatastore = parts.datastores.length === 1 ? parts.datastores[0] : undefined;
  }

  clusterOf(host: string): string | undefined {
    return this.parts.clusterByHost.get(host);
  }

  platformOf(host: string | undefined): string | undefined {
    return host === undefined ? undefined : this.parts.platformByHost.get(host);
  }

  /** Where a pool stands, with what only one thing can be meant by. */
  baseOfPool(written: PoolBase): { readonly base: PoolBase; readonly problem?: PlaceProblem } {
    const { cluster, host, parent } = written;
    const given = [cluster, host, parent].filter((each) => each !== undefined);
    if (given.length === 1) return { base: written };
    if (given.length > 1) {
      const remedy = 'keep one of cluster, host and parent';
      return {
        base: written,
        problem: { code: 'BAD_PLACE', what: 'stands on two things', remedy },
      };
    }
    const { soleCluster, soleHost } = this;
    if (soleCluster !== undefined || soleHost !== undefined) {
      return { base: { cluster: soleCluster, host: soleHost, parent: undefined } };
    }
    return { base: written, problem: this.nowhere('no cluster, host or parent') };
  }

  /** Cluster or host at the root of a pool's tree; nothing where the tree is broken. */
  private rootOfPool(pool: string): Home {
    const seen = new Set<string>();
    let name: string | undefined = pool;
    while (name !== undefined && !seen.has(name)) {
      seen.add(name);
      const written = this.parts.pools.get(name);
      if (written === undefined) return noHome;
      const { base } = this.baseOfPool(written);
      if (base.parent === undefined) return { host: base.host, cluster: base.cluster, pool };
      name = base.parent;
    }
    return noHome;
  }

  /** Where a VM is, from what it has written. */
  homeOfVm(written: Home): { readonly home: Home; readonly problem?: PlaceProblem } {
    const { pool } = written;
    const root = pool === undefined ? noHome : this.rootOfPool(pool);
    const host = written.host ?? root.host;
    const hostCluster = host === undefined ? undefined : this.clusterOf(host);
    const cluster = written.cluster ?? root.cluster ?? hostCluster;
    const problem = this.conflict(written, root, hostCluster);
    if (problem !== undefined) return { home: { host, cluster, pool }, problem };
    if (host !== undefined || cluster !== undefined) return { home: { host, cluster, pool } };
    if (pool !== undefined) return { home: { host, cluster, pool } };
    const home = { host: this.soleHost, cluster: this.soleCluster, pool };
    if (home.host !== undefined || home.cluster !== undefined) return { home };
    return { home, problem: this.nowhere('no host and no cluster') };
  }

  private conflict(
    written: Home,
    root: Home,
    hostCluster: string | undefined,
  ): PlaceProblem | undefined {
    const { host, cluster, pool } = written;
    if (host !== undefined && cluster !== undefined && hostCluster !== cluster) {
      const what = `is on ${host}, which is not in ${cluster}`;
      return { code: 'BAD_PLACE', what, remedy: 'drop host or cluster, or add the host to it' };
    }
    const rootHost = root.host;
    if (rootHost !== undefined && host !== undefined && host !== rootHost) {
      const what = `is on ${host}, its pool ${pool} on ${rootHost}`;
      return { code: 'BAD_PLACE', what, remedy: 'drop host or pool' };
    }
    const rootCluster = root.cluster ?? (rootHost && this.clusterOf(rootHost));
    const own = cluster ?? hostCluster;
    const isElsewhere = pool !== undefined && own !== undefined && root !== noHome;
    if (isElsewhere && own !== rootCluster) {
      const base = rootCluster ?? rootHost ?? 'nothing';
      const what = `is in ${own}, its pool ${pool} on ${base}`;
      return { code: 'BAD_PLACE', what, remedy: 'drop host, cluster or pool' };
    }
    if (
      pool !== undefined &&
      root.cluster !== undefined &&
      host !== undefined &&
      own === undefined
    ) {
      const what = `is on ${host}, its pool ${pool} on ${root.cluster}`;
      return { code: 'BAD_PLACE', what, remedy: 'drop host or pool' };
    }
    return undefined;
  }

  private nowhere(what: string): PlaceProblem {
    const { clusters, hosts } = this.parts;
    const near = clusters[0] === undefined ? hosts[0] : clusters[0];
    const key = clusters[0] === undefined ? 'host' : 'cluster';
    const remedy = near === undefined ? 'add a host' : `write "${key}: ${near}"`;
    return { code: 'BAD_PLACE', what: `has ${what}`, remedy };
  }
}
