import type { Vm } from '../../inventory/entities.ts';
import type { World } from '../../inventory/world.ts';
import type { EventId } from '../../observe/event-log.ts';
import { BusyCores } from './busy-cores.ts';
import { keptSeconds, withCheckpoints } from './checkpoints.ts';
import { VmChoice } from './choose-vm.ts';
import { type InstanceId, type Instances, none } from './instances.ts';
import type { JobBook } from './job-book.ts';
import { type JobTable, Trait } from './job-table.ts';
import type { JobType, Stage } from './job-type.ts';
import type { PlaceEvents } from './place-events.ts';
import { Stations } from './stations.ts';
import { WaitingLine } from './waiting-line.ts';

/**
 * Where work is done. A VM has as many places as vCPUs. A job that queues (fcfs, priority) takes a
 * place for each of its threads and stands in the VM's line while they are taken; nobody overtakes
 * the first in line. A job that shares takes none: it runs at once, and all threads on the VM are
 * served alike. Priorities order the line; what runs is not interrupted.
 *
 * When a VM loses its memory (it failed, was switched off or reset), work of its instances is lost
 * as `lostWork` and `checkpoint` say. Instances that may run elsewhere go there, if a VM of theirs
 * serves; the others go on when the VM is back. A suspended VM loses nothing.
 */
export class Places {
  private readonly world: World;
  private readonly types: readonly JobType[];
  private readonly table: JobTable;
  private readonly instances: Instances;
  private readonly book: JobBook;
  private readonly events: PlaceEvents;
  private readonly stations: Stations;
  private readonly choice: VmChoice;
  /** By VM: places that are taken, vCPUs, threads in line, the line, whether it has work to lose. */
  private readonly taken: Int32Array;
  private readonly vcpus: Int32Array;
  private readonly lineThreads: Float64Array;
  private readonly lines: (WaitingLine | undefined)[];
  private readonly hasMemory: Uint8Array;

  /** @param movesOn by VM: movements of bytes, if there are any, which count like threads. */
  constructor(
    world: World,
    types: readonly JobType[],
    table: JobTable,
    instances: Instances,
    book: JobBook,
    events: PlaceEvents,
    movesOn: Int32Array | undefined,
  ) {
    this.world = world;
    this.types = types;
    this.table = table;
    this.instances = instances;
    this.book = book;
    this.events = events;
    const busy = new BusyCores(
      world.metrics.metric('job.busyCores')!,
      types.length,
      world.vms.length,
    );
    this.stations = new Stations(world, instances, busy, (id) => events.done(id));
    const threadsOn = (vm: number): number =>
      this.stations.runningThreads(vm) + this.lineThreads[vm]!;
    const serves = (vm: number): boolean => this.stations.serves(vm);
    this.choice = new VmChoice(
      world.engine,
      movesOn === undefined
        ? { serves, loadOf: (vm) => threadsOn(vm) / this.vcpus[vm]! }
        : { serves, loadOf: (vm) => (threadsOn(vm) + movesOn[vm]!) / this.vcpus[vm]! },
      types.length,
    );
    this.taken = new Int32Array(world.vms.length);
    this.vcpus = Int32Array.from(world.vms, (vm) => vm.vcpus);
    this.lineThreads = new Float64Array(world.vms.length);
    this.lines = world.vms.map(() => undefined);
    this.hasMemory = new Uint8Array(world.vms.length);
    for (const type of types) {
      for (const list of [type.candidates, ...type.stages.map((stage) => stage.candidates)]) {
        for (const vm of list ?? []) this.openStation(world.vms[vm]!);
      }
    }
    world.vmChanged.add((vm, cause) => this.followVm(vm, cause));
  }

  private openStation(vm: Vm): void {
    this.stations.open(vm);
    this.lines[vm.index] ??= new WaitingLine(this.instances);
    this.hasMemory[vm.index] = vm.state === 'running' ? 1 : 0;
  }

  /** Chooses the VM of a turn that does not compute. */
  choose(id: InstanceId, stage: Stage): number {
    const vm = this.vmFor(id, stage);
    this.instances.vm[id] = vm;
    return vm;
  }

  /** Chooses the VM of a turn and draws its work; returns the seconds that it takes alone. */
  assign(id: InstanceId, stage: Stage): number {
    const { instances } = this;
    const job = instances.job[id]!;
    const vm = this.vmFor(id, stage);
    const { threads, isInCycles } = stage;
    instances.vm[id] = vm;
    instances.threads[id] = threads;
    const coreMHz = this.coreMHz(vm);
    const work = stage.drawWork() / threads;
    let seconds = isInCycles ? work / coreMHz : work;
    let total = isInCycles ? work : seconds * coreMHz;
    if (this.table.has(job, Trait.hasCheckpoints)) {
      seconds = withCheckpoints(seconds, this.types[job]!.checkpoint!);
      total = seconds * coreMHz;
    }
    instances.total[id] = total;
    instances.key[id] = total;
    return (seconds * threads) / this.placesFor(threads, vm);
  }

  /** A stage stays where its first turn was; stages without VMs of their own share one. */
  private vmFor(id: InstanceId, stage: Stage): number {
    const { instances } = this;
    const job = instances.job[id]!;
    if (stage.candidates !== undefined) {
      const present = instances.vm[id]!;
      const goesOn = instances.timesLeft[id]! < stage.times || instances.places[id]! > 0;
      if (goesOn && stage.candidates.includes(present)) return present;
      return this.choice.choose(this.types[job]!, stage.candidates);
    }
    if (instances.home[id] === none) {
      const sole = this.table.soleVm[job]!;
      const type = this.types[job]!;
      instances.home[id] = sole === none ? this.choice.choose(type, type.candidates) : sole;
    }
    return instances.home[id]!;
  }

  /** Speed of a core where the VM serves, or would. */
  private coreMHz(vmIndex: number): number {
    const present = this.stations.coreMHzOf(vmIndex);
    if (present > 0) return present;
    const vm = this.world.vms[vmIndex]!;
    return (vm.host ?? vm.cluster?.hosts[0])?.coreMHz ?? 1;
  }

  /** Begins the work that was assigned, or stands in line for it, or finds the line full. */
  enter(id: InstanceId): void {
    const job = this.instances.job[id]!;
    const canBeRefused = this.table.has(job, Trait.queues) && this.instances.hasBegun[id] === 0;
    const { queueLimit = Number.POSITIVE_INFINITY } = canBeRefused ? this.types[job]!.spec : {};
    this.enterLine(id, queueLimit);
  }

  private enterLine(id: InstanceId, queueLimit: number): void {
    const { instances } = this;
    const job = instances.job[id]!;
    if (!this.table.has(job, Trait.queues) || instances.places[id]! > 0) {
      this.start(id);
      return;
    }
    const vm = instances.vm[id]!;
    const line = this.lines[vm]!;
    if (line.length === 0 && this.hasRoom(id, vm)) {
      this.take(id, vm);
      this.start(id);
      return;
    }
    if (line.length >= queueLimit) {
      this.events.refused(id);
      return;
    }
    instances.sinceSeconds[id] = this.world.engine.nowSeconds;
    line.add(id, this.types[job]!.priority);
    this.lineThreads[vm]! += instances.threads[id]!;
    this.book.queued(job, 1);
  }

  private hasRoom(id: InstanceId, vm: number): boolean {
    if (!this.stations.serves(vm)) return false;
    return this.taken[vm]! + this.placesFor(this.instances.threads[id]!, vm) <= this.vcpus[vm]!;
  }

  private take(id: InstanceId, vm: number): void {
    const places = this.placesFor(this.instances.threads[id]!, vm);
    this.instances.places[id] = places;
    this.taken[vm]! += places;
  }

  private start(id: InstanceId): void {
    this.events.started(id);
    this.stations.start(id);
  }

  /** Whether the next stage goes on in the places that the instance has. */
  staysFor(id: InstanceId, next: Stage): boolean {
    const { instances } = this;
    const vm = instances.vm[id]!;
    if (!next.hasCpu || instances.places[id] === 0) return false;
    if (this.placesFor(next.threads, vm) !== instances.places[id]) return false;
    return next.candidates === undefined ? instances.home[id] === vm : next.candidates.includes(vm);
  }

  /** Places that so many threads take on a VM. */
  private placesFor(threads: number, vm: number): number {
    return Math.min(threads, this.vcpus[vm]!);
  }

  /** Gives back the places of an instance, if it has any, to who is first in line. */
  leave(id: InstanceId): void {
    const { instances } = this;
    const places = instances.places[id]!;
    if (places === 0) return;
    const vm = instances.vm[id]!;
    instances.places[id] = 0;
    this.taken[vm]! -= places;
    this.startWaiting(vm);
  }

  private startWaiting(vm: number): void {
    const line = this.lines[vm]!;
    while (line.length > 0 && this.hasRoom(line.first, vm)) {
      const id = this.takeWaiting(vm);
      this.take(id, vm);
      this.start(id);
    }
  }

  private takeWaiting(vm: number): InstanceId {
    const { instances } = this;
    const id = this.lines[vm]!.takeFirst();
    this.lineThreads[vm]! -= instances.threads[id]!;
    this.book.queued(instances.job[id]!, -1);
    instances.waitedSeconds[id]! += this.world.engine.nowSeconds - instances.sinceSeconds[id]!;
    return id;
  }

  private followVm(vm: Vm, cause: EventId | undefined): void {
    if (!this.stations.isOpen(vm.index)) return;
    this.stations.follow(vm);
    if (vm.state === 'running') {
      this.hasMemory[vm.index] = 1;
      this.startWaiting(vm.index);
      this.events.serves(vm.index);
    } else if (vm.state === 'suspended') {
      this.events.paused(vm.index);
    } else if (this.hasMemory[vm.index] === 1) {
      this.hasMemory[vm.index] = 0;
      this.lose(vm.index, cause);
    }
  }

  /** The VM has lost its memory. */
  private lose(vm: number, cause: EventId | undefined): void {
    const running = this.stations.stopAll(vm).sort((a, b) => this.instances.byArrival(a, b));
    const waiting: InstanceId[] = [];
    while (this.lines[vm]!.length > 0) waiting.push(this.takeWaiting(vm));
    for (const id of running) this.loseWork(id, cause);
    for (const id of running) this.goOn(id, vm);
    for (const id of waiting) this.goOn(id, vm);
    this.events.lost(vm, cause);
  }

  private loseWork(id: InstanceId, cause: EventId | undefined): void {
    const { instances } = this;
    const { spec, checkpoint } = this.types[instances.job[id]!]!;
    const coreMHz = this.coreMHz(instances.vm[id]!);
    const total = instances.total[id]! / coreMHz;
    const done = total - instances.key[id]! / coreMHz;
    const kept = spec.lostWork === 'redo' ? 0 : keptSeconds(done, total, checkpoint);
    if (kept === done) return;
    instances.key[id] = (total - kept) * coreMHz;
    this.book.workLost(id, (done - kept) * instances.threads[id]!, cause);
  }

  /** An instance whose VM died goes on elsewhere, or there when the VM is back. */
  private goOn(id: InstanceId, vm: number): void {
    this.moveOn(id, vm);
    this.enterLine(id, Number.POSITIVE_INFINITY);
  }

  /** Gives an instance whose VM died another one, if it may run on one that serves. */
  moveOn(id: InstanceId, vm: number): void {
    const { instances } = this;
    const type = this.types[instances.job[id]!]!;
    const stage = type.stages[instances.stage[id]!]!;
    const candidates = stage.candidates ?? type.candidates;
    if (!candidates.some((each) => this.stations.serves(each))) return;
    this.taken[vm]! -= instances.places[id]!;
    instances.places[id] = 0;
    instances.vm[id] = this.choice.choose(type, candidates);
    if (stage.candidates === undefined) instances.home[id] = instances.vm[id]!;
  }
}
