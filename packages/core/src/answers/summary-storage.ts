import type { Datastore } from '../inventory/storage/datastore-entities.ts';
import type { Path } from '../inventory/storage/path.ts';
import { spreads, total, type View } from './summary-spreads.ts';
import type { DatastoreSummary, PathSummary } from './summary-types.ts';

const datastoreMetrics = {
  freePercent: 'datastore.freePercent',
  readMBps: 'datastore.io.readMBps',
  writeMBps: 'datastore.io.writeMBps',
  iops: 'datastore.io.iops',
  latencyMs: 'datastore.latencyMs',
};
const pathMetrics = { throughputMBps: 'path.throughputMBps' };

/** Datastores by name, those on local disks behind the shared ones. */
export function summarizeDatastores(view: View): DatastoreSummary[] {
  return view.world.storage.datastores.map((datastore) => summarizeDatastore(view, datastore));
}

function summarizeDatastore(view: View, datastore: Datastore): DatastoreSummary {
  const { world } = view;
  const { capacityMiB, claimedMiB, index } = datastore;
  const mounts = world.storage.mounts.filter((mount) => mount.datastore === datastore);
  return {
    name: datastore.name,
    kind: datastore.format,
    state: world.stateOf('datastore.state', index) ?? 'open',
    capacityMiB: Number.isFinite(capacityMiB) ? capacityMiB : null,
    usedMiB: claimedMiB,
    hosts: mounts.map(({ host, state }) => ({ host: host.name, state })),
    io: spreads(view, index, datastoreMetrics),
  };
}

/** Paths by adapter, then by array port. */
export function summarizePaths(view: View): PathSummary[] {
  return view.world.storage.paths.map((path) => summarizePath(view, path));
}

function summarizePath(view: View, path: Path): PathSummary {
  return {
    name: path.name,
    host: path.hba.host.name,
    state: view.world.stateOf('path.state', path.index) ?? 'standby',
    deadSeconds: total(view, 'path.deadSeconds', path.index),
    io: spreads(view, path.index, pathMetrics),
  };
}
