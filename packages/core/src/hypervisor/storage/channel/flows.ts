/**
 * Streams as flows of the solver. What was asked for within an instant is put into force at once
 * before the solve: what the disks take, whether a mount's queue is needed, new streams and those
 * whose way has changed.
 *
 * A stream's flow counts requests a second, that of a copy or over a network 10^6 bytes a second.
 * Its weight is its window (bytes under way where it counts bytes), its cap what it wishes for,
 * what its disk's limit leaves to it, and window / delay where the way has a fixed latency:
 * with nobody else there, no more than a window is under way.
 */

import type { Vm } from '../../../inventory/entities.ts';
import type { StreamId } from '../../../inventory/io-port.ts';
import type { World } from '../../../inventory/world.ts';
import { ArrayCaches } from './array-caches.ts';
import { DiskClaims } from './disk-claims.ts';
import { DiskGroups } from './disk-groups.ts';
import { IoResources, WRITE } from './io-resources.ts';
import { LegTable } from './leg-table.ts';
import { MountIo } from './mount-io.ts';
import { type Crossings, type RouteUse, RouteUses } from './route-uses.ts';
import type { SendWay } from './send-way.ts';
import { StreamClaims } from './stream-claims.ts';
import { IO, StreamTable } from './stream-table.ts';

/** Units that are left of a stream that would end in this very instant. */
const leastWork = 1e-12;
/** Routes that a mount remembers. */
const mostUses = 16;

function keyOf({ resources, coefficients, crossed, delaySeconds }: Crossings): string {
  return `${resources.join(' ')}|${coefficients.join(' ')}|${crossed} ${delaySeconds}`;
}

export class Flows {
  readonly io: IoResources;
  readonly legs = new LegTable();
  readonly streams = new StreamTable();
  readonly groups: DiskGroups;
  readonly disks: DiskClaims;
  /** What streams may have at most, and what they weigh. */
  readonly claims = new StreamClaims(this);
  readonly caches: ArrayCaches;
  /** Streams by their flows; -1: none. */
  streamOf = new Int32Array(64).fill(-1);
  /** Ways over networks, by stream. */
  readonly sendWays: (SendWay | undefined)[] = [];
  /** Called before a stream is taken out of the tables, while its flow is there. */
  onEnd: ((stream: StreamId) => void) | undefined = undefined;
  readonly world: World;
  private readonly mounts: (MountIo | undefined)[];
  private readonly uses: RouteUses;
  /** Streams whose flow is to begin or to move. */
  private readonly moved: StreamId[] = [];
  private readonly changedMounts: MountIo[] = [];

  constructor(world: World) {
    this.world = world;
    this.io = new IoResources(world);
    this.uses = new RouteUses(this.io);
    this.groups = new DiskGroups(world.storage.raidGroups, this);
    this.caches = new ArrayCaches(world, this, this.groups);
    this.groups.caches = this.caches;
    this.disks = new DiskClaims(world.storage.disks, this.legs);
    this.mounts = world.storage.mounts.map(() => undefined);
  }

  mount(index: number): MountIo {
    this.mounts[index] ??= new MountIo(this.io, this.legs, this.world.storage.mounts[index]!);
    return this.mounts[index];
  }

  /** The mount if somebody has used it. */
  knownMount(index: number): MountIo | undefined {
    return this.mounts[index];
  }

  /** The route of a stream is to be chosen before the next solve; a new one begins then. */
  move(stream: StreamId): void {
    if (this.streams.isMoved[stream] === 1) return;
    this.streams.isMoved[stream] = 1;
    this.moved.push(stream);
  }

  /** The queue of a mount is to be looked at. */
  changeMount(mount: MountIo): void {
    if (mount.isChanged) return;
    mount.isChanged = true;
    this.changedMounts.push(mount);
  }

  /** Takes the new ways of a mount. */
  reroute(mount: MountIo): void {
    mount.reread();
    for (const leg of mount.list.legs) this.refit(leg);
    this.changeMount(mount);
  }

  /** The window, a claim or the way of a leg changed. */
  refit(leg: number): void {
    const { legs } = this;
    const stream = legs.stream[leg]!;
    this.move(stream);
    if (legs.group[leg]! >= 0) this.groups.change(legs.group[leg]!);
    this.changeMount(this.mount(legs.mount[leg]!));
  }

  /** The cache in front of a group takes writes from now on, or no longer. */
  turnCache(group: number): void {
    const { legs } = this;
    for (const leg of this.groups.legsOf(group)) this.chooseCache(leg);
    for (const leg of this.groups.legsOf(group)) {
      if (legs.direction[leg] === WRITE) this.refit(leg);
    }
  }

  /** Whether a cache takes what a leg writes. */
  chooseCache(leg: number): void {
    const { legs, streams } = this;
    const group = legs.group[leg]!;
    const isWrite = legs.direction[leg] === WRITE && streams.kind[legs.stream[leg]!] === IO;
    legs.isCached[leg] = isWrite && group >= 0 && this.caches.takes(group) ? 1 : 0;
    if (group >= 0) this.caches.touch(group);
  }

  /** Brings the solver up to date; its solve follows. */
  apply(): void {
    this.groups.update((leg) => this.move(this.legs.stream[leg]!));
    for (const mount of this.changedMounts) this.chooseQueue(mount);
    this.changedMounts.length = 0;
    for (const stream of this.moved) {
      if (this.streams.isMoved[stream] === 0) continue;
      this.streams.isMoved[stream] = 0;
      if (this.streams.flow[stream]! < 0) this.begin(stream);
      else this.update(stream);
    }
    this.moved.length = 0;
  }

  /** Ends the flow of a stream, and returns the units that are left of it. */
  end(stream: StreamId): number {
    const { streams } = this;
    streams.isMoved[stream] = 0;
    const flow = streams.flow[stream]!;
    if (flow < 0) return streams.work[stream]!;
    this.forget(stream, flow);
    return this.io.sharing.stopFlow(flow, this.world.engine.nowSeconds);
  }

  /** The flow is over in the solver: nothing is left of what the stream had there. */
  forget(stream: StreamId, flow: number): void {
    this.streamOf[flow] = -1;
    this.streams.flow[stream] = -1;
    // One that ended in the same instant may have asked for a look at it.
    this.streams.isMoved[stream] = 0;
    const use = this.streams.uses[stream];
    if (use !== undefined) this.uses.leave(use);
    this.streams.uses[stream] = undefined;
  }

  tidy(): void {
    this.uses.tidy();
  }

  /** A guest has made its file systems read-only: what it writes is held from now on. */
  refitWrites(vm: Vm): void {
    for (const { datastore } of vm.disks) {
      const found = vm.host && this.world.storage.mountOf(vm.host, datastore);
      const mount = found && this.knownMount(found.index);
      for (const leg of mount?.list.legs ?? []) {
        if (this.legs.vm[leg] === vm.index) this.refit(leg);
      }
    }
  }

  private begin(stream: StreamId): void {
    const { streams, legs } = this;
    const leg = streams.leg[stream]!;
    const mount = streams.kind[stream] === IO ? this.mount(legs.mount[leg]!) : undefined;
    const isQueued = mount !== undefined && this.joinsQueue(mount, leg);
    streams.isQueued[stream] = isQueued ? 1 : 0;
    const use = this.useOf(stream);
    streams.uses[stream] = use;
    const { sharing } = this.io;
    const work = streams.work[stream]!;
    const weight = this.claims.weightOf(stream);
    const cap = this.claims.capOf(stream);
    const owed = leg < 0 ? 0 : this.owedTo(stream, leg);
    const flow = isQueued
      ? sharing.startQueued(mount!.queue, use.route, work, weight, legs.shares[leg]!, cap, owed)
      : sharing.startFlow(use.route, work, weight, cap, owed);
    streams.flow[stream] = flow;
    if (flow >= this.streamOf.length) {
      const wider = new Int32Array(2 * flow).fill(-1);
      wider.set(this.streamOf);
      this.streamOf = wider;
    }
    this.streamOf[flow] = stream;
  }

  private update(stream: StreamId): void {
    const { streams, legs } = this;
    const { sharing } = this.io;
    const flow = streams.flow[stream]!;
    const use = this.useOf(stream);
    const before = streams.uses[stream]!;
    streams.uses[stream] = use;
    if (use !== before) sharing.reroute(flow, use.route);
    this.uses.leave(before);
    sharing.setWeight(flow, this.claims.weightOf(stream));
    sharing.setCap(flow, this.claims.capOf(stream));
    const leg = streams.leg[stream]!;
    if (leg < 0) return;
    sharing.setReservation(flow, this.owedTo(stream, leg));
    if (streams.isQueued[stream] === 1) sharing.setShares(flow, legs.shares[leg]!);
  }

  private owedTo(stream: StreamId, leg: number): number {
    return this.streams.kind[stream] === IO ? this.legs.reservation[leg]! : 0;
  }

  /**
   * Slots matter once windows can exceed them. A queue that is there stays in use until they are
   * far below, since streams that change between the two ways begin anew in the solver.
   */
  private chooseQueue(mount: MountIo): void {
    mount.isChanged = false;
    const { legs, streams, io } = this;
    let windows = 0;
    for (const leg of mount.list.legs) {
      const isSlow = streams.kind[legs.stream[leg]!] === IO && legs.isCached[leg] === 0;
      if (isSlow) windows += legs.window[leg]!;
    }
    mount.windows = windows;
    const { slots } = mount;
    const isQueued = slots < Infinity && windows > (mount.isQueued ? slots / 2 : slots);
    if (isQueued && mount.queue < 0) mount.queue = io.sharing.openQueue(slots);
    else if (isQueued) io.sharing.setSlots(mount.queue, slots);
    mount.isQueued = isQueued;
    for (const leg of mount.list.legs) {
      const stream = legs.stream[leg]!;
      if (streams.kind[stream] !== IO || streams.flow[stream]! < 0) continue;
      if ((streams.isQueued[stream] === 1) === this.joinsQueue(mount, leg)) continue;
      streams.work[stream] = Math.max(leastWork, this.end(stream));
      this.move(stream);
    }
  }

  /** A request that the cache takes holds a slot so shortly that it takes none from others. */
  private joinsQueue(mount: MountIo, leg: number): boolean {
    return mount.isQueued && this.legs.isCached[leg] === 0;
  }

  /** Disk time of a request; 0 where there are no disks, or a cache takes it. */
  private diskSecondsOf(leg: number): number {
    const { legs } = this;
    return legs.group[leg]! >= 0 && legs.isCached[leg] === 0 ? legs.seconds[leg]! : 0;
  }

  private useOf(stream: StreamId): RouteUse {
    const { streams, legs } = this;
    const kind = streams.kind[stream]!;
    if (kind === IO) {
      const leg = streams.leg[stream]!;
      const mount = this.mount(legs.mount[leg]!);
      const isQueued = streams.isQueued[stream] === 1;
      const direction = legs.direction[leg] as 0 | 1;
      const requestMB = legs.requestMB[leg]!;
      const seconds = this.diskSecondsOf(leg);
      return this.useOnMount(mount, direction, requestMB, seconds, isQueued);
    }
    const made = this.crossingsInMB(stream);
    return this.uses.take(keyOf(made), () => made);
  }

  private useOnMount(
    mount: MountIo,
    direction: 0 | 1,
    requestMB: number,
    diskSeconds: number,
    isQueued: boolean,
  ): RouteUse {
    const { uses } = mount;
    for (let i = 0; i < uses.length; i++) {
      const each = uses[i]!;
      if (
        each.requestMB === requestMB &&
        each.diskSeconds === diskSeconds &&
        each.direction === direction &&
        each.isQueued === isQueued &&
        each.use.isOpen
      ) {
        each.use.users++;
        return each.use;
      }
    }
    const crossings = mount.crossings(direction, requestMB, diskSeconds, isQueued);
    const use = this.uses.take(keyOf(crossings), () => crossings);
    if (uses.length >= mostUses) uses.shift();
    uses.push({ direction, requestMB, diskSeconds, isQueued, use });
    return use;
  }

  /** What a MB of a copy or over a network takes of all that it crosses. */
  private crossingsInMB(stream: StreamId): Crossings {
    const { streams, legs } = this;
    const resources: number[] = [];
    const coefficients: number[] = [];
    let delaySeconds = 0;
    const cross = (resource: number, amount: number): void => {
      const at = resources.indexOf(resource);
      if (at >= 0) coefficients[at]! += amount;
      else {
        resources.push(resource);
        coefficients.push(amount);
      }
    };
    for (const leg of [streams.leg[stream]!, streams.otherLeg[stream]!]) {
      if (leg < 0) continue;
      const requestMB = legs.requestMB[leg]!;
      const mount = this.mount(legs.mount[leg]!);
      const direction = legs.direction[leg] as 0 | 1;
      const way = mount.crossings(direction, requestMB, this.diskSecondsOf(leg), false);
      way.resources.forEach((resource, i) => {
        cross(resource, way.coefficients[i]! / requestMB);
      });
      delaySeconds += way.delaySeconds;
    }
    const send = this.sendWays[stream];
    for (const resource of send?.resources ?? []) cross(resource, 1);
    delaySeconds += send?.delaySeconds ?? 0;
    return { resources, coefficients, crossed: resources.length, delaySeconds };
  }
}
