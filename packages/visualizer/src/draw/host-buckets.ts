import type { Scene } from '@vdcsim/protocol';
import { columnOf, type Tables } from '../state/health.ts';

/** VMs by host in inventory order, as two flat arrays: rows of host h lie in [starts[h], starts[h + 1]). */
export interface HostBuckets {
  readonly starts: Int32Array;
  readonly rows: Int32Array;
}

/** Sorts the VMs of a frame by the host on which they are registered; those on none are left out. */
export function hostBuckets(scene: Scene, tables: Tables): HostBuckets {
  const hosts = scene.hosts.length;
  const vms = scene.vms.length;
  const column = columnOf(tables, 'vm', 'host');
  const starts = new Int32Array(hosts + 1);
  for (let vm = 0; vm < vms; vm++) {
    const host = column?.[vm] ?? -1;
    if (host >= 0 && host < hosts) starts[host + 1]!++;
  }
  for (let host = 0; host < hosts; host++) starts[host + 1]! += starts[host]!;
  const next = starts.slice(0, hosts);
  const rows = new Int32Array(starts[hosts]!);
  for (let vm = 0; vm < vms; vm++) {
    const host = column?.[vm] ?? -1;
    if (host >= 0 && host < hosts) rows[next[host]!++] = vm;
  }
  return { starts, rows };
}

/** Rows of the VMs of one host. */
export function vmsOf(buckets: HostBuckets, host: number): Int32Array {
  return buckets.rows.subarray(buckets.starts[host], buckets.starts[host + 1]);
}
