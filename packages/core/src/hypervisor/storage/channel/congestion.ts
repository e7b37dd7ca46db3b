/**
 * Storage I/O control: hosts share a datastore whose latency would exceed its threshold (rule H of
 * the design note, see `sharing/queueing/latency-control.ts`).
 *
 * The latency without control is that of the device of the datastore, its RAID group or the limit
 * that binds it, with all windows as far as hosts' queues let them through:
 *
 *     latency = (sum of a w + phantom weight) / (C - what streams take that get their wish)
 *
 * Above the threshold, the slots of each host are its part, by the shares of the disks that are
 * active there, of the windows that the device serves at the threshold; less what others on the
 * same device have outstanding. Decided after each solve, once an instant; in force by periods of
 * 4 s. Where a host uses several such datastores of one device, each is controlled for itself.
 */
import { Phase } from '../../../engine/index.ts';
import type { Datastore } from '../../../inventory/storage/datastore-entities.ts';
import type { World } from '../../../inventory/world.ts';
import {
  divideWindows,
  LatencyControl,
  ShareMembers,
  windowsAtLatency,
} from '../../../sharing/index.ts';
import type { Flows } from './flows.ts';
import type { MountIo } from './mount-io.ts';
import { IO } from './stream-table.ts';

/** A latency nearer to the threshold than this part of it is not above. */
const MARGIN = 1e-6;

interface Controlled {
  readonly datastore: Datastore;
  readonly thresholdSeconds: number;
  readonly mounts: readonly number[];
  readonly control: LatencyControl;
  readonly timer: number;
  lookedAtSeconds: number;
}

/** What is under way at a device, in units of its capacity. */
interface Burden {
  /** Windows that the datastore's hosts let through without control, and their number. */
  own: number;
  ownWindows: number;
  /** Windows of everybody else. */
  others: number;
  /** What streams take that get their wish. */
  fixed: number;
}

export class Congestion {
  private readonly world: World;
  private readonly flows: Flows;
  private readonly controlled: Controlled[] = [];
  private readonly change: () => void;

  /** @param change has the channel solved once more. */
  constructor(world: World, flows: Flows, change: () => void) {
    this.world = world;
    this.flows = flows;
    this.change = change;
    const { storage, engine } = world;
    for (const datastore of storage.datastores) {
      const { sioc } = datastore.spec;
      if (sioc === undefined) continue;
      const mounts = storage.mounts.filter(
        (mount) => mount.datastore === datastore && mount.host.platform.flag('storageIoControl'),
      );
      const at = this.controlled.length;
      this.controlled.push({
        datastore,
        thresholdSeconds: sioc.thresholdSeconds,
        mounts: mounts.map(({ index }) => index),
        control: new LatencyControl(),
        timer: engine.createTimer(Phase.policy, () => this.decide(at), at, 'SIOC'),
        lookedAtSeconds: -1,
      });
    }
  }

  /** The channel has been solved. */
  solved(): void {
    for (const each of this.controlled) this.look(each);
  }

  private look(each: Controlled): void {
    const now = this.world.engine.nowSeconds;
    if (each.lookedAtSeconds === now) return;
    each.lookedAtSeconds = now;
    const resource = this.deviceOf(each);
    const latency = resource < 0 ? 0 : this.freeLatency(each, resource);
    const isAbove = latency > each.thresholdSeconds * (1 + MARGIN);
    const before = each.control.nextSeconds;
    each.control.observe(now, isAbove);
    if (each.control.nextSeconds !== before) this.arm(each);
    if (each.control.part > 0) this.cut(each);
  }

  private decide(at: number): void {
    const each = this.controlled[at]!;
    const before = each.control.part;
    each.control.decide();
    this.arm(each);
    const { events } = this.world;
    const { part } = each.control;
    if (before === 0 && part > 0) events.emit('datastore.congested', each.datastore.id);
    if (before > 0 && part === 0) events.emit('datastore.relieved', each.datastore.id);
    this.cut(each);
  }

  private arm({ control, timer }: Controlled): void {
    const { engine } = this.world;
    if (control.nextSeconds < Infinity) engine.arm(timer, control.nextSeconds);
    else engine.cancel(timer);
  }

  /** RAID group of the datastore, or else the limit on its way with the lowest level; -1: none. */
  private deviceOf({ datastore }: Controlled): number {
    const { io } = this.flows;
    const { backing } = datastore;
    if (backing.on !== 'lun') return -1;
    const { lun } = backing;
    if (lun.raidGroup !== undefined) return io.groups[lun.raidGroup.index]!;
    let found = -1;
    for (const limits of [io.arrayLimits[lun.array.index]!, io.datastoreLimits[datastore.index]!]) {
      for (const resource of [...limits.byDirection, limits.combined, limits.iops]) {
        if (resource < 0) continue;
        const isLower = found < 0 || io.sharing.level(resource) < io.sharing.level(found);
        if (isLower) found = resource;
      }
    }
    return found;
  }

  /** Latency that the device would have if nothing were controlled. */
  private freeLatency(each: Controlled, resource: number): number {
    const { own, others, fixed } = this.burden(each, resource);
    if (own + others === 0) return 0;
    const { io } = this.flows;
    const room = io.sharing.capacity(resource) - fixed;
    return room > 0 ? (own + others + io.phantomWeights[resource]!) / room : Infinity;
  }

  private burden(each: Controlled, resource: number): Burden {
    const { streams, legs } = this.flows;
    const sum: Burden = { own: 0, ownWindows: 0, others: 0, fixed: 0 };
    const byMount = new Map<number, { units: number; windows: number }>();
    for (let stream = 0; stream < streams.end; stream++) {
      const leg = streams.leg[stream]!;
      const flow = streams.flow[stream]!;
      if (streams.kind[stream] !== IO || flow < 0) continue;
      const taken = this.takenBy(stream, resource);
      if (taken === 0) continue;
      const rate = this.flows.io.sharing.rate(flow);
      if (rate >= streams.wish[stream]! * (1 - MARGIN)) {
        sum.fixed += taken * rate;
        continue;
      }
      const mount = legs.mount[leg]!;
      const at = byMount.get(mount) ?? { units: 0, windows: 0 };
      at.units += taken * legs.window[leg]!;
      at.windows += legs.window[leg]!;
      byMount.set(mount, at);
    }
    for (const [index, { units, windows }] of byMount) {
      const isOwn = each.mounts.includes(index);
      const mount = this.flows.mount(index);
      const through = Math.min(1, (isOwn ? mount.freeSlots : mount.slots) / windows);
      if (isOwn) {
        sum.own += through * units;
        sum.ownWindows += through * windows;
      } else sum.others += through * units;
    }
    return sum;
  }

  /** What a request of a stream takes of a resource. */
  private takenBy(stream: number, resource: number): number {
    const use = this.flows.streams.uses[stream];
    if (use === undefined) return 0;
    for (let i = 0; i < use.crossed; i++) {
      if (use.resources[i] === resource) return use.coefficients[i]!;
    }
    return 0;
  }

  /** Gives each host the slots that it has under the part of control that is in force. */
  private cut(each: Controlled): void {
    const { part } = each.control;
    const mounts = each.mounts.flatMap((index) => this.flows.knownMount(index) ?? []);
    const windows = part > 0 ? this.dividedWindows(each, mounts) : undefined;
    mounts.forEach((mount, i) => {
      const free = mount.freeSlots;
      const most = windows === undefined ? Infinity : free + part * (windows[i]! - free);
      // Rounding of levels must not have the solver do the same again and again.
      if (Math.abs(most - mount.controlledSlots) <= 1e-9 * most) return;
      mount.controlledSlots = most;
      this.flows.changeMount(mount);
      this.change();
    });
  }

  private dividedWindows(each: Controlled, mounts: readonly MountIo[]): Float64Array | undefined {
    const resource = this.deviceOf(each);
    if (resource < 0) return undefined;
    const { io, legs } = this.flows;
    const { own, ownWindows, others, fixed } = this.burden(each, resource);
    if (own === 0) return undefined;
    const capacity = io.sharing.capacity(resource);
    const phantom = io.phantomWeights[resource]!;
    const units = windowsAtLatency(each.thresholdSeconds, capacity, fixed, phantom) - others;
    const users = new ShareMembers(mounts.length);
    mounts.forEach((mount, i) => {
      for (const leg of mount.list.legs) {
        users.shares[i]! += legs.shares[leg]!;
        users.demand[i]! += legs.window[leg]!;
      }
      users.limit[i] = mount.freeSlots;
    });
    divideWindows(users, mounts.length, Math.max(0, (units * ownWindows) / own));
    return users.allocation.map((slots) => Math.max(1, slots));
  }
}
