import { Phase, type TimerId } from '../../engine/index.ts';
import type { Vm } from '../../inventory/entities.ts';
import type { World } from '../../inventory/world.ts';

/** CPU work of one VM that boots: one thread. */
interface Work {
  readonly timer: TimerId;
  readonly done: () => void;
  leftMegacycles: number;
  servedMHz: number;
  sinceSeconds: number;
}

/** CPU work of VMs that boot, each one thread that shares its host like any other. */
export class BootCpu {
  private readonly world: World;
  private readonly works = new Map<number, Work>();
  private readonly watcher: number;

  constructor(world: World) {
    this.world = world;
    this.watcher = world.cpu.addWatcher((vm) => this.follow(vm));
  }

  /** Begins work of a VM that has none; `done` is called once, unless it is cancelled before. */
  begin(vm: Vm, megacycles: number, done: () => void): void {
    const { cpu, engine } = this.world;
    const { index } = vm;
    const timer = engine.createTimer(Phase.completion, this.finish, index, `boot ${vm.name}`);
    const sinceSeconds = engine.nowSeconds;
    this.works.set(index, { timer, done, leftMegacycles: megacycles, servedMHz: 0, sinceSeconds });
    cpu.watch(index, this.watcher, true);
    cpu.work(index, 1, 1, vm.host!.coreMHz);
  }

  /** Ends the work of a VM, if it has any. */
  cancel(vm: Vm): void {
    const work = this.works.get(vm.index);
    if (work === undefined) return;
    this.works.delete(vm.index);
    this.world.engine.freeTimer(work.timer);
    this.world.cpu.watch(vm.index, this.watcher, false);
    this.world.cpu.work(vm.index, 0, 0, 0);
  }

  private readonly finish = (vm: number): void => {
    const { done } = this.works.get(vm)!;
    this.cancel(this.world.vms[vm]!);
    done();
  };

  /** The service of a VM was decided anew. */
  private follow(vm: number): void {
    const work = this.works.get(vm);
    if (work === undefined) return;
    const { engine, cpu } = this.world;
    const now = engine.nowSeconds;
    const done = work.servedMHz * (now - work.sinceSeconds);
    work.leftMegacycles = Math.max(0, work.leftMegacycles - done);
    work.servedMHz = cpu.workServedMHz(vm);
    work.sinceSeconds = now;
    if (work.servedMHz > 0) engine.arm(work.timer, now + work.leftMegacycles / work.servedMHz);
    else engine.cancel(work.timer);
  }
}
