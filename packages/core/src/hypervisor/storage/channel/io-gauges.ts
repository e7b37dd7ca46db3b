/**
 * Metrics and columns of frames. While somebody observes one of them, all are told after each
 * solve; otherwise the sums are built when a value is asked for.
 */
import { tenants } from '../../../inventory/io-port.ts';
import type { World } from '../../../inventory/world.ts';
import type { Metric } from '../../../observe/metrics.ts';
import { CacheGauge } from './cache-gauge.ts';
import type { Flows } from './flows.ts';
import { IoSums } from './io-sums.ts';
import type { StreamLatency } from './stream-latency.ts';
import type { Tally } from './tally.ts';
import { usedPercent } from './used-percent.ts';

export class IoGauges {
  readonly sums: IoSums;
  private readonly world: World;
  private readonly flows: Flows;
  private readonly metrics: Metric[] = [];
  private readonly cacheGauge: CacheGauge;
  private isStale = false;
  private readonly percents: (() => void)[] = [];

  constructor(world: World, flows: Flows, latency: StreamLatency) {
    this.world = world;
    this.flows = flows;
    this.sums = new IoSums(world, flows, latency);
    this.cacheGauge = new CacheGauge(world, flows.caches);
    this.tellAll();
    this.tellPercents();
    this.provideColumns();
  }

  /** The channel has been solved. */
  solved(): void {
    this.isStale = true;
    this.cacheGauge.tell();
    for (const metric of this.metrics) {
      if (!metric.active) continue;
      this.refresh();
      return;
    }
  }

  /** Builds the sums if they are not those of the last solve. */
  refresh(): void {
    if (!this.isStale) return;
    this.isStale = false;
    this.sums.sweep();
    for (const write of this.percents) write();
    this.sums.show();
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
    const { io } = this.flows;
    const both = [
      ['hba.usedPercent', sums.hbas, io.hbas],
      ['port.usedPercent', sums.ports, io.ports],
      ['link.usedPercent', sums.links, io.links],
      ['nic.usedPercent', sums.nics, io.nics],
    ] as const;
    for (const [name, tally, resources] of both) {
      this.tell(name, tally, tally.extra);
      this.percents.push(() => usedPercent(tally, resources, io.sharing));
    }
    const { groups } = sums;
    this.tell('raidGroup.busyPercent', groups, groups.extra);
    this.percents.push(() => {
      for (let i = 0; i < groups.count; i++) {
        const row = groups.rows[i]!;
        const resource = io.groups[row]!;
        const capacity = io.sharing.capacity(resource);
        const idle = this.flows.caches.destageOf(row)?.idleSeconds ?? 0;
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
      this.percents.push(() => {
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
    metric.derive = (index) => {
      this.refresh();
      return metric.values[index]!;
    };
  }

  private provideColumns(): void {
    const { sums } = this;
    this.column('vm', sums.vms, {
      ioReadMBps: 'readMBps',
      ioWriteMBps: 'writeMBps',
      iops: 'iops',
      ioLatencyMs: 'latencyMs',
      ioKernelMs: 'kernelMs',
      ioDeviceMs: 'deviceMs',
      ioOutstanding: 'outstanding',
      ioWaiting: 'waiting',
    });
    this.column('host', sums.hosts, {
      ioReadMBps: 'readMBps',
      ioWriteMBps: 'writeMBps',
      iops: 'iops',
      ioLatencyMs: 'latencyMs',
      ioKernelMs: 'kernelMs',
    });
    this.column('host', sums.hostNets, { netSentMBps: 'writeMBps', netReceivedMBps: 'readMBps' });
    const ends = {
      readMBps: 'readMBps',
      writeMBps: 'writeMBps',
      usedPercent: 'extra',
      outstanding: 'outstanding',
    } as const;
    this.column('hba', sums.hbas, ends);
    this.column('port', sums.ports, ends);
    this.column('switch', sums.switches, { throughputMBps: 'extra' });
    this.column('link', sums.links, { usedPercent: 'extra' });
    this.column('raidGroup', sums.groups, { busyPercent: 'extra', iops: 'iops' });
    this.column('lun', sums.luns, {
      iops: 'iops',
      latencyMs: 'deviceMs',
      outstanding: 'sentOut',
    });
    this.column('nic', sums.nics, {
      sentMBps: 'writeMBps',
      receivedMBps: 'readMBps',
      usedPercent: 'extra',
    });
    this.column('datastore', sums.datastores, {
      iops: 'iops',
      latencyMs: 'latencyMs',
      kernelMs: 'kernelMs',
    });
    this.column('mount', sums.mounts, {
      iops: 'iops',
      latencyMs: 'latencyMs',
      kernelMs: 'kernelMs',
      deviceMs: 'deviceMs',
      outstanding: 'outstanding',
      waiting: 'waiting',
    });
    this.provideMountColumns();
  }

  private provideMountColumns(): void {
    const { frames, storage, metrics } = this.world;
    const { tenantMBps, pathRowMBps } = this.sums;
    const count = storage.mounts.length;
    tenants.forEach((tenant, i) => {
      const source = (row: number): number => {
        this.refresh();
        return tenantMBps[row * tenants.length + i]!;
      };
      frames.column('mount', `${tenant}MBps`, count, source, 'float32');
    });
    const slots = (row: number): number => this.flows.knownMount(row)?.slots ?? Number.NaN;
    frames.column('mount', 'slots', count, slots, 'float32');
    const rows = pathRowMBps.length;
    const ofPath = (row: number): number => {
      this.refresh();
      return pathRowMBps[row]!;
    };
    frames.column('mountPath', 'MBps', rows, ofPath, 'float32');
    const free = metrics.metric('datastore.freePercent');
    if (free === undefined) return;
    const live = () => free.present();
    frames.column('datastore', 'freePercent', free.count, { live }, 'float32');
  }

  private column(
    table: string,
    tally: Tally,
    columns: Readonly<Record<string, keyof Tally & string>>,
  ): void {
    for (const [name, of] of Object.entries(columns)) {
      const values = tally[of] as Float64Array;
      const live = (): Float64Array => {
        this.refresh();
        return values;
      };
      this.world.frames.column(table, name, values.length, { live }, 'float32');
    }
  }
}
