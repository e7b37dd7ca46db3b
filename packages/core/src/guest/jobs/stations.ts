import { Phase } from '../../engine/index.ts';
import type { CpuPort } from '../../inventory/cpu-port.ts';
import type { Vm } from '../../inventory/entities.ts';
import type { World } from '../../inventory/world.ts';
import type { BusyCores } from './busy-cores.ts';
import { HostLists } from './host-lists.ts';
import { type InstanceId, type Instances, none } from './instances.ts';
import { Running } from './running.ts';

/**
 * A VM as a station that finite work runs on. All threads of work on it have one rate, so each
 * station has a clock of *service*: the cycles (in millions) that one thread has been given since
 * the station was last empty. A thread that comes when the clock stands at V with w to do is done
 * when it stands at V + w: this key never changes, whatever happens to the rate.
 *
 * A host has one timer for all its stations: the first end of any of them. When the scheduler has
 * divided the host anew, ends are due anew only on stations whose rate or threads changed.
 * Source: design note (performance, virtual service clocks).
 *
 * Cost: O(log running instances) for a start or an end; some ns for each station of a host that is
 * divided, and one timer.
 */
export class Stations {
  private readonly world: World;
  private readonly cpu: CpuPort;
  private readonly instances: Instances;
  private readonly busy: BusyCores;
  private readonly done: (id: InstanceId) => void;
  private readonly listener: number;
  /** By VM: service of one thread, the instant at which it was that, MHz for each thread. */
  private readonly clock: Float64Array;
  private readonly clockSeconds: Float64Array;
  private readonly rate: Float64Array;
  /** When the first instance on the VM is done at this rate; Infinity: never. */
  private readonly dueSeconds: Float64Array;
  private readonly threads: Float64Array;
  readonly vcpus: Float64Array;
  /** Speed of a core where the VM serves, MHz; 0 while it does not. */
  readonly coreMHz: Float64Array;
  /**
   * What the rate that was last derived misses: a change of threads or speed (`stale`), or perhaps
   * of what the VM is served (`unsure`).
   */
  private readonly state: Uint8Array;
  /** Host on which the VM serves, or `none`. */
  private readonly hostOf: Int32Array;
  private readonly isOpened: Uint8Array;
  private readonly running: Running;
  /** Stations that serve on each host. */
  private readonly lists: HostLists;
  /** By host: the timer for all its stations, or `none`. */
  private readonly timers: Int32Array;

  constructor(world: World, instances: Instances, busy: BusyCores, done: (id: InstanceId) => void) {
    const count = world.vms.length;
    this.world = world;
    this.cpu = world.cpu;
    this.instances = instances;
    this.busy = busy;
    this.done = done;
    this.listener = world.cpu.addHostListener((host) => this.followNews(host));
    this.clock = new Float64Array(count);
    this.clockSeconds = new Float64Array(count);
    this.rate = new Float64Array(count);
    this.dueSeconds = new Float64Array(count).fill(Number.POSITIVE_INFINITY);
    this.threads = new Float64Array(count);
    this.vcpus = Float64Array.from(world.vms, (vm) => vm.vcpus);
    this.coreMHz = new Float64Array(count);
    this.state = new Uint8Array(count);
    this.hostOf = new Int32Array(count).fill(none);
    this.isOpened = new Uint8Array(count);
    this.running = new Running(instances, count);
    this.lists = new HostLists(world.hosts.length, count);
    this.timers = new Int32Array(world.hosts.length).fill(none);
  }

  /** Makes a VM a station. Does nothing if it is one already. */
  open(vm: Vm): void {
    if (this.isOpen(vm.index)) return;
    this.isOpened[vm.index] = 1;
    this.follow(vm);
  }

  isOpen(vmIndex: number): boolean {
    return this.isOpened[vmIndex] === 1;
  }

  /** Whether the VM serves, so that what runs on it can make progress. */
  serves(vmIndex: number): boolean {
    return this.hostOf[vmIndex] !== none;
  }

  runningThreads(vmIndex: number): number {
    return this.threads[vmIndex]!;
  }

  /** Lets an instance run on its VM; `key` holds what each of its threads has to do. */
  start(id: InstanceId): void {
    const { instances } = this;
    const vm = instances.vm[id]!;
    const threads = instances.threads[id]!;
    this.synchronize(vm);
    instances.key[id]! += this.clock[vm]!;
    this.running.add(vm, id, this.threads[vm] === 0);
    this.busy.add(vm, instances.job[id]!, threads);
    this.threads[vm]! += threads;
    this.changed(vm);
  }

  /** Ends what runs on a VM; `key` of each holds what is left. */
  stopAll(vmIndex: number): InstanceId[] {
    this.synchronize(vmIndex);
    const { instances } = this;
    const ids = this.running.takeAll(vmIndex);
    for (const id of ids) {
      instances.key[id] = Math.max(0, instances.key[id]! - this.clock[vmIndex]!);
      this.busy.add(vmIndex, instances.job[id]!, -instances.threads[id]!);
    }
    this.threads[vmIndex] = 0;
    this.clock[vmIndex] = 0;
    this.changed(vmIndex);
    return ids;
  }

  /** The VM began or ceased to serve, or has moved. */
  follow(vm: Vm): void {
    const { index } = vm;
    const host = vm.state === 'running' ? (vm.host?.index ?? none) : none;
    const before = this.hostOf[index]!;
    if (before === host) return;
    this.synchronize(index);
    if (before !== none) this.leave(index, before);
    this.hostOf[index] = host;
    this.coreMHz[index] = host === none ? 0 : vm.host!.coreMHz;
    if (host !== none) this.join(index, host);
    this.changed(index);
  }

  private leave(vm: number, host: number): void {
    this.lists.remove(host, vm);
    if (this.lists.first[host] === none) this.cpu.listen(host, this.listener, false);
    this.derive(host);
  }

  private join(vm: number, host: number): void {
    this.lists.add(host, vm);
    this.cpu.listen(host, this.listener, true);
    if (this.timers[host] !== none) return;
    const label = `jobs on ${this.world.hosts[host]!.name}`;
    const { engine } = this.world;
    this.timers[host] = engine.createTimer(Phase.completion, this.finishFirst, host, label);
  }

  /** The first instance on a host is done: that of the station which is due. */
  private readonly finishFirst = (host: number): void => {
    const { instances, clock, dueSeconds, running } = this;
    const { first, next } = this.lists;
    let vm = none;
    let due = Number.POSITIVE_INFINITY;
    for (let each = first[host]!; each !== none; each = next[each]!) {
      if (dueSeconds[each]! >= due) continue;
      vm = each;
      due = dueSeconds[each]!;
    }
    this.synchronize(vm);
    // The clock stands where the timer was to find it; rounding may have left it just before.
    clock[vm] = Math.max(clock[vm]!, running.firstKey[vm]!);
    const id = running.takeFirst(vm);
    const threads = instances.threads[id]!;
    this.busy.add(vm, instances.job[id]!, -threads);
    this.threads[vm]! -= threads;
    if (this.threads[vm] === 0) clock[vm] = 0;
    this.changed(vm);
    this.done(id);
  };

  /** Threads or the speed of a core have changed: the VM wishes anew. */
  private changed(vmIndex: number): void {
    const coreMHz = this.coreMHz[vmIndex]!;
    const threads = coreMHz === 0 ? 0 : this.threads[vmIndex]!;
    this.state[vmIndex] = stale;
    const cores = Math.min(threads, this.vcpus[vmIndex]!);
    const isDividedAnew = this.cpu.work(vmIndex, threads, cores, coreMHz);
    const host = this.hostOf[vmIndex]!;
    if (host === none) this.deriveStation(vmIndex);
    else if (!isDividedAnew) this.derive(host);
  }

  /** A host was divided. */
  private followNews(host: number): void {
    const { cpu, state } = this;
    for (let i = 0; i < cpu.newsCount; i++) {
      const vm = cpu.newsOf[i]!;
      if (state[vm] === fresh) state[vm] = unsure;
    }
    this.derive(host);
  }

  /** Derives the rates of a host's stations, and from them when the first instance is done. */
  private derive(host: number): void {
    const { state, dueSeconds } = this;
    const { next } = this.lists;
    let first = Number.POSITIVE_INFINITY;
    for (let vm = this.lists.first[host]!; vm !== none; vm = next[vm]!) {
      if (state[vm] !== fresh) this.refresh(vm);
      const due = dueSeconds[vm]!;
      if (due < first) first = due;
    }
    const { engine } = this.world;
    const timer = this.timers[host]!;
    if (first === Number.POSITIVE_INFINITY) engine.cancel(timer);
    else if (engine.armedAtSeconds(timer) !== first) engine.arm(timer, first);
  }

  /** Derives a rate that may have changed; the same rate leaves everything as it is. */
  private refresh(vm: number): void {
    if (this.state[vm] === stale || this.rateNow(vm) !== this.rate[vm]) this.deriveStation(vm);
    else this.state[vm] = fresh;
  }

  private rateNow(vmIndex: number): number {
    const threads = this.threads[vmIndex]!;
    if (threads === 0 || this.coreMHz[vmIndex] === 0) return 0;
    return this.cpu.workServedMHz(vmIndex) / threads;
  }

  private deriveStation(vmIndex: number): void {
    this.synchronize(vmIndex);
    const rate = this.rateNow(vmIndex);
    this.rate[vmIndex] = rate;
    this.state[vmIndex] = fresh;
    const now = this.world.engine.nowSeconds;
    this.dueSeconds[vmIndex] =
      rate > 0
        ? now + Math.max(0, this.running.firstKey[vmIndex]! - this.clock[vmIndex]!) / rate
        : Number.POSITIVE_INFINITY;
    const coreMHz = this.coreMHz[vmIndex]!;
    this.busy.show(vmIndex, coreMHz === 0 ? 0 : rate / coreMHz);
  }

  /** Brings the clock up to now. */
  private synchronize(vmIndex: number): void {
    const now = this.world.engine.nowSeconds;
    const elapsed = now - this.clockSeconds[vmIndex]!;
    if (elapsed === 0) return;
    this.clock[vmIndex]! += this.rate[vmIndex]! * elapsed;
    this.clockSeconds[vmIndex] = now;
  }
}

/** See `state`. */
const fresh = 0;
const stale = 1;
const unsure = 2;
