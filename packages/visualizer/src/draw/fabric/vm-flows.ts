/** VMs at the left edge of the picture: the busiest of each host by name, the rest as one. */
import { columnOf } from '../../state/health.ts';
import type { MapState } from '../contract.ts';
import { hostBuckets, vmsOf } from '../host-buckets.ts';
import { count } from '../words.ts';
import { type FabricModel, moreHosts } from './fabric-model.ts';
import { type Amounts, leastMBps, nothing, scaled, tenants, total, without } from './tenants.ts';

/** A host's own I/O counts from this part of all on it. */
const ownPart = 0.005;

interface VmFlow {
  readonly vm: number;
  readonly MBps: number;
}

/** Adds a column of VMs, and lets their I/O flow to their hosts. */
export function addVms(map: MapState, model: FabricModel, perHost: number): void {
  const buckets = hostBuckets(map.scene, map.tables);
  for (const host of model.hosts) {
    addVmsOf(map, model, host, { perHost, vms: vmsOf(buckets, host) });
  }
  const folded = map.scene.hosts.length - model.hosts.length;
  if (folded === 0) return;
  const shown = new Set(model.hosts);
  const rest = model.ofHost.filter((_, host) => !shown.has(host));
  const sum = rest.reduce<Amounts>((a, b) => a.map((x, at) => x + b[at]!), nothing);
  if (total(sum) < leastMBps) return;
  const on =
    map.scene.vms.length - model.hosts.reduce((n, host) => n + vmsOf(buckets, host).length, 0);
  const key = addNode(model, moreHosts, 'vm:more', { name: `${count(on)} VMs`, entity: undefined });
  model.graph.flow([key, moreHosts], sum);
}

function addVmsOf(
  map: MapState,
  model: FabricModel,
  host: number,
  { perHost, vms }: { readonly perHost: number; readonly vms: Iterable<number> },
): void {
  const all = model.ofHost[host] ?? nothing;
  const flows = busiestFirst(map, vms);
  const sum = flows.reduce((mbps, flow) => mbps + flow.MBps, 0);
  const block = model.hostKey(host);
  if (total(all) < leastMBps) return;
  const share = sharer(all, sum);
  const stays = ({ vm }: VmFlow): boolean => map.scene.vms[vm]!.id === map.selected;
  const shown = flows.filter((flow, place) => place < perHost || stays(flow));
  let rest = all;
  for (const { vm, MBps } of shown) {
    const { id, name } = map.scene.vms[vm]!;
    const key = addNode(model, block, `vm:${vm}`, { name, entity: id });
    const flow = share(MBps);
    model.graph.flow([key, block], flow);
    rest = without(rest, flow);
  }
  const others = flows.length - shown.length;
  const own = without(all, share(sum));
  const ofOthers = without(rest, own);
  if (others > 0 && total(ofOthers) >= leastMBps) {
    const name = `${count(others)} others`;
    const key = addNode(model, block, `others:${host}`, { name, entity: undefined });
    model.graph.flow([key, block], ofOthers);
  }
  if (total(own) >= Math.max(leastMBps, ownPart * total(all))) {
    const key = addNode(model, block, `own:${host}`, { name: 'VMkernel', entity: undefined });
    model.graph.flow([key, block], own);
  }
}

function addNode(
  { graph }: FabricModel,
  block: string,
  key: string,
  { name, entity }: { readonly name: string; readonly entity: number | undefined },
): string {
  const kind = entity === undefined ? 'more' : 'vm';
  graph.node({ key, column: 0, kind, entity, name, state: 'working', block, isPassed: false });
  return key;
}

/** VMs with I/O and the selected one, most first; between equals in inventory order. */
function busiestFirst(map: MapState, vms: Iterable<number>): VmFlow[] {
  const { tables, scene, selected } = map;
  const reads = columnOf(tables, 'vm', 'ioReadMBps');
  const writes = columnOf(tables, 'vm', 'ioWriteMBps');
  const flows: VmFlow[] = [];
  for (const vm of vms) {
    const MBps = (reads?.[vm] ?? 0) + (writes?.[vm] ?? 0);
    if (MBps >= leastMBps || scene.vms[vm]!.id === selected) flows.push({ vm, MBps });
  }
  return flows.sort((a, b) => b.MBps - a.MBps || a.vm - b.vm);
}

/**
 * Frames do not tell whom a VM's bytes are for, but what its host carries for each. As long as its
 * VMs carry no more than the host's production, theirs is production and the rest is the host's
 * own; else every VM has the host's mix.
 */
function sharer(all: Amounts, ofVms: number): (MBps: number) => Amounts {
  const production = all[0] ?? 0;
  if (ofVms <= production * (1 + 1e-3)) {
    return (MBps) => tenants.map((_, place) => (place === 0 ? MBps : 0));
  }
  const sum = total(all);
  return (MBps) => scaled(all, Math.min(1, MBps / Math.max(sum, ofVms)));
}
