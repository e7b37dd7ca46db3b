import { Phase, type TimerId } from '../../engine/index.ts';
import type { CpuPort } from '../../inventory/cpu-port.ts';
import type { Vm } from '../../inventory/entities.ts';
import type { World } from '../../inventory/world.ts';
import type { BusyCores } from './busy-cores.ts';
import { type InstanceId, type Instances, none } from './instances.ts';
import { KeyHeap } from './key-heap.ts';

/**
 * A VM as a station that finite work runs on. All threads of work on it have one rate, so each
 * station has a clock of *service*: the cycles (in millions) that one thread has been given since
 * the station was last empty. A thread that comes when the clock stands at V with w to do is done
 * when it stands at V + w: this key never changes, whatever happens to the rate.
 *
 * Only the smallest key of a station stands in the event queue, as one timer, armed anew when the
 * scheduler decides the VM's service anew.
 * Source: design note (performance, virtual service clocks).
 *
 * Cost: O(log running instances) for a start or an end, O(1) for a change of rate.
 */
export class Stations {
  private readonly world: World;
  private readonly cpu: CpuPort;
  private readonly instances: Instances;
  private readonly busy: BusyCores;
  private readonly done: (id: InstanceId) => void;
  private readonly watcher: number;
  /** By VM: service of one thread, the instant at which it was that, MHz for each thread. */
  private readonly clock: Float64Array;
  private readonly clockSeconds: Float64Array;
  private readonly rate: Float64Array;
  private readonly threads: Float64Array;
  private readonly vcpus: Float64Array;
  /** Speed of a core where the VM serves, MHz; 0 while it does not. */
  private readonly coreMHz: Float64Array;
  /** 1: threads have changed since the rate was last derived. */
  private readonly isStale: Uint8Array;
  private readonly timers: Int32Array;
  private readonly heaps: (KeyHeap | undefined)[];

  constructor(world: World, instances: Instances, busy: BusyCores, done: (id: InstanceId) => void) {
    const count = world.vms.length;
    this.world = world;
    this.cpu = world.cpu;
    this.instances = instances;
    this.busy = busy;
    this.done = done;
    this.watcher = world.cpu.addWatcher((vm) => this.served(vm));
    this.clock = new Float64Array(count);
    this.clockSeconds = new Float64Array(count);
    this.rate = new Float64Array(count);
    this.threads = new Float64Array(count);
    this.vcpus = Float64Array.from(world.vms, (vm) => vm.vcpus);
    this.coreMHz = new Float64Array(count);
    this.isStale = new Uint8Array(count);
    this.timers = new Int32Array(count).fill(none);
    this.heaps = world.vms.map(() => undefined);
  }

  /** Makes a VM a station. Does nothing if it is one already. */
  open(vm: Vm): void {
    if (this.timers[vm.index] !== none) return;
    const label = `jobs on ${vm.name}`;
    const { engine } = this.world;
    const timer: TimerId = engine.createTimer(Phase.completion, this.finishFirst, vm.index, label);
    this.timers[vm.index] = timer;
    this.heaps[vm.index] = new KeyHeap(this.instances);
    this.cpu.watch(vm.index, this.watcher, true);
    this.follow(vm);
  }

  isOpen(vmIndex: number): boolean {
    return this.timers[vmIndex] !== none;
  }

  /** Whether the VM serves, so that what runs on it can make progress. */
  serves(vmIndex: number): boolean {
    return this.coreMHz[vmIndex]! > 0;
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
    this.heaps[vm]!.add(id);
    this.busy.add(vm, instances.job[id]!, threads);
    this.threads[vm]! += threads;
    this.changed(vm);
  }

  /** Ends what runs on a VM; `key` of each holds what is left. */
  stopAll(vmIndex: number): InstanceId[] {
    this.synchronize(vmIndex);
    const { instances } = this;
    const ids = this.heaps[vmIndex]!.takeAll();
    for (const id of ids) {
      instances.key[id] = Math.max(0, instances.key[id]! - this.clock[vmIndex]!);
      this.busy.add(vmIndex, instances.job[id]!, -instances.threads[id]!);
    }
    this.threads[vmIndex] = 0;
    this.changed(vmIndex);
    return ids;
  }

  /** The VM began or ceased to serve, or has moved. */
  follow(vm: Vm): void {
    const coreMHz = vm.state === 'running' && vm.host !== undefined ? vm.host.coreMHz : 0;
    if (this.coreMHz[vm.index] === coreMHz) return;
    this.synchronize(vm.index);
    this.coreMHz[vm.index] = coreMHz;
    this.changed(vm.index);
  }

  private readonly finishFirst = (vmIndex: number): void => {
    const { instances, clock } = this;
    const heap = this.heaps[vmIndex]!;
    this.synchronize(vmIndex);
    // The clock stands where the timer was to find it; rounding may have left it just before.
    clock[vmIndex] = Math.max(clock[vmIndex]!, heap.firstKey);
    const id = heap.takeFirst();
    const threads = instances.threads[id]!;
    this.busy.add(vmIndex, instances.job[id]!, -threads);
    this.threads[vmIndex]! -= threads;
    this.changed(vmIndex);
    this.done(id);
  };

  /** Threads or the speed of a core have changed: the VM wishes anew. */
  private changed(vmIndex: number): void {
    const coreMHz = this.coreMHz[vmIndex]!;
    const threads = coreMHz === 0 ? 0 : this.threads[vmIndex]!;
    this.isStale[vmIndex] = 1;
    const cores = Math.min(threads, this.vcpus[vmIndex]!);
    const isDivided = !this.cpu.work(vmIndex, threads, cores, coreMHz);
    if (isDivided || this.cpu.hostOf[vmIndex] === none) this.divide(vmIndex);
  }

  /** The scheduler decided the VM's service anew. */
  private served(vmIndex: number): void {
    if (this.isStale[vmIndex] === 0 && this.rateNow(vmIndex) === this.rate[vmIndex]) return;
    this.synchronize(vmIndex);
    this.divide(vmIndex);
  }

  private rateNow(vmIndex: number): number {
    const threads = this.threads[vmIndex]!;
    if (threads === 0 || this.coreMHz[vmIndex] === 0) return 0;
    return this.cpu.workServedMHz(vmIndex) / threads;
  }

  /** Derives the rate, and from it when the first is done. The clock is right. */
  private divide(vmIndex: number): void {
    const { engine } = this.world;
    const rate = this.rateNow(vmIndex);
    const timer = this.timers[vmIndex]!;
    const heap = this.heaps[vmIndex]!;
    this.rate[vmIndex] = rate;
    this.isStale[vmIndex] = 0;
    if (heap.size === 0) this.clock[vmIndex] = 0;
    if (rate > 0) {
      const left = Math.max(0, heap.firstKey - this.clock[vmIndex]!);
      engine.arm(timer, engine.nowSeconds + left / rate);
    } else {
      engine.cancel(timer);
    }
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
