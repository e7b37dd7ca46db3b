import type { World } from '../../../inventory/world.ts';
import type { Metric } from '../../../observe/metrics.ts';
import type { Flows } from './flows.ts';
import type { IoSums } from './io-sums.ts';
import type { Tally } from './tally.ts';
import { usedPercent } from './used-percent.ts';

/** Which metric shows which column of the sums, and what is reckoned from them. */
export class ToldMetrics {
  readonly metrics: Metric[] = [];
  private readonly world: World;
  private readonly sums: IoSums;
  private readonly flows: Flows;
  private readonly derived: (() => void)[] = [];

  constructor(world: World, sums: IoSums, flows: Flows) {
    this.world = world;
    this.sums = sums;
    this.flows = flows;
    this.tellAll();
    this.tellPercents();
  }

  /** Writes what is reckoned from the sums; to be called once they are finished. */
  reckon(): void {
    for (const write of this.derived) write();
  }

  private tellAll(): void {
    const { sums } = this;
    const { vms, disks, hosts, hbas, ports, luns, datastores, nics, vmNets, hostNets } = sums;
    for (const [prefix, tally] of [
      ['vm.io.', vms],
      ['host.storage.', hosts],
      ['hba.', hbas],
      ['port.', ports],
      ['lun.', luns],
      ['datastore.io.', datastores],
    ] as const) {
      this.tell(`${prefix}readMBps`, tally, tally.readMBps);
      this.tell(`${prefix}writeMBps`, tally, tally.writeMBps);
    }
    this.tell('vm.io.readIops', vms, vms.readIops);
    this.tell('vm.io.writeIops', vms, vms.writeIops);
    this.tell('vm.io.outstandingCount', vms, vms.outstanding);
    this.tell('vm.io.waitingCount', vms, vms.waiting);
    this.tell('vm.io.unservedIops', vms, vms.extra);
    for (const [prefix, tally] of [
      ['vm.io.', vms],
      ['host.storage.', hosts],
    ] as const) {
      this.tell(`${prefix}latencyMs`, tally, tally.latencyMs);
      this.tell(`${prefix}kernelLatencyMs`, tally, tally.kernelMs);
      this.tell(`${prefix}deviceLatencyMs`, tally, tally.deviceMs);
    }
    this.tell('disk.io.iops', disks, disks.iops);
    this.tell('disk.io.latencyMs', disks, disks.latencyMs);
    this.tell('host.storage.iops', hosts, hosts.iops);
    this.tell('hba.outstandingCount', hbas, hbas.outstanding);
    this.tell('port.outstandingCount', ports, ports.outstanding);
    this.tell('lun.iops', luns, luns.iops);
    this.tell('lun.latencyMs', luns, luns.deviceMs);
    this.tell('lun.outstandingCount', luns, luns.sentOut);
    this.tell('raidGroup.iops', sums.groups, sums.groups.iops);
    this.tell('datastore.io.iops', datastores, datastores.iops);
    this.tell('datastore.latencyMs', datastores, datastores.latencyMs);
    this.tell('datastore.io.kernelLatencyMs', datastores, datastores.kernelMs);
    for (const [prefix, tally] of [
      ['vm.net.', vmNets],
      ['host.net.', hostNets],
      ['nic.', nics],
    ] as const) {
      this.tell(`${prefix}sentMBps`, tally, tally.writeMBps);
      this.tell(`${prefix}receivedMBps`, tally, tally.readMBps);
    }
  }

  private tellPercents(): void {
    const { sums } = this;
    const { io, caches } = this.flows;
    const both = [
      ['hba.usedPercent', sums.hbas, io.hbas],
      ['port.usedPercent', sums.ports, io.ports],
      ['link.usedPercent', sums.links, io.links],
      ['nic.usedPercent', sums.nics, io.nics],
    ] as const;
    for (const [name, tally, resources] of both) {
      this.tell(name, tally, tally.extra);
      this.derived.push(() => usedPercent(tally, resources, io.sharing));
    }
    const { groups } = sums;
    this.tell('raidGroup.busyPercent', groups, groups.extra);
    this.derived.push(() => {
      for (let i = 0; i < groups.count; i++) {
        const row = groups.rows[i]!;
        const resource = io.groups[row]!;
        const capacity = io.sharing.capacity(resource);
        const idle = caches.destageOf(row)?.idleSeconds ?? 0;
        const busy = io.sharing.load(resource) + idle;
        groups.extra[row] = capacity > 0 ? (100 * busy) / capacity : 0;
      }
    });
    const sumsOfBoth = [
      ['switch.throughputMBps', sums.switches],
      ['path.throughputMBps', sums.paths],
      ['nas.throughputMBps', sums.nas],
    ] as const;
    for (const [name, tally] of sumsOfBoth) {
      this.tell(name, tally, tally.extra);
      this.derived.push(() => {
        for (let i = 0; i < tally.count; i++) {
          const row = tally.rows[i]!;
          tally.extra[row] = tally.readMBps[row]! + tally.writeMBps[row]!;
        }
      });
    }
  }

  private tell(name: string, tally: Tally, column: Float64Array): void {
    const metric = this.world.metrics.metric(name)!;
    tally.tell(metric, column);
    this.metrics.push(metric);
  }
}
