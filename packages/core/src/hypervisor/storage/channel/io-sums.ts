/**
 * What all streams together do to VMs, disks, mounts, and from there to hosts, datastores, LUNs,
 * adapters, ports, links, switches and paths. Built in one sweep over the streams, in the order of
 * their numbers; a mount's sums are dealt out to the parts of its paths.
 */
import { tenants } from '../../../inventory/io-port.ts';
import type { World } from '../../../inventory/world.ts';
import type { Flows } from './flows.ts';
import type { Direction } from './io-resources.ts';
import { READ, WRITE } from './io-resources.ts';
import type { MountIo } from './mount-io.ts';
import type { StreamLatency } from './stream-latency.ts';
import { COPY, SEND } from './stream-table.ts';
import { Tally } from './tally.ts';

export class IoSums {
  readonly vms: Tally;
  readonly disks: Tally;
  readonly mounts: Tally;
  readonly hosts: Tally;
  readonly datastores: Tally;
  readonly luns: Tally;
  readonly groups: Tally;
  readonly hbas: Tally;
  readonly ports: Tally;
  readonly nics: Tally;
  readonly nas: Tally;
  /** READ: from the second switch of `between` to the first. */
  readonly links: Tally;
  readonly switches: Tally;
  readonly paths: Tally;
  /** Bytes that VMs and hosts send (`writeMBps`) and receive (`readMBps`). */
  readonly vmNets: Tally;
  readonly hostNets: Tally;
  /** MB/s by mount and tenant: `mount * tenants + tenant`; by row of mounts' paths. */
  readonly tenantMBps: Float64Array;
  readonly pathRowMBps: Float64Array;
  private readonly world: World;
  private readonly flows: Flows;
  private readonly latency: StreamLatency;
  private readonly all: readonly Tally[];

  constructor(world: World, flows: Flows, latency: StreamLatency) {
    this.world = world;
    this.flows = flows;
    this.latency = latency;
    const { storage } = world;
    const all: Tally[] = [];
    const tally = (list: readonly unknown[]): Tally => {
      const made = new Tally(list.length);
      all.push(made);
      return made;
    };
    this.vms = tally(world.vms);
    this.disks = tally(storage.disks);
    this.mounts = tally(storage.mounts);
    this.hosts = tally(world.hosts);
    this.datastores = tally(storage.datastores);
    this.luns = tally(storage.luns);
    this.groups = tally(storage.raidGroups);
    this.hbas = tally(storage.hbas);
    this.ports = tally(storage.ports);
    this.nics = tally(storage.nics);
    this.nas = tally(storage.nas);
    this.links = tally(storage.links);
    this.switches = tally(storage.switches);
    this.paths = tally(storage.paths);
    this.vmNets = tally(world.vms);
    this.hostNets = tally(world.hosts);
    this.all = all;
    this.tenantMBps = new Float64Array(tenants.length * storage.mounts.length);
    const last = storage.mounts.at(-1);
    this.pathRowMBps = new Float64Array(last ? last.firstRow + last.paths.length : 0);
  }

  /** Builds all sums anew, from what streams do now. */
  sweep(): void {
    this.begin();
    const { streams } = this.flows;
    for (let stream = 0; stream < streams.end; stream++) {
      if (streams.kind[stream] === 0) continue;
      this.latency.read(stream);
      const rate = streams.rate[stream]!;
      if (rate > 0) this.add(stream, rate, streams.latency[stream]!, streams.kernel[stream]!);
      else this.add(stream, 0, 0, 0);
    }
    this.finish();
  }

  /** Clears all sums. */
  begin(): void {
    this.clearMounts();
    for (const tally of this.all) tally.begin();
  }

  /** Adds a stream at a rate and latencies, or its amounts in a time and these times that time. */
  add(stream: number, rate: number, latency: number, kernel: number): void {
    const { streams } = this.flows;
    const kind = streams.kind[stream]!;
    const first = streams.leg[stream]!;
    if (first >= 0) this.addLeg(stream, first, rate, latency, kernel);
    const second = streams.otherLeg[stream]!;
    if (second >= 0) this.addLeg(stream, second, rate, latency, kernel);
    if (kind === SEND || kind === COPY) this.addSend(stream, rate);
  }

  /** Ends the sums of a sweep; of amounts in a time, divides by it. */
  finish(seconds = 1): void {
    if (seconds !== 1) for (const tally of this.all) tally.scale(1 / seconds);
    this.dealOut();
    for (const group of this.flows.groups.backgrounds) this.groups.touch(group);
    for (const tally of this.all) tally.finish();
  }

  show(): void {
    for (const tally of this.all) tally.show();
  }

  /** Gives metrics that nobody observes the present values. */
  showUnobserved(): void {
    for (const tally of this.all) tally.showUnobserved();
  }

  /** See `Tally.overwrite`. */
  overwrite(): void {
    for (const tally of this.all) tally.overwrite();
  }

  private addLeg(stream: number, leg: number, rate: number, latency: number, kernel: number): void {
    const { streams, legs } = this.flows;
    const requestMB = legs.requestMB[leg]!;
    const iops = streams.kind[stream] === COPY ? rate / requestMB : rate;
    const outstanding = iops * latency;
    const waiting = iops * kernel;
    const direction = legs.direction[leg] as Direction;
    const megabytes = iops * requestMB;
    const disk = legs.disk[leg]!;
    const mount = legs.mount[leg]!;
    const group = legs.group[leg]!;
    const { vms, disks, mounts, groups } = this;
    const vm = legs.vm[leg]!;
    vms.add(vm, direction, iops, megabytes, outstanding, waiting);
    disks.add(disk, direction, iops, megabytes, outstanding, waiting);
    mounts.add(mount, direction, iops, megabytes, outstanding, waiting);
    if (group >= 0) groups.add(group, direction, iops, megabytes, outstanding, waiting);
    this.tenantMBps[mount * tenants.length + legs.tenant[leg]!]! += megabytes;
    const wish = streams.wish[stream]!;
    if (wish < Infinity) vms.extra[vm]! += Math.max(0, wish - rate);
  }

  private addSend(stream: number, rate: number): void {
    const { streams, sendWays, io } = this.flows;
    const sender = streams.senderVm[stream]!;
    if (sender >= 0) this.vmNets.add(sender, WRITE, 0, rate, 0, 0);
    const receiver = streams.receiverVm[stream]!;
    if (receiver >= 0) this.vmNets.add(receiver, READ, 0, rate, 0, 0);
    for (const resource of sendWays[stream]?.resources ?? []) {
      const at = io.nics.length > 0 ? resource - io.nics[0]! : -1;
      if (at >= 0 && at < io.nics.length) this.addNic(at >> 1, (at & 1) as Direction, rate);
    }
  }

  private addNic(nic: number, direction: Direction, megabytes: number): void {
    this.nics.add(nic, direction, 0, megabytes, 0, 0);
    const { owner } = this.world.storage.nics[nic]!;
    if (owner.kind === 'host') this.hostNets.add(owner.index, direction, 0, megabytes, 0, 0);
  }

  private clearMounts(): void {
    const { mounts, tenantMBps, pathRowMBps } = this;
    for (let i = 0; i < mounts.count; i++) {
      const row = mounts.rows[i]!;
      tenantMBps.fill(0, row * tenants.length, (row + 1) * tenants.length);
      const { firstRow, paths } = this.world.storage.mounts[row]!;
      pathRowMBps.fill(0, firstRow, firstRow + paths.length);
    }
  }

  private dealOut(): void {
    const { mounts } = this;
    for (let i = 0; i < mounts.count; i++) {
      const row = mounts.rows[i]!;
      const known = this.flows.mount(row);
      const { host, datastore, lun } = known.mount;
      this.hosts.addRow(host.index, mounts, row);
      this.datastores.addRow(datastore.index, mounts, row);
      if (lun !== undefined) this.luns.addRow(lun.index, mounts, row);
      this.dealToPaths(known, row);
      const { backing } = datastore;
      if (backing.on !== 'nas') continue;
      this.nas.addRow(backing.nas.index, mounts, row);
      const nic = host.nics.find(({ network }) => network === backing.nas.network);
      if (nic === undefined) continue;
      this.addNic(nic.index, READ, mounts.readMBps[row]!);
      this.addNic(nic.index, WRITE, mounts.writeMBps[row]!);
    }
  }

  private dealToPaths({ dealt, parts }: MountIo, row: number): void {
    const { mounts, paths, hbas, ports, links, switches } = this;
    const allRead = mounts.readMBps[row]!;
    const allWrite = mounts.writeMBps[row]!;
    if (allRead + allWrite === 0) return;
    const sentOut = mounts.outstanding[row]! - mounts.waiting[row]!;
    for (let i = 0; i < dealt.length; i++) {
      const read = parts[READ][i]! * allRead;
      const write = parts[WRITE][i]! * allWrite;
      if (read === 0 && write === 0) continue;
      const path = dealt[i]!;
      const share = (sentOut * (read + write)) / (allRead + allWrite);
      this.pathRowMBps[path.row] = read + write;
      paths.addBoth(path.path, read, write, share);
      hbas.addBoth(path.hba, read, write, share);
      ports.addBoth(path.port, read, write, share);
      for (let k = 0; k < path.links.length; k++) {
        const isForward = path.isForward[k] === 1;
        links.addBoth(path.links[k]!, isForward ? read : write, isForward ? write : read, 0);
      }
      for (const each of path.switches) switches.addBoth(each, read, write, 0);
    }
  }
}
