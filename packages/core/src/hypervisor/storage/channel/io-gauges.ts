/**
 * Metrics and columns of frames. What nobody observes is reckoned when it is asked for. Otherwise
 * metrics are told after each solve while there are few streams. With many of them, each solve
 * moves the rates of thousands; then they are told now and then, and at the ends of intervals, and
 * what is told of the stretch in between is its mean: bytes and requests that were moved, exactly,
 * over its length. So sums and means of intervals are exact, and minima and maxima are those of
 * stretches.
 */
import { type StreamId, tenants } from '../../../inventory/io-port.ts';
import type { World } from '../../../inventory/world.ts';
import { CacheGauge } from './cache-gauge.ts';
import type { Flows } from './flows.ts';
import type { IoBindings } from './io-bindings.ts';
import { IoSums } from './io-sums.ts';
import type { StreamLatency } from './stream-latency.ts';
import type { Tally } from './tally.ts';
import { ToldMetrics } from './tell-metrics.ts';

/** Up to so many streams the metrics are told after each solve. */
const fewStreams = 64;
/** Above that, once so many solves were done for each stream. */
const solvesPerStream = 2;

export class IoGauges {
  readonly sums: IoSums;
  private readonly world: World;
  private readonly flows: Flows;
  private readonly bindings: IoBindings;
  private readonly means: IoSums;
  private readonly told: ToldMetrics;
  private readonly toldMeans: ToldMetrics;
  private readonly cacheGauge: CacheGauge;
  private isStale = false;
  private isShownStale = false;
  /** There were many streams when it was told last. */
  private isInStretch = false;
  /** Means are kept of the stretch that began with the last telling. */
  private keepsMeans = false;
  private toldAtSeconds = 0;
  private solves = 0;

  constructor(
    world: World,
    { flows, latency }: { readonly flows: Flows; readonly latency: StreamLatency },
    bindings: IoBindings,
  ) {
    this.world = world;
    this.flows = flows;
    this.bindings = bindings;
    this.sums = new IoSums(world, flows, latency);
    this.means = new IoSums(world, flows, latency);
    this.told = new ToldMetrics(world, this.sums, flows);
    this.toldMeans = new ToldMetrics(world, this.means, flows);
    for (const metric of this.told.metrics) {
      if (metric.spec.unit === 'ms') for (let i = 0; i < metric.count; i++) metric.set(i, NaN);
      metric.derive = (index) => {
        this.showStale();
        return metric.values[index]!;
      };
    }
    flows.onEnd = (stream) => this.ends(stream);
    world.metrics.onClose(() => this.close());
    this.cacheGauge = new CacheGauge(world, flows.caches);
    this.provideColumns();
  }

  /** The channel has been solved. */
  solved(): void {
    this.cacheGauge.tell();
    this.isStale = true;
    this.isShownStale = true;
    this.solves++;
    if (this.isDue()) this.tell();
  }

  /** Builds the sums of the present if they are not those of the last solve. */
  refresh(): void {
    if (!this.isStale) return;
    this.isStale = false;
    this.sums.sweep();
    this.told.reckon();
  }

  private isDue(): boolean {
    const { count } = this.flows.streams;
    return count <= fewStreams || !this.isInStretch || this.solves >= solvesPerStream * count;
  }

  private isObserved(): boolean {
    for (const metric of this.told.metrics) if (metric.active) return true;
    return false;
  }

  /** Metrics that nobody observes are given their values when somebody asks. */
  private showStale(): void {
    if (!this.isShownStale) return;
    this.isShownStale = false;
    this.refresh();
    this.sums.showUnobserved();
  }

  private close(): void {
    if (this.isInStretch) this.tell();
  }

  private tell(): void {
    this.solves = 0;
    this.isInStretch = this.flows.streams.count > fewStreams;
    this.bindings.update();
    if (this.isObserved()) this.tellMetrics();
    else this.keepsMeans = false;
  }

  private tellMetrics(): void {
    const now = this.world.engine.nowSeconds;
    if (this.keepsMeans && now > this.toldAtSeconds) this.tellMeans(now);
    this.isStale = true;
    this.refresh();
    this.sums.show();
    this.keepsMeans = this.isInStretch;
    if (this.keepsMeans) this.beginStretch(now);
  }

  private beginStretch(now: number): void {
    const { streams, io } = this.flows;
    this.toldAtSeconds = now;
    this.means.begin();
    for (let stream = 0; stream < streams.end; stream++) {
      if (streams.kind[stream] === 0) continue;
      const flow = streams.flow[stream]!;
      const rate = streams.rate[stream]!;
      streams.toldWork[stream] = flow < 0 ? streams.work[stream]! : io.sharing.remaining(flow, now);
      streams.toldSeconds[stream] = now;
      streams.toldRate[stream] = rate;
      streams.toldLatency[stream] = rate > 0 ? streams.latency[stream]! : 0;
      streams.toldKernel[stream] = rate > 0 ? streams.kernel[stream]! : 0;
    }
  }

  private tellMeans(now: number): void {
    const { streams } = this.flows;
    for (let stream = 0; stream < streams.end; stream++) {
      if (streams.kind[stream] !== 0) this.addStretch(stream, now);
    }
    this.means.finish(now - this.toldAtSeconds);
    this.toldMeans.reckon();
    this.means.overwrite();
  }

  /** A stream is about to end: what it did in this stretch is kept. */
  private ends(stream: StreamId): void {
    if (this.keepsMeans) this.addStretch(stream, this.world.engine.nowSeconds);
  }

  /**
   * Adds what a stream did since the last telling, or since it began: exactly if it has an amount
   * to move; else as much as at its rate of then.
   */
  private addStretch(stream: StreamId, now: number): void {
    const { streams, io } = this.flows;
    const flow = streams.flow[stream]!;
    const seconds = now - Math.max(this.toldAtSeconds, streams.toldSeconds[stream]!);
    const before = streams.toldWork[stream]!;
    if (before === Infinity) {
      const amount = streams.toldRate[stream]! * seconds;
      this.means.add(stream, amount, streams.toldLatency[stream]!, streams.toldKernel[stream]!);
      return;
    }
    const left = flow < 0 ? streams.work[stream]! : io.sharing.remaining(flow, now);
    const amount = Math.max(0, before - left);
    if (amount === 0) return;
    const latency = (this.flows.claims.weightOf(stream) * seconds) / amount;
    const told = streams.toldLatency[stream]!;
    const kernel = told > 0 ? (latency * streams.toldKernel[stream]!) / told : 0;
    this.means.add(stream, amount, latency, kernel);
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
