import { Phase } from '../../engine/index.ts';
import type { CpuPort } from '../../inventory/cpu-port.ts';
import type { Vm } from '../../inventory/entities.ts';
import type { World } from '../../inventory/world.ts';
import type { BusyCores } from './busy-cores.ts';
import { HostLists } from './host-lists.ts';
import { type InstanceId, type Instances, none } from './instances.ts';
import { Running } from './running.ts';
import {
  advance,
  CLOCK,
  CORE_MHZ,
  DUE,
  dueStation,
  FIRST_KEY,
  RATE,
  STATION,
  stationNumbers,
  THREADS,
  VCPUS,
} from './station-numbers.ts';

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
  /** By VM, at `vm * STATION`: see `station-numbers.ts`. */
  private readonly numbers: Float64Array;
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
    this.numbers = stationNumbers(world.vms);
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
    return this.numbers[vmIndex * STATION + THREADS]!;
  }

  /** Speed of a core where the VM serves, MHz; 0 while it does not. */
  coreMHzOf(vmIndex: number): number {
    return this.numbers[vmIndex * STATION + CORE_MHZ]!;
  }

  /** Lets an instance run on its VM; `key` holds what each of its threads has to do. */
  start(id: InstanceId): void {
    const { instances, numbers, running } = this;
    const vm = instances.vm[id]!;
    const threads = instances.threads[id]!;
    const at = vm * STATION;
    advance(numbers, vm, this.world.engine.nowSeconds);
    instances.key[id]! += numbers[at + CLOCK]!;
    running.add(vm, id, numbers[at + THREADS] === 0);
    numbers[at + FIRST_KEY] = instances.key[running.first(vm)]!;
    this.busy.add(vm, instances.job[id]!, threads);
    numbers[at + THREADS]! += threads;
    this.changed(vm);
  }

  /** Ends what runs on a VM; `key` of each holds what is left. */
  stopAll(vmIndex: number): InstanceId[] {
    advance(this.numbers, vmIndex, this.world.engine.nowSeconds);
    const { instances, numbers } = this;
    const at = vmIndex * STATION;
    const ids = this.running.takeAll(vmIndex);
    for (const id of ids) {
      instances.key[id] = Math.max(0, instances.key[id]! - numbers[at + CLOCK]!);
      this.busy.add(vmIndex, instances.job[id]!, -instances.threads[id]!);
    }
    numbers[at + THREADS] = 0;
    numbers[at + CLOCK] = 0;
    this.changed(vmIndex);
    return ids;
  }

  /** The VM began or ceased to serve, or has moved. */
  follow(vm: Vm): void {
    const { index } = vm;
    const host = vm.state === 'running' ? (vm.host?.index ?? none) : none;
    const before = this.hostOf[index]!;
    if (before === host) return;
    advance(this.numbers, index, this.world.engine.nowSeconds);
    if (before !== none) this.leave(index, before);
    this.hostOf[index] = host;
    this.numbers[index * STATION + CORE_MHZ] = host === none ? 0 : vm.host!.coreMHz;
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
    const { instances, numbers, running } = this;
    const vm = dueStation(numbers, this.lists, host);
    const at = vm * STATION;
    advance(numbers, vm, this.world.engine.nowSeconds);
    // The clock stands where the timer was to find it; rounding may have left it just before.
    numbers[at + CLOCK] = Math.max(numbers[at + CLOCK]!, numbers[at + FIRST_KEY]!);
    const id = running.takeFirst(vm);
    const threads = instances.threads[id]!;
    this.busy.add(vm, instances.job[id]!, -threads);
    numbers[at + THREADS]! -= threads;
    if (numbers[at + THREADS] === 0) numbers[at + CLOCK] = 0;
    else numbers[at + FIRST_KEY] = instances.key[running.first(vm)]!;
    this.changed(vm);
    this.done(id);
  };

  /** Threads or the speed of a core have changed: the VM wishes anew. */
  private changed(vmIndex: number): void {
    const { numbers } = this;
    const at = vmIndex * STATION;
    const coreMHz = numbers[at + CORE_MHZ]!;
    const threads = coreMHz === 0 ? 0 : numbers[at + THREADS]!;
    this.state[vmIndex] = stale;
    const cores = Math.min(threads, numbers[at + VCPUS]!);
    const isDividedAnew = this.cpu.work(vmIndex, threads, cores, coreMHz);
    const host = this.hostOf[vmIndex]!;
    if (host === none) {
      this.setRate(vmIndex, 0);
      this.busy.tell();
    } else if (!isDividedAnew) this.derive(host);
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
    const { state, numbers } = this;
    const { next } = this.lists;
    let first = Number.POSITIVE_INFINITY;
    for (let vm = this.lists.first[host]!; vm !== none; vm = next[vm]!) {
      if (state[vm] !== fresh) this.refresh(vm);
      const due = numbers[vm * STATION + DUE]!;
      if (due < first) first = due;
    }
    this.busy.tell();
    const { engine } = this.world;
    const timer = this.timers[host]!;
    if (first === Number.POSITIVE_INFINITY) engine.cancel(timer);
    else if (engine.armedAtSeconds(timer) !== first) engine.arm(timer, first);
  }

  /** Derives a rate that may have changed; the same rate leaves everything as it is. */
  private refresh(vm: number): void {
    const { state, numbers } = this;
    const at = vm * STATION;
    const threads = numbers[at + THREADS]!;
    const isIdle = threads === 0 || numbers[at + CORE_MHZ] === 0;
    const rate = isIdle ? 0 : this.cpu.workServedMHz(vm) / threads;
    if (state[vm] === stale || rate !== numbers[at + RATE]) this.setRate(vm, rate);
    else state[vm] = fresh;
  }

  private setRate(vm: number, rate: number): void {
    const { numbers } = this;
    const at = vm * STATION;
    const now = this.world.engine.nowSeconds;
    advance(numbers, vm, now);
    numbers[at + RATE] = rate;
    this.state[vm] = fresh;
    const left = Math.max(0, numbers[at + FIRST_KEY]! - numbers[at + CLOCK]!);
    numbers[at + DUE] = rate > 0 ? now + left / rate : Number.POSITIVE_INFINITY;
    const coreMHz = numbers[at + CORE_MHZ]!;
    this.busy.show(vm, coreMHz === 0 ? 0 : rate / coreMHz);
  }
}

/** See `state`. */
const fresh = 0;
const stale = 1;
const unsure = 2;
