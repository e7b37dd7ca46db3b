import type { Vm } from '../../inventory/entities.ts';
import type { UsersSpec } from '../../inventory/workload-specs.ts';
import type { World } from '../../inventory/world.ts';
import { RuntimeBase, type WorkloadRuntime } from '../workload-runtime.ts';
import type { UserCircles } from './user-circles.ts';
import { meanOf, type Transaction, transactionOf } from './user-requests.ts';

/** A workload of closed users: each VM that names it has all of them to itself. */
export class UsersRuntime extends RuntimeBase implements WorkloadRuntime {
  readonly spec: UsersSpec;
  private readonly circles: UserCircles;
  private readonly thinkSeconds: number;
  private readonly transaction: Transaction;

  constructor(world: World, spec: UsersSpec, circles: UserCircles) {
    super(world);
    this.spec = spec;
    this.circles = circles;
    this.thinkSeconds = meanOf(spec.think);
    this.transaction = transactionOf(spec);
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
    const { coreSeconds, megacycles, delaySeconds, requests, messages } = this.transaction;
    this.circles.enter(vm, {
      users: this.spec.users,
      thinkSeconds: this.thinkSeconds,
      delaySeconds,
      demandSeconds: coreSeconds + megacycles / vm.host.coreMHz,
      requests,
      messages,
    });
  }

  replaceSpec(): void {}
}
