/** Datastores that lie on nothing, on two things, or on what does not bear them. */
import type { DatastoreSpec } from '@vdcsim/core';
import { placeOfThing } from '../load/things.ts';
import { type Checked, type Inventory, placeOfKey } from './inventory.ts';

export function checkDatastores(inventory: Inventory): void {
  const userOf = new Map<string, string>();
  for (const datastore of inventory.datastores) {
    checkBacking(datastore, inventory);
    const { thing, spec } = datastore;
    if (spec.lun === undefined) continue;
    const other = userOf.get(spec.lun);
    if (other === undefined) userOf.set(spec.lun, spec.name);
    else {
      const what = `${spec.lun} is under ${other} and under ${spec.name}`;
      const place = placeOfKey(thing, 'lun');
      inventory.problems.error(place, 'BAD_PLACE', what, 'give each datastore a LUN of its own');
    }
  }
}

function checkBacking(datastore: Checked<DatastoreSpec>, inventory: Inventory): void {
  const { thing, spec } = datastore;
  const { name, lun, nas, sizeMiB } = spec;
  const { problems } = inventory;
  if (lun !== undefined && nas !== undefined) {
    const what = `${name} lies on ${lun} and on ${nas}`;
    problems.error(placeOfKey(thing, 'nas'), 'BAD_PLACE', what, 'keep one of lun and nas');
    return;
  }
  if (lun === undefined && sizeMiB === undefined) {
    const on = nas === undefined ? 'nothing: it has no lun, no nas' : `${nas} and has no lun`;
    const what = `${name} lies on ${on} and no size`;
    const remedy = nas === undefined ? 'write "lun: lun1", or its size' : 'write "size: 500 GiB"';
    problems.error(placeOfThing(thing), 'BAD_PLACE', what, remedy);
  }
  checkKind(datastore, inventory);
  refuseForeign(datastore, inventory);
}

/** File servers bear nfs, LUNs the others. */
function checkKind({ thing, spec }: Checked<DatastoreSpec>, { problems }: Inventory): void {
  const { kind, lun, nas } = spec;
  if (kind === undefined || (lun === undefined && nas === undefined)) return;
  if ((kind === 'nfs') === (nas !== undefined)) return;
  const [on, right] = nas === undefined ? ['a LUN', 'vmfs, ntfs or raw'] : ['a NAS', 'nfs'];
  const what = `kind: ${kind} on ${on}`;
  problems.error(placeOfKey(thing, 'kind'), 'NOT_HONOURED', what, `write ${right}`);
}

/** What follows from what a datastore lies on is not said again. */
function refuseForeign({ thing, spec }: Checked<DatastoreSpec>, { problems }: Inventory): void {
  const { lun, nas } = spec;
  if (lun !== undefined && spec.sizeMiB !== undefined) {
    const what = `size of ${spec.name}, which lies on ${lun}`;
    problems.error(placeOfKey(thing, 'size'), 'NOT_HONOURED', what, 'it has that of its LUN');
  }
  const on = lun ?? nas;
  if (on !== undefined && spec.throughput !== undefined) {
    const what = `throughput of ${spec.name}, which lies on ${on}`;
    const remedy = 'write the limits of what it lies on';
    problems.error(placeOfKey(thing, 'throughput'), 'NOT_HONOURED', what, remedy);
  }
}
