/** What the cells of a large estate show, as arrays: ten thousand VMs have no time for objects. */
import { columnOf, type Health } from '../../state/health.ts';
import type { MapState } from '../contract.ts';
import { type HostBuckets, hostBuckets } from '../host-buckets.ts';

/** Looks of a cell; trouble has more ink. */
export const cellLooks = [
  ...(['off', 'idle', 'ok', 'constrained', 'failing', 'down', 'starting', 'waiting'] as const),
  'unknown',
] as const;
export type CellLook = (typeof cellLooks)[number];

/** Places of the looks. */
export const Look = Object.fromEntries(cellLooks.map((look, place) => [look, place])) as Readonly<
  Record<CellLook, number>
>;

/** A running VM that uses less of its vCPUs is idle (design note; a guest's housekeeping). */
export const idleFraction = 0.03;

export interface EstateModel {
  readonly buckets: HostBuckets;
  /** Place of the look, by VM. */
  readonly looks: Uint8Array;
  /** How many VMs have each look. */
  readonly lookCounts: Int32Array;
  /** Of its capacity, 0 to 1, by host. */
  readonly loads: Float32Array;
  /** Waiting vCPUs by pCPUs, by host: what rises above the line. */
  readonly waits: Float32Array;
}

/** The model of a frame. */
export function estateModel(map: MapState): EstateModel {
  const { scene, tables } = map;
  const buckets = hostBuckets(scene, tables);
  const looks = new Uint8Array(scene.vms.length);
  const lookCounts = new Int32Array(cellLooks.length);
  const loads = new Float32Array(scene.hosts.length);
  const waits = new Float32Array(scene.hosts.length);
  const used = columnOf(tables, 'host', 'usedMHz');
  const present = columnOf(tables, 'host', 'presentMHz');
  const vmUsed = columnOf(tables, 'vm', 'usedMHz');
  const ready = columnOf(tables, 'vm', 'readyPercent');
  for (let vm = 0; vm < looks.length; vm++) {
    looks[vm] = Look[map.vmHealths[vm] ?? 'unknown'];
  }
  for (let host = 0; host < loads.length; host++) {
    const { threads, cores, coreMHz } = scene.hosts[host]!;
    const capacity = (present?.[host] ?? 0) > 0 ? present![host]! : cores * coreMHz;
    loads[host] = Math.min(Math.max((used?.[host] ?? 0) / capacity, 0), 1);
    let waiting = 0;
    for (let place = buckets.starts[host]!; place < buckets.starts[host + 1]!; place++) {
      const vm = buckets.rows[place]!;
      const { vcpus } = scene.vms[vm]!;
      const share = (ready?.[vm] ?? 0) / 100;
      if (share > 0) waiting += share * vcpus;
      const whole = (vcpus * capacity) / threads;
      if (looks[vm] === Look.ok && (vmUsed?.[vm] ?? 0) < idleFraction * whole)
        looks[vm] = Look.idle;
    }
    waits[host] = waiting / threads;
  }
  for (const look of looks) lookCounts[look]!++;
  return { buckets, looks, lookCounts, loads, waits };
}

/** A look as the shape of a larger cell. */
export function healthOfLook(look: CellLook): Health {
  return look === 'idle' ? 'ok' : look;
}
