/** The map in words, for those who do not see it: a table of what is in sight. */
import type { MapState } from '../contract.ts';
import { vmsOf } from '../host-buckets.ts';
import { type Mark, mark } from '../marks.ts';
import { count, percent } from '../words.ts';
import { type EstateModel, Look } from './estate-model.ts';
import type { Level } from './geometry.ts';

const columns = ['VMs', 'constrained', 'failing', 'down', 'CPU used'];

interface Tally {
  readonly name: string;
  hosts: number;
  vms: number;
  constrained: number;
  failing: number;
  down: number;
  load: number;
}

/** From afar a row a cluster, closer a row a host, at most sixty. */
export function estateTable(
  map: MapState,
  model: EstateModel,
  level: Level,
  hosts: readonly number[],
): Mark {
  const rows = (level === 'cells' ? byCluster(map, model, hosts) : byHost(map, model, hosts)).slice(
    0,
    60,
  );
  const first = level === 'cells' ? 'Cluster' : 'Host';
  return mark(
    'table',
    { class: 'draw-unseen' },
    mark('caption', {}, `The part of the estate in sight, by ${first.toLowerCase()}`),
    mark(
      'thead',
      {},
      mark('tr', {}, ...[first, ...columns].map((word) => mark('th', { scope: 'col' }, word))),
    ),
    mark('tbody', {}, ...rows.map(tableRow)),
  );
}

function tableRow(tally: Tally): Mark {
  const load = percent(Math.round((100 * tally.load) / Math.max(tally.hosts, 1)));
  const cells = [tally.vms, tally.constrained, tally.failing, tally.down].map(count);
  return mark(
    'tr',
    { key: tally.name },
    mark('th', { scope: 'row' }, tally.name),
    ...[...cells, load].map((words) => mark('td', {}, words)),
  );
}

function tallyOf(name: string): Tally {
  return { name, hosts: 0, vms: 0, constrained: 0, failing: 0, down: 0, load: 0 };
}

function add(tally: Tally, model: EstateModel, host: number): void {
  tally.hosts++;
  tally.load += model.loads[host]!;
  for (const vm of vmsOf(model.buckets, host)) {
    const look = model.looks[vm]!;
    tally.vms++;
    if (look === Look.constrained) tally.constrained++;
    if (look === Look.failing) tally.failing++;
    if (look === Look.down) tally.down++;
  }
}

function byHost(map: MapState, model: EstateModel, hosts: readonly number[]): Tally[] {
  return hosts.map((host) => {
    const tally = tallyOf(map.scene.hosts[host]!.name);
    add(tally, model, host);
    return tally;
  });
}

function byCluster(map: MapState, model: EstateModel, hosts: readonly number[]): Tally[] {
  const tallies = new Map<number, Tally>();
  for (const host of hosts) {
    const { cluster } = map.scene.hosts[host]!;
    const name = map.scene.clusters[cluster]?.name ?? 'no cluster';
    const tally = tallies.get(cluster) ?? tallyOf(name);
    tallies.set(cluster, tally);
    add(tally, model, host);
  }
  return [...tallies.values()];
}
