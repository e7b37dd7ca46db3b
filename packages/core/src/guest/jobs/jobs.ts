import { Phase } from '../../engine/index.ts';
import type { World } from '../../inventory/world.ts';
import type { EventId } from '../../observe/event-log.ts';
import { Arrivals } from './arrivals.ts';
import { type InstanceId, Instances, none, Part } from './instances.ts';
import { JobBook } from './job-book.ts';
import { JobTable, Trait } from './job-table.ts';
import { type JobType, jobTypes, type Stage } from './job-type.ts';
import type { PlaceEvents } from './place-events.ts';
import { Places } from './places.ts';
import { Predecessors } from './predecessors.ts';
import { SlotTimers } from './slot-timers.ts';
import { StageIo } from './stage-io.ts';

/**
 * Lives of instances: arrive, await others, go through the stages, end. Where and when a stage
 * computes is the matter of `Places`.
 *
 * What a stage names (work, bytes, a wait) begins at once and ends with the last of it. An
 * instance keeps its places on a VM from one stage to the next if that one computes there too;
 * otherwise others take them.
 *
 * Cost: a few microseconds an instance and stage, no allocation.
 */
export class Jobs {
  readonly types: readonly JobType[];
  readonly places: Places;
  private readonly world: World;
  private readonly table: JobTable;
  private readonly instances = new Instances();
  private readonly book: JobBook;
  private readonly predecessors: Predecessors;
  private readonly arrivals: Arrivals;
  /** Bytes that stages move; undefined where none does. */
  private readonly io: StageIo | undefined;
  private readonly waits: SlotTimers;
  private readonly deadlines: SlotTimers;
  /** By job: number of the latest instance. */
  private readonly numbers: Float64Array;

  constructor(world: World) {
    this.world = world;
    this.types = jobTypes(world);
    this.table = new JobTable(this.types);
    this.numbers = new Float64Array(this.types.length);
    this.book = new JobBook(world, this.table, this.instances);
    this.predecessors = new Predecessors(this.types, this.instances);
    if (this.table.stages.some(({ moves }) => moves.length > 0)) {
      const done = (id: InstanceId): void => this.partDone(id, Part.io);
      this.io = new StageIo(world, (id) => this.stageOf(id), done);
    }
    const placeEvents: PlaceEvents = {
      started: (id) => this.begun(id),
      done: (id) => this.partDone(id, Part.cpu),
      refused: (id) => this.refuse(id, 'line-full'),
      serves: (vm) => this.io?.resume(vm),
      paused: (vm) => this.io?.pause(vm),
      lost: (vm, cause) => this.loseMoves(vm, cause),
    };
    const parts = [world, this.types, this.table, this.instances, this.book] as const;
    this.places = new Places(...parts, placeEvents, this.io?.countOfVm);
    const { engine } = world;
    this.waits = new SlotTimers(engine, Phase.completion, 'wait of a job', (id) =>
      this.partDone(id, Part.wait),
    );
    this.deadlines = new SlotTimers(engine, Phase.policy, 'deadline of a job', (id) =>
      this.book.deadlineMissed(id),
    );
    this.arrivals = new Arrivals(world, this.types, (job) => this.arrive(job));
  }

  private arrive(job: number): void {
    const { instances, table, world } = this;
    const now = world.engine.nowSeconds;
    const number = ++this.numbers[job]!;
    const id = instances.take(job, number, now);
    this.book.arrived(id);
    if (table.has(job, Trait.hasDeadline)) {
      this.deadlines.arm(id, now + this.types[job]!.spec.deadlineSeconds!);
    }
    if (table.has(job, Trait.awaits)) {
      if (!this.predecessors.hold(id)) {
        this.refuse(id, 'after');
        return;
      }
      if (instances.unmet[id]! > 0) {
        instances.isHeld[id] = 1;
        instances.sinceSeconds[id] = now;
        this.book.queued(job, 1);
        return;
      }
    }
    this.beginStage(id);
  }

  /** Those that it awaited have finished. */
  private letGo(id: InstanceId): void {
    const { instances } = this;
    instances.isHeld[id] = 0;
    this.book.queued(instances.job[id]!, -1);
    instances.waitedSeconds[id]! += this.world.engine.nowSeconds - instances.sinceSeconds[id]!;
    this.beginStage(id);
  }

  private stageOf(id: InstanceId): Stage {
    const { instances, table } = this;
    return table.stages[table.firstStage[instances.job[id]!]! + instances.stage[id]!]!;
  }

  private beginStage(id: InstanceId): void {
    this.instances.timesLeft[id] = this.stageOf(id).times;
    this.beginTurn(id);
  }

  private beginTurn(id: InstanceId): void {
    const { instances } = this;
    const stage = this.stageOf(id);
    instances.pending[id] = stage.parts;
    let aloneSeconds = 0;
    if (stage.hasWait) {
      const seconds = stage.drawWait();
      aloneSeconds = seconds;
      this.waits.arm(id, this.world.engine.nowSeconds + seconds);
      if (!stage.hasCpu) this.begun(id);
    }
    if (stage.hasCpu) {
      aloneSeconds = Math.max(aloneSeconds, this.places.assign(id, stage));
      instances.aloneSeconds[id]! += aloneSeconds;
      if (stage.moves.length > 0) this.beginMoves(id, instances.vm[id]!);
      this.places.enter(id);
    } else {
      instances.aloneSeconds[id]! += aloneSeconds;
      if (stage.moves.length === 0) return;
      this.begun(id);
      this.beginMoves(id, this.places.choose(id, stage));
    }
  }

  /** What bytes take alone is not known: their instances have no slowdown. */
  private beginMoves(id: InstanceId, vm: number): void {
    this.instances.aloneSeconds[id] = Number.NaN;
    this.io!.begin(id, vm);
  }

  /** What moved on a VM that died goes on elsewhere, or there when the VM is back. */
  private loseMoves(vm: number, cause: EventId | undefined): void {
    const { instances, io } = this;
    if (io === undefined) return;
    io.pause(vm);
    const ids = io.instancesOn(vm).sort((a, b) => instances.byArrival(a, b));
    for (const id of ids) {
      if (this.types[instances.job[id]!]!.spec.lostWork === 'redo') {
        const megabytes = io.redo(id);
        if (megabytes > 0) this.book.bytesLost(id, megabytes, cause);
      }
      const computes = (instances.pending[id]! & Part.cpu) !== 0;
      if (!computes) this.places.moveOn(id, vm);
      io.goOn(id, instances.vm[id]!);
    }
  }

  private begun(id: InstanceId): void {
    if (this.instances.hasBegun[id] === 1) return;
    this.instances.hasBegun[id] = 1;
    this.book.started(id);
  }

  private partDone(id: InstanceId, part: number): void {
    const { instances } = this;
    instances.pending[id]! &= ~part;
    if (instances.pending[id] !== 0) return;
    if (--instances.timesLeft[id]! > 0) {
      this.beginTurn(id);
      return;
    }
    if (++instances.stage[id]! === this.table.stageCount[instances.job[id]!]!) {
      this.finish(id);
      return;
    }
    if (!this.places.staysFor(id, this.stageOf(id))) this.places.leave(id);
    this.beginStage(id);
  }

  private finish(id: InstanceId): void {
    const { instances } = this;
    const job = instances.job[id]!;
    const number = instances.number[id]!;
    this.places.leave(id);
    this.book.finished(id);
    const event = instances.event[id]!;
    this.end(id);
    if (this.table.has(job, Trait.isAwaited)) this.letFollow(job, number, event);
    this.arrivals.finished(job);
  }

  /** Lets those go on that awaited nobody else any more. */
  private letFollow(job: number, number: number, event: number): void {
    for (const follower of this.predecessors.finished(job, number)) {
      if (event > 0) this.instances.event[follower] = event;
      this.letGo(follower);
    }
  }

  private refuse(id: InstanceId, reason: 'line-full' | 'after'): void {
    const { instances } = this;
    const job = instances.job[id]!;
    const number = instances.number[id]!;
    if (instances.isHeld[id] === 1) this.book.queued(job, -1);
    this.waits.cancel(id);
    this.io?.cancel(id);
    this.book.refused(id, reason);
    const event = instances.event[id]!;
    this.end(id);
    for (const follower of this.predecessors.refused(job, number)) {
      if (event > 0) instances.event[follower] = event;
      this.refuse(follower, 'after');
    }
    this.arrivals.finished(job);
  }

  private end(id: InstanceId): void {
    if (this.table.has(this.instances.job[id]!, Trait.hasDeadline)) this.deadlines.cancel(id);
    this.instances.vm[id] = none;
    this.instances.free(id);
  }
}
