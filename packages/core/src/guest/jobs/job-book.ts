import type { EntityId } from '../../inventory/directory.ts';
import type { World } from '../../inventory/world.ts';
import type { EventId } from '../../observe/event-log.ts';
import type { Metric } from '../../observe/metrics.ts';
import type { InstanceId, Instances } from './instances.ts';
import { type JobTable, Trait } from './job-table.ts';

/** Keeps book of what becomes of instances: metrics of each job, and events where they are told. */
export class JobBook {
  private readonly world: World;
  private readonly table: JobTable;
  private readonly instances: Instances;
  private readonly ids: readonly EntityId[];
  private readonly wait: Metric;
  private readonly response: Metric;
  private readonly slowdown: Metric;
  private readonly refusedPercent: Metric;
  private readonly inSystem: Metric;
  private readonly queueLength: Metric;
  private readonly arrivedCount: Metric;
  private readonly finishedCount: Metric;
  private readonly refusedCount: Metric;
  private readonly missedCount: Metric;
  private readonly lostCoreSeconds: Metric;

  constructor(world: World, table: JobTable, instances: Instances) {
    const metric = (name: string): Metric => world.metrics.metric(name)!;
    this.world = world;
    this.table = table;
    this.instances = instances;
    this.ids = world.directory.ofKind('job').map((row) => row.id);
    this.wait = metric('job.waitSeconds');
    this.response = metric('job.responseSeconds');
    this.slowdown = metric('job.slowdownRatio');
    this.refusedPercent = metric('job.refusedPercent');
    this.inSystem = metric('job.inSystem');
    this.queueLength = metric('job.queueLength');
    this.arrivedCount = metric('job.arrivedCount');
    this.finishedCount = metric('job.finishedCount');
    this.refusedCount = metric('job.refusedCount');
    this.missedCount = metric('job.deadlineMissedCount');
    this.lostCoreSeconds = metric('job.lostCoreSeconds');
  }

  arrived(id: InstanceId): void {
    const job = this.instances.job[id]!;
    this.arrivedCount.add(job, 1);
    this.inSystem.set(job, this.inSystem.values[job]! + 1);
    if (this.table.has(job, Trait.isTold)) this.tell(id, 'job.arrived');
  }

  /** So many more of a job, or fewer, await others or stand in line. */
  queued(job: number, more: number): void {
    this.queueLength.set(job, this.queueLength.values[job]! + more);
  }

  started(id: InstanceId): void {
    const job = this.instances.job[id]!;
    this.refusedPercent.sample(job, 0);
    if (this.table.has(job, Trait.isTold)) this.tell(id, 'job.started');
  }

  finished(id: InstanceId): void {
    const { instances } = this;
    const job = instances.job[id]!;
    const responseSeconds = this.world.engine.nowSeconds - instances.arrivedSeconds[id]!;
    const alone = instances.aloneSeconds[id]!;
    this.finishedCount.add(job, 1);
    this.inSystem.set(job, this.inSystem.values[job]! - 1);
    this.wait.sample(job, instances.waitedSeconds[id]!);
    this.response.sample(job, responseSeconds);
    if (alone > 0) this.slowdown.sample(job, responseSeconds / alone);
    if (this.table.has(job, Trait.isTold)) this.tell(id, 'job.finished', { responseSeconds });
  }

  refused(id: InstanceId, reason: 'line-full' | 'after'): void {
    const job = this.instances.job[id]!;
    this.refusedCount.add(job, 1);
    this.refusedPercent.sample(job, 100);
    this.inSystem.set(job, this.inSystem.values[job]! - 1);
    if (this.table.has(job, Trait.isTold)) this.tell(id, 'job.refused', { reason });
  }

  deadlineMissed(id: InstanceId): void {
    this.missedCount.add(this.instances.job[id]!, 1);
    const before = this.instances.event[id]!;
    this.tell(id, 'job.deadlineMissed');
    this.instances.event[id] = before;
  }

  workLost(id: InstanceId, coreSeconds: number, cause: EventId | undefined): void {
    const job = this.instances.job[id]!;
    this.lostCoreSeconds.add(job, coreSeconds);
    if (cause !== undefined) this.instances.event[id] = cause;
    this.tell(id, 'job.workLost', { coreSeconds });
  }

  bytesLost(id: InstanceId, megabytes: number, cause: EventId | undefined): void {
    if (cause !== undefined) this.instances.event[id] = cause;
    this.tell(id, 'job.workLost', { megabytes });
  }

  private tell(id: InstanceId, type: string, data: Readonly<Record<string, string | number>> = {}) {
    const { instances, world } = this;
    const vm = instances.vm[id]!;
    const cause = instances.event[id]!;
    instances.event[id] = world.events.emit(type, this.ids[instances.job[id]!]!, {
      data: { instance: instances.number[id]!, ...data },
      ...(cause > 0 && { cause }),
      ...(vm >= 0 && { others: [world.vms[vm]!.id] }),
    });
  }
}
