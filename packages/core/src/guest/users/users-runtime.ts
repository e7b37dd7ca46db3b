import { sampler } from '../../engine/index.ts';
import type { Vm } from '../../inventory/entities.ts';
import type { UsersSpec } from '../../inventory/workload-specs.ts';
import type { World } from '../../inventory/world.ts';
import { RuntimeBase, type WorkloadRuntime } from '../workload-runtime.ts';
import type { UserCircles } from './user-circles.ts';

/** A workload of closed users: each VM that names it has all of them to itself. */
export class UsersRuntime extends RuntimeBase implements WorkloadRuntime {
  readonly spec: UsersSpec;
  private readonly circles: UserCircles;
  private readonly thinkSeconds: number;
  private readonly delaySeconds: number;
  /** Work of a transaction: seconds of a core, and cycles in millions beside them. */
  private readonly coreSeconds: number;
  private readonly megacycles: number;

  constructor(world: World, spec: UsersSpec, circles: UserCircles) {
    super(world);
    this.spec = spec;
    this.circles = circles;
    let delaySeconds = 0;
    const work = { coreSeconds: 0, megacycles: 0 };
    for (const stage of spec.transaction) {
      if (stage.wait !== undefined) delaySeconds += stage.times * meanOf(stage.wait);
      if (stage.cpu !== undefined) work[stage.cpu.unit] += stage.times * meanOf(stage.cpu.amount);
    }
    this.thinkSeconds = meanOf(spec.think);
    this.delaySeconds = delaySeconds;
    this.coreSeconds = work.coreSeconds;
    this.megacycles = work.megacycles;
  }

  attach(vm: Vm): void {
    this.addMember(vm);
    this.refresh(vm);
  }

  detach(vm: Vm): void {
    this.removeMember(vm);
    this.circles.forget(vm);
  }

  refresh(vm: Vm): void {
    if (vm.state !== 'running' || vm.host === undefined) {
      this.circles.leave(vm);
      return;
    }
    this.circles.enter(vm, {
      users: this.spec.users,
      thinkSeconds: this.thinkSeconds,
      delaySeconds: this.delaySeconds,
      demandSeconds: this.coreSeconds + this.megacycles / vm.host.coreMHz,
    });
  }

  replaceSpec(): void {}
}

/** Mean value analysis asks for no more than the mean. */
function meanOf(drawn: UsersSpec['think']): number {
  return Math.max(0, 'dist' in drawn ? sampler(drawn).mean : drawn.mean);
}
