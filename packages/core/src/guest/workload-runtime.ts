import type { Engine, TimerId } from '../engine/index.ts';
import type { Vm } from '../inventory/entities.ts';
import type { WorkloadSpec } from '../inventory/workload-specs.ts';
import type { World } from '../inventory/world.ts';
import { IoWishes } from './io-demand.ts';

/** What a workload's kind does. One object a workload; VMs come and go. */
export interface WorkloadRuntime {
  readonly spec: WorkloadSpec;
  /** A VM starts to replay it. */
  attach(vm: Vm): void;
  detach(vm: Vm): void;
  /** The VM began or ceased to serve, or moved: its wish is due anew. */
  refresh(vm: Vm): void;
  /** The service of a VM was decided anew; called for VMs that the runtime watches. */
  served(vmIndex: number): void;
  /** `set` changed the workload's demand. */
  replaceSpec(spec: WorkloadSpec): void;
}

/** What every kind needs: the world, and a VM's wish in MHz from a demand of the language. */
export class RuntimeBase {
  protected readonly world: World;
  protected readonly members: Vm[] = [];
  protected readonly io: IoWishes;

  constructor(world: World) {
    this.world = world;
    this.io = new IoWishes(world);
  }

  protected get engine(): Engine {
    return this.world.engine;
  }

  /** Most kinds do not ask what they are served. */
  served(_vmIndex: number): void {}

  protected addMember(vm: Vm): void {
    let position = this.members.length;
    while (position > 0 && this.members[position - 1]!.index > vm.index) position--;
    this.members.splice(position, 0, vm);
  }

  protected removeMember(vm: Vm): void {
    const position = this.members.indexOf(vm);
    if (position >= 0) this.members.splice(position, 1);
    this.io.close(vm);
  }

  /** Sets the wish of a VM, or none while it does not serve. */
  protected wish(vm: Vm, wishedMHz: number): void {
    this.world.cpu.wish(vm.index, vm.state === 'running' ? wishedMHz : 0);
  }
}

/** All vCPUs of a VM at its host's speed, MHz; 0 while it has no host. */
export function wholeMHz(vm: Vm): number {
  return vm.host === undefined ? 0 : vm.vcpus * vm.host.coreMHz;
}

/** Arms a timer at the k-th period after the start, so that no rounding adds up. */
export function armPeriod(engine: Engine, timer: TimerId, k: number, periodSeconds: number): void {
  engine.arm(timer, k * periodSeconds);
}
