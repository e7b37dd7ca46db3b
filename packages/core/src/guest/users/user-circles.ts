import { type ComponentId, SimulatorError } from '../../engine/index.ts';
import type { Vm } from '../../inventory/entities.ts';
import type { World } from '../../inventory/world.ts';
import type { Metric } from '../../observe/metrics.ts';
import { closedThroughput } from './mean-value-analysis.ts';
import { ReadyCircle } from './ready-circle.ts';
import type { Message, Request } from './user-requests.ts';
import { type UserStreams, UsersIo } from './users-io.ts';

/** What the users of one VM do. */
export interface UserLoad {
  readonly users: number;
  readonly thinkSeconds: number;
  /** What a transaction waits for beside the CPU, seconds. */
  readonly delaySeconds: number;
  /** Seconds of a core at the speed of the VM's host, for each transaction. */
  readonly demandSeconds: number;
  /** What it reads, writes and sends. */
  readonly requests: readonly Request[];
  readonly messages: readonly Message[];
}

interface Member {
  readonly vm: Vm;
  readonly load: UserLoad;
  /** What the users would do with all the CPU that they wish for, transactions a second. */
  wished: number;
  /** Undefined: no I/O. */
  readonly io: UserStreams | undefined;
  /** What I/O allows beyond the waits that `wished` knows; Infinity: all. */
  limit: number;
}

/** VMs with users on one host, whose CPU time they wait for together. */
interface Circle {
  readonly members: Member[];
  readonly ready: ReadyCircle;
  sweeps: number;
  atSeconds: number;
  /** Somebody wished for something else, and the host was not divided since. */
  isPending: boolean;
}

/**
 * Closed users of all VMs. On one host (design note, rule E):
 *
 *     x* = MVA(N, D (1 + ready / run), Z)      wish = D x*      x = min(x*, a / D, I/O granted)
 *     response = N / x - Z
 *
 * D is the work of a transaction, N the users, Z their think time (for MVA with the waits of a
 * transaction, those for I/O too: see `users-io.ts`), `a` what the CPU scheduler gives, in
 * cores. The ratio of ready to run time is that of the whole host, from the finite-source model
 * (rule F): more waiting makes the users slower, which makes less waiting. That circle has one
 * root, which is found within the instant, the scheduler dividing the host anew for each trial.
 *
 * Simplification: all VMs of a host have one ratio, while the ready time that the scheduler shows
 * is spread by use.
 *
 * I/O joins the hosts: once all are divided and the channel is solved, latencies are compared with
 * those that the users reckoned with. If they differ, or the channel grants less than was asked,
 * some of them wish for something else, and so on until all agree within the instant. Where I/O
 * holds users back they wish for no more CPU than they can use, but go on asking for I/O.
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
  /** Undefined: no users ask for I/O. */
  private readonly io: UsersIo | undefined;
  /** VMs whose users do, in index order. */
  private readonly asking: Member[] = [];
  /** Compares latencies at the end of an instant. */
  private readonly component: ComponentId;
  /** Hosts that are to be divided. */
  private pending = 0;
  /** `compare` has waited for hosts and channel, and neither was solved since. */
  private hasWaited = false;
  /** Rounds in which I/O changed what is wished of CPUs, at one instant. */
  private rounds = 0;
  private roundsAtSeconds = -1;

  /** @param doIo whether any users ask for I/O. */
  constructor(world: World, doIo: boolean) {
    this.world = world;
    this.component = world.engine.createComponent(() => this.compare(), 0, 'I/O of users');
    if (doIo) this.io = new UsersIo(world, () => this.goOn());
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
      isPending: false,
    };
    const circle = this.circles[host];
    const { users, requests, messages } = load;
    const asks = requests.length + messages.length > 0;
    const io = asks ? this.io?.open(vm, users, requests, messages) : undefined;
    const member: Member = { vm, load, wished: 0, io, limit: Number.POSITIVE_INFINITY };
    if (io !== undefined) insert(this.asking, member);
    insert(circle.members, member);
    this.memberOf[vm.index] = member;
    this.hostOf[vm.index] = host;
    this.world.cpu.listen(host, this.listener, true);
    this.rewish(member);
  }

  /** The VM serves nobody; its users wait until it is back. */
  leave(vm: Vm): void {
    const member = this.memberOf[vm.index];
    if (member === undefined) return;
    const host = this.hostOf[vm.index]!;
    const { members } = this.circles[host]!;
    members.splice(members.indexOf(member), 1);
    if (member.io !== undefined) {
      this.io!.close(member.io);
      this.asking.splice(this.asking.indexOf(member), 1);
    }
    this.memberOf[vm.index] = undefined;
    this.hostOf[vm.index] = -1;
    this.world.cpu.wish(vm.index, 0);
    if (members.length === 0) {
      this.world.cpu.listen(host, this.listener, false);
      this.setPending(this.circles[host]!, false);
    }
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
      if (changed) {
        this.setPending(circle, true);
        this.goOn();
        return;
      }
    }
    circle.ready.begin();
    circle.sweeps = 0;
    this.setPending(circle, false);
    for (const member of circle.members) {
      if (member.io === undefined) this.show(member);
      else this.ask(member);
    }
    this.goOn();
  }

  private setPending(circle: Circle, isPending: boolean): void {
    if (this.io === undefined || circle.isPending === isPending) return;
    circle.isPending = isPending;
    this.pending += isPending ? 1 : -1;
  }

  /** A host or the channel has been solved. */
  private goOn(): void {
    this.hasWaited = false;
    if (this.asking.length > 0) this.world.engine.markDirty(this.component);
  }

  /** Wishes anew for the CPU, and where that is all the same, asks for I/O at once. */
  private rewish(member: Member): void {
    const circle = this.circles[member.vm.host!.index]!;
    if (this.wish(member, circle.ready.ratio)) {
      circle.ready.begin();
      circle.sweeps = 0;
      this.setPending(circle, true);
    } else if (member.io !== undefined) this.ask(member);
    if (member.io !== undefined) this.goOn();
  }

  /** Asks for the I/O of what the CPU allows. */
  private ask(member: Member): void {
    this.io!.ask(member.io!, this.allowedByCpu(member));
  }

  /** All hosts are divided and the channel is solved, or will be before this is called again. */
  private compare(): void {
    const { engine } = this.world;
    const isEarly = this.pending > 0 || this.io!.isAsking;
    if (isEarly && !this.hasWaited) {
      this.hasWaited = true;
      engine.markDirty(this.component);
      return;
    }
    if (this.roundsAtSeconds !== engine.nowSeconds) {
      this.roundsAtSeconds = engine.nowSeconds;
      this.rounds = 0;
      this.io!.begin();
    }
    if (!this.io!.agrees()) {
      for (const member of this.asking) this.rewish(member);
      this.goOn();
    } else if (this.heedLimits()) this.goOn();
    else for (const member of this.asking) this.show(member);
  }

  /**
   * Users whom I/O holds back wish for less CPU. Returns whether any wish changed; after many
   * rounds what is left of them is taken as it is.
   */
  private heedLimits(): boolean {
    if (this.rounds === limitRounds) return false;
    let isChanged = false;
    for (const member of this.asking) {
      const limit = this.io!.limit(member.io!);
      const least = Math.min(limit, member.limit);
      const isNear = Math.abs(limit - member.limit) <= limitTolerance * least;
      if (limit === member.limit || isNear) continue;
      member.limit = limit;
      this.rewish(member);
      isChanged = true;
    }
    if (isChanged) this.rounds++;
    return isChanged;
  }

  /** Sets what a VM wishes at a ratio; returns whether that changed. */
  private wish(member: Member, ratio: number): boolean {
    const { vm, load } = member;
    const { cpu } = this.world;
    member.wished = closedThroughput({
      users: load.users,
      demandSeconds: load.demandSeconds * (1 + ratio),
      servers: vm.vcpus,
      thinkSeconds: load.thinkSeconds + load.delaySeconds + this.waitOf(member),
    });
    const before = cpu.wishedMHz[vm.index]!;
    const used = Math.min(member.wished, member.limit);
    cpu.wish(vm.index, load.demandSeconds * used * vm.host!.coreMHz);
    return cpu.wishedMHz[vm.index] !== before;
  }

  private waitOf({ io }: Member): number {
    return io === undefined ? 0 : this.io!.waitSeconds(io);
  }

  /** Transactions a second that the CPU allows: all, where it serves what was wished. */
  private allowedByCpu({ vm, load, wished, limit }: Member): number {
    if (load.demandSeconds === 0) return wished;
    const allowed = this.world.cpu.loadServedMHz(vm.index) / vm.host!.coreMHz / load.demandSeconds;
    const used = Math.min(wished, limit);
    return allowed >= used * (1 - rounding) ? wished : allowed;
  }

  private show(member: Member): void {
    const { vm, load, limit } = member;
    const throughput = Math.min(this.allowedByCpu(member), limit);
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

/** In index order. */
function insert(members: Member[], member: Member): void {
  const place = members.findIndex((other) => other.vm.index > member.vm.index);
  members.splice(place < 0 ? members.length : place, 0, member);
}

/** Design note (rule E). */
const sweepsMost = 50;
/** Rounds at one instant; where limits and latencies chase each other, more change below 1 %. */
const limitRounds = 10;
/** Part by which what I/O grants must change to be heeded. */
const limitTolerance = 1e-3;
/** A VM that is served but for this part has what it wished for. */
const rounding = 1e-9;
