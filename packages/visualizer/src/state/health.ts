import type { ColumnArray, KeyTable, Recovery, Scene } from '@vdcsim/protocol';
import { hostIoHealths, ioHealth } from './io-health.ts';

/**
 * How an entity stands. Each has a shape of its own, so that colour is never needed:
 * `ok` dot, `constrained` triangle, `failing` diamond, `down` crossed square, `unknown` dashed
 * ring, `starting` ring that fills, `waiting` empty ring, `off` flat line (wanted, no trouble).
 */
export type Health =
  | 'ok'
  | 'constrained'
  | 'failing'
  | 'down'
  | 'unknown'
  | 'starting'
  | 'waiting'
  | 'off';

/**
 * CPU ready from which a VM counts as constrained, % of the time of one vCPU. Five percent is
 * where the field's guides tell to look (design note; VMware's guides name 5 % a vCPU).
 */
export const constrainedReadyPercent = 5;

/** CPU ready from which a VM counts as failing its users, % of the time of one vCPU. */
export const failingReadyPercent = 10;

/** Whole tables of a frame, by kind of entity. */
export type Tables = Readonly<Record<string, KeyTable>>;

/** Column `name` of the table of `kind`, or undefined while no frame has brought it. */
export function columnOf(tables: Tables, kind: string, name: string): ColumnArray | undefined {
  return tables[kind]?.columns[name];
}

/** The word of the state in which row `row` of `kind` is; undefined before the first frame. */
export function stateOf(
  scene: Scene,
  tables: Tables,
  kind: string,
  row: number,
): string | undefined {
  const place = columnOf(tables, kind, 'state')?.[row];
  return place === undefined ? undefined : scene.states[kind]?.[place];
}

/** Health of something that is on and served, by its CPU ready in % of a vCPU. */
export function readyHealth(readyPercent: number): Health {
  if (readyPercent >= failingReadyPercent) return 'failing';
  return readyPercent >= constrainedReadyPercent ? 'constrained' : 'ok';
}

const ofVmStates: Readonly<Record<string, Health>> = {
  booting: 'starting',
  'shutting-down': 'off',
  suspended: 'off',
  'powered-off': 'off',
  failed: 'down',
  crashed: 'down',
};

const ofHostStates: Readonly<Record<string, Health>> = { failed: 'down', 'powered-off': 'off' };

/**
 * Health of every VM, by row. A failed VM that high availability will restart is `waiting`, one
 * that nobody restarts is `down`.
 * @param isKnown false while nobody tells: everything is then `unknown`
 */
export function vmHealths(
  scene: Scene,
  tables: Tables,
  recoveries: readonly Recovery[],
  isKnown: boolean,
): readonly Health[] {
  const ofIo = (vm: number): Health => ioHealth(tables, vm);
  const rows = isKnown ? scene.vms.length : 0;
  const healths = healthsOf(scene, tables, { kind: 'vm', rows, ofStates: ofVmStates, ofIo });
  if (!isKnown) return scene.vms.map(() => 'unknown');
  for (const { queue } of recoveries) {
    for (const { vm } of queue) if (healths[vm] === 'down') healths[vm] = 'waiting';
  }
  return healths;
}

/** Health of every host, by row: of a connected one by its VMs' ready time and its I/O. */
export function hostHealths(scene: Scene, tables: Tables, isKnown: boolean): readonly Health[] {
  if (!isKnown) return scene.hosts.map(() => 'unknown');
  const io = hostIoHealths(scene, tables);
  const ofIo = (host: number): Health => io?.[host] ?? 'ok';
  const rows = scene.hosts.length;
  return healthsOf(scene, tables, { kind: 'host', rows, ofStates: ofHostStates, ofIo });
}

interface HealthSource {
  readonly kind: string;
  readonly rows: number;
  readonly ofStates: Readonly<Record<string, Health>>;
  /** How the I/O of a row stands. */
  readonly ofIo: (row: number) => Health;
}

function healthsOf(
  scene: Scene,
  tables: Tables,
  { kind, rows, ofStates, ofIo }: HealthSource,
): Health[] {
  const states = columnOf(tables, kind, 'state');
  const ready = columnOf(tables, kind, 'readyPercent');
  const words = scene.states[kind] ?? [];
  const served = kind === 'vm' ? 'running' : 'connected';
  const healths: Health[] = [];
  for (let row = 0; row < rows; row += 1) {
    const word = words[states?.[row] ?? -1];
    if (word === served) {
      const [cpu, io] = [readyHealth(ready?.[row] ?? 0), ofIo(row)];
      healths.push(io === 'ok' ? cpu : worstHealth([cpu, io]));
    } else healths.push((word === undefined ? undefined : ofStates[word]) ?? 'unknown');
  }
  return healths;
}

/** From least to most worth a look. */
const order: readonly Health[] = [
  ...(['off', 'ok', 'unknown', 'starting', 'waiting', 'constrained', 'failing', 'down'] as const),
];

/** The health most worth a look; `off` of none. */
export function worstHealth(healths: Iterable<Health>): Health {
  let worst = 0;
  for (const health of healths) worst = Math.max(worst, order.indexOf(health));
  return order[worst] ?? 'off';
}

/** Health of a cluster: a dead host makes it fail, but not be down. */
export function clusterHealth(hosts: readonly Health[]): Health {
  const worst = worstHealth(hosts);
  return worst === 'down' && hosts.some((health) => health !== 'down') ? 'failing' : worst;
}

/** How many of each. */
export function countHealths(healths: Iterable<Health>): ReadonlyMap<Health, number> {
  const counts = new Map<Health, number>();
  for (const health of healths) counts.set(health, (counts.get(health) ?? 0) + 1);
  return counts;
}
