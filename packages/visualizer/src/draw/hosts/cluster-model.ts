import type { Health } from '../../state/health.ts';
import type { MapState } from '../contract.ts';

/** A cluster's header, or that of the hosts that stand alone. */
export interface ClusterModel {
  /** Row of the cluster; -1: hosts without one. */
  readonly cluster: number;
  readonly entity: number | undefined;
  readonly name: string;
  /** Rows of its hosts, in inventory order. */
  readonly hosts: readonly number[];
  /** VMs by what they do, only what there is. */
  readonly counts: readonly { readonly health: Health; readonly count: number; word: string }[];
  readonly hasHa: boolean;
}

const served: readonly Health[] = ['ok', 'constrained', 'failing'];

/** Clusters in inventory order, hosts without a cluster last. */
export function clusterModels(map: MapState): ClusterModel[] {
  const { scene, vmHealths } = map;
  const hosts = scene.clusters.map((): number[] => []);
  const alone: number[] = [];
  scene.hosts.forEach(({ cluster }, host) => {
    (hosts[cluster] ?? alone).push(host);
  });
  const tallies = scene.clusters.map(() => new Map<Health, number>());
  const rest = new Map<Health, number>();
  scene.vms.forEach(({ cluster }, vm) => {
    const tally = tallies[cluster] ?? rest;
    const health = vmHealths[vm] ?? 'unknown';
    tally.set(health, (tally.get(health) ?? 0) + 1);
  });
  const models = scene.clusters.map(
    ({ name, id, hasHa }, cluster): ClusterModel => ({
      ...{ cluster, entity: id, name, hasHa, hosts: hosts[cluster]! },
      counts: countsOf(tallies[cluster]!),
    }),
  );
  if (alone.length > 0) {
    const name = models.length === 0 ? 'Hosts' : 'Hosts without a cluster';
    const counts = countsOf(rest);
    models.push({ cluster: -1, entity: undefined, name, hasHa: false, hosts: alone, counts });
  }
  return models.filter((model) => model.hosts.length > 0);
}

function countsOf(tally: ReadonlyMap<Health, number>): ClusterModel['counts'] {
  const sum = (healths: readonly Health[]): number =>
    healths.reduce((total, health) => total + (tally.get(health) ?? 0), 0);
  const all: ClusterModel['counts'] = [
    { health: 'ok', count: sum(served), word: 'running' },
    { health: 'starting', count: sum(['starting']), word: 'booting' },
    { health: 'waiting', count: sum(['waiting']), word: 'waiting to restart' },
    { health: 'down', count: sum(['down']), word: 'down' },
    { health: 'off', count: sum(['off']), word: 'off' },
    { health: 'unknown', count: sum(['unknown']), word: 'unknown' },
  ];
  return all.filter(({ count, health }) => count > 0 || health === 'ok');
}
