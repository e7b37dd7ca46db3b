import { SimulatorError } from '../../engine/index.ts';
import type { Vm } from '../../inventory/entities.ts';
import type { World } from '../../inventory/world.ts';
import type { Metric } from '../../observe/metrics.ts';
import { closedThroughput } from './mean-value-analysis.ts';
import { ReadyCircle } from './ready-circle.ts';

/** What the users of one VM do. */
export interface UserLoad {
  readonly users: number;
  readonly thinkSeconds: number;
  /** What a transaction waits for beside the CPU, seconds. */
  readonly delaySeconds: number;
  /** Seconds of a core at the speed of the VM's host, for each transaction. */
  readonly demandSeconds: number;
}

interface Member {
  readonly vm: Vm;
  readonly load: UserLoad;
  /** What the users would do with all the CPU that they wish for, transactions a second. */
  wished: number;
}

/** VMs with users on one host, whose CPU time they wait for together. */
interface Circle {
  readonly members: Member[];
  readonly ready: ReadyCircle;
  sweeps: number;
  atSeconds: number;
}

/**
 * Closed users of all VMs. On one host (design note, rule E, without storage):
 *
 *     x* = MVA(N, D (1 + ready / run), Z)      wish = D x*      x = min(x*, a / D)
 *     response = N / x - Z
 *
 * D is the work of a transaction, N the users, Z their think time (for MVA with the waits of a
 * transaction), `a` what the CPU scheduler gives, in cores. The ratio of ready to run time is that
 * of the whole host, from the finite-source model (rule F): more waiting makes the users slower,
 * which makes less waiting. That circle has one root, which is found within the instant, the
 * scheduler dividing the host anew for each trial.
 *
 * Simplification: all VMs of a host have one ratio, while the ready time that the scheduler shows
 * is spread by use.
 *
 * Cost: a division of the host and O(users of its VMs) for each trial, one to some ten for each
 * change on the host.
 */
export class UserCircles {
  private readonly world: World;
  private readonly throughput: Metric;
  private readonly response: Metric;
  /** Number at the CPU port. */
  private readonly listener: number;
  private readonly circles: (Circle | undefined)[];
  private readonly memberOf: (Member | undefined)[];
  /** By VM: host on whose circle it is, or -1. */
  private readonly hostOf: Int32Array;

  constructor(world: World) {
    this.world = world;
    this.throughput = world.metrics.metric('vm.app.throughputPerSecond')!;
    this.response = world.metrics.metric('vm.app.responseMs')!;
    this.circles = world.hosts.map(() => undefined);
    this.memberOf = world.vms.map(() => undefined);
    this.hostOf = new Int32Array(world.vms.length).fill(-1);
    this.listener = world.cpu.addHostListener((host) => this.divided(host));
  }

  /** The VM serves these users from now on. Its wish is set. */
  enter(vm: Vm, load: UserLoad): void {
    this.leave(vm);
    const host = vm.host!.index;
    this.circles[host] ??= {
      members: [],
      ready: new ReadyCircle(),
      sweeps: 0,
      atSeconds: -1,
    };
    const circle = this.circles[host];
    const member: Member = { vm, load, wished: 0 };
    const place = circle.members.findIndex((other) => other.vm.index > vm.index);
    circle.members.splice(place < 0 ? circle.members.length : place, 0, member);
    this.memberOf[vm.index] = member;
    this.hostOf[vm.index] = host;
    this.world.cpu.listen(host, this.listener, true);
    this.wish(member, circle.ready.ratio);
  }

  /** The VM serves nobody; its users wait until it is back. */
  leave(vm: Vm): void {
    const member = this.memberOf[vm.index];
    if (member === undefined) return;
    const host = this.hostOf[vm.index]!;
    const { members } = this.circles[host]!;
    members.splice(members.indexOf(member), 1);
    this.memberOf[vm.index] = undefined;
    this.hostOf[vm.index] = -1;
    this.world.cpu.wish(vm.index, 0);
    if (members.length === 0) this.world.cpu.listen(host, this.listener, false);
    this.throughput.set(vm.index, 0);
    this.response.set(vm.index, Number.NaN);
  }

  /** The VM has no users any more. */
  forget(vm: Vm): void {
    this.leave(vm);
    this.throughput.set(vm.index, Number.NaN);
  }

  /** The scheduler has divided a host. */
  private divided(host: number): void {
    const circle = this.circles[host];
    if (circle === undefined) return;
    const readyToRun = this.world.cpu.readyToRun();
    const now = this.world.engine.nowSeconds;
    if (circle.atSeconds !== now) {
      circle.atSeconds = now;
      circle.sweeps = 0;
      circle.ready.begin();
    }
    if (!circle.ready.agrees(readyToRun)) {
      if (++circle.sweeps > sweepsMost) this.giveUp(host, circle);
      circle.ready.next(readyToRun);
      let changed = false;
      for (const member of circle.members) {
        if (this.wish(member, circle.ready.ratio)) changed = true;
      }
      if (changed) return;
    }
    circle.ready.begin();
    circle.sweeps = 0;
    for (const member of circle.members) this.show(member);
  }

  /** Sets what a VM wishes at a ratio; returns whether that changed. */
  private wish(member: Member, ratio: number): boolean {
    const { vm, load } = member;
    const { cpu } = this.world;
    member.wished = closedThroughput({
      users: load.users,
      demandSeconds: load.demandSeconds * (1 + ratio),
      servers: vm.vcpus,
      thinkSeconds: load.thinkSeconds + load.delaySeconds,
    });
    const before = cpu.wishedMHz[vm.index]!;
    cpu.wish(vm.index, load.demandSeconds * member.wished * vm.host!.coreMHz);
    return cpu.wishedMHz[vm.index] !== before;
  }

  private show({ vm, load, wished }: Member): void {
    const cores = this.world.cpu.loadServedMHz(vm.index) / vm.host!.coreMHz;
    const isAll = load.demandSeconds === 0;
    const throughput = isAll ? wished : Math.min(wished, cores / load.demandSeconds);
    this.throughput.set(vm.index, throughput);
    const seconds = throughput > 0 ? load.users / throughput - load.thinkSeconds : Number.NaN;
    this.response.set(vm.index, 1000 * seconds);
  }

  private giveUp(host: number, { members }: Circle): never {
    const names = members.slice(0, 5).map(({ vm }) => vm.name);
    const more = members.length > names.length ? ` and ${members.length - names.length} more` : '';
    throw new SimulatorError(
      'USERS_DO_NOT_SETTLE',
      `users of ${names.join(', ')}${more} on ${this.world.hosts[host]!.name} do not settle`,
    );
  }
}

/** Design note (rule E). */
const sweepsMost = 50;
