/**
 * Storage I/O control: hosts share a datastore that has become slow.
 *
 * When the latency of the disks without control exceeds the threshold, the hosts' queues are cut so
 * that it does not, by the shares of the VMs that are active on each: 80 % of the way at the end of
 * the period of 4 s, all of it one period later, and so back. See
 * `sharing/queueing/latency-control.ts` for the law and its sources (design note, rule H).
 *
 *     slots of all hosts    N* = (threshold * (C - what others take) - phantom weight) / t
 *     slots of a host       its part of N* by shares, no more than it uses or its adapters keep on
 *                           one LUN, no less than 4; the number for several VMs does not count [M]
 *
 * t is the mean of what a request takes of the disks. Others are streams on the same disks that are
 * not in a queue of such a datastore: other datastores, copies, what a cache destages.
 *
 * Assumptions: datastores on the same disks are one, with the lowest of their thresholds, as the
 * product demands; while the control is engaged it follows what is asked for at once.
 * Simplifications: the latency is that of the disks, as if fabric and limits held nobody back;
 * writes that a cache takes are not slow.
 */
import { Phase } from '../../../engine/index.ts';
import type { Datastore } from '../../../inventory/storage/datastore-entities.ts';
import type { World } from '../../../inventory/world.ts';
import {
  divideWindows,
  LatencyControl,
  ShareMembers,
  windowFloor,
} from '../../../sharing/index.ts';
import type { Flows } from './flows.ts';
import { type GroupLevel, levelOfGroup, loadAtLevel, type QueuedStreams } from './group-level.ts';
import type { MountIo } from './mount-io.ts';
import { IO } from './stream-table.ts';

const msEach = 1000;
/** A latency above a threshold by less than this part is at it. */
const rounding = 1e-9;

interface ControlledGroup {
  readonly group: number;
  readonly datastores: readonly Datastore[];
  readonly thresholdSeconds: number;
  readonly control: LatencyControl;
  readonly timer: number;
  /** Latency without control, seconds. */
  latencySeconds: number;
}

interface Queue {
  readonly mount: MountIo | undefined;
  readonly isControlled: boolean;
  slots: number;
  shares: number;
  readonly windows: number[];
  readonly caps: number[];
  readonly seconds: number[];
}

export class LatencyControls {
  private readonly world: World;
  private readonly flows: Flows;
  private readonly change: () => void;
  /** By RAID group. */
  private readonly controlled: (ControlledGroup | undefined)[];

  /** @param change has the channel solved. */
  constructor(world: World, flows: Flows, change: () => void) {
    this.world = world;
    this.flows = flows;
    this.change = change;
    this.controlled = world.storage.raidGroups.map(() => undefined);
    for (const { index } of world.storage.raidGroups) this.watch(index);
    flows.groups.onMixed = (group) => this.review(group);
  }

  private watch(group: number): void {
    const datastores = this.world.storage.datastores.filter(({ spec, backing }) => {
      const isOn = backing.on === 'lun' && backing.lun.raidGroup?.index === group;
      return isOn && spec.sioc !== undefined;
    });
    if (datastores.length === 0) return;
    const own: ControlledGroup = {
      group,
      datastores,
      thresholdSeconds: Math.min(...datastores.map(({ spec }) => spec.sioc!.thresholdSeconds)),
      control: new LatencyControl(),
      timer: this.world.engine.createTimer(
        Phase.completion,
        () => this.decide(own),
        0,
        'storage I/O control',
      ),
      latencySeconds: Number.NaN,
    };
    this.controlled[group] = own;
  }

  /** The mix on a group changed. */
  private review(group: number): void {
    const own = this.controlled[group];
    if (own === undefined) return;
    const { engine } = this.world;
    const queues = this.queuesOf(own);
    own.latencySeconds = this.latencyOf(own, queues);
    own.control.observe(
      engine.nowSeconds,
      own.latencySeconds > own.thresholdSeconds * (1 + rounding),
    );
    if (own.control.nextSeconds < Infinity) engine.arm(own.timer, own.control.nextSeconds);
    else engine.cancel(own.timer);
    this.grant(own, queues);
  }

  private decide(own: ControlledGroup): void {
    const { control, datastores } = own;
    const before = control.part;
    control.decide();
    if (before === 0 && control.part > 0) {
      const data = {
        latencyMs: Math.round(own.latencySeconds * 1e6) / msEach,
        thresholdMs: own.thresholdSeconds * msEach,
      };
      for (const { id } of datastores) this.world.events.emit('datastore.congested', id, { data });
    } else if (before > 0 && control.part === 0) {
      for (const { id } of datastores) this.world.events.emit('datastore.relieved', id);
    }
    this.flows.groups.change(own.group);
    this.change();
  }

  /** Latency of the disks if nobody's queue were cut, seconds. */
  private latencyOf({ group }: ControlledGroup, queues: readonly Queue[]): number {
    const phantom = this.flows.groups.phantomWeight(group);
    const capacity = this.flows.io.present(this.flows.io.groups[group]!);
    const { level, load, slope, isHeld } = levelOfGroup(queues, capacity, phantom);
    if (isHeld) return level > 0 ? 1 / level : Infinity;
    const each = meanSeconds(queues);
    return each > 0 ? (slope + phantom + each) / (capacity - load) : 0;
  }

  private grant(own: ControlledGroup, queues: readonly Queue[]): void {
    const { part } = own.control;
    const mine = queues.filter(({ isControlled }) => isControlled);
    if (part === 0) {
      for (const { mount } of mine) this.setSlots(mount!, Infinity);
      return;
    }
    const cut = this.divide(own, queues, mine);
    mine.forEach(({ mount, slots }, i) => {
      // No path serves the mount now.
      if (slots === Infinity) return;
      const granted = Math.min(mount!.deviceSlots, Math.max(windowFloor, cut[i]!));
      this.setSlots(mount!, slots + part * (granted - slots));
    });
  }

  /** Slots of each controlled queue at the threshold. */
  private divide(
    { group, thresholdSeconds }: ControlledGroup,
    queues: readonly Queue[],
    mine: readonly Queue[],
  ): Float64Array {
    const { groups, io } = this.flows;
    const others = queues.filter(({ isControlled }) => !isControlled);
    const taken: GroupLevel = { level: 0, load: 0, slope: 0, isHeld: false };
    loadAtLevel(others, 1 / thresholdSeconds, taken);
    const capacity = io.present(io.groups[group]!);
    const left = thresholdSeconds * (capacity - taken.load) - groups.phantomWeight(group);
    const users = new ShareMembers(mine.length);
    mine.forEach((queue, i) => {
      users.shares[i] = queue.shares;
      users.limit[i] = queue.mount!.deviceSlots;
      queue.windows.forEach((window, j) => {
        users.demand[i]! += Math.min(window, queue.caps[j]! * thresholdSeconds);
      });
    });
    const each = meanSeconds(mine);
    divideWindows(users, mine.length, each > 0 ? Math.max(0, left) / each : 0);
    return users.allocation;
  }

  private setSlots(mount: MountIo, slots: number): void {
    if (mount.grantedSlots === slots) return;
    mount.grantedSlots = slots;
    this.flows.changeMount(mount);
  }

  /** All that stands at the disks of a group, by queue. */
  private queuesOf(own: ControlledGroup): Queue[] {
    const { legs, streams, groups, caches } = this.flows;
    const rest = newQueue(undefined, false);
    const queues: Queue[] = [rest];
    const byMount = new Map<number, Queue>();
    for (const leg of groups.legsOf(own.group)) {
      if (legs.isCached[leg] === 1) continue;
      const stream = legs.stream[leg]!;
      const isCopy = streams.kind[stream] !== IO;
      let queue = isCopy ? rest : byMount.get(legs.mount[leg]!);
      if (queue === undefined) {
        const mount = this.flows.mount(legs.mount[leg]!);
        queue = newQueue(mount, own.datastores.includes(mount.mount.datastore));
        byMount.set(mount.index, queue);
        queues.push(queue);
      }
      queue.shares += legs.shares[leg]!;
      queue.windows.push(legs.window[leg]!);
      queue.caps.push(this.flows.claims.capOf(stream) / (isCopy ? legs.requestMB[leg]! : 1));
      queue.seconds.push(legs.seconds[leg]!);
    }
    const destage = caches.destageOf(own.group);
    if (destage !== undefined && destage.writtenMBps > 0) {
      const { requestMB, secondsEach, incomingMBps, isPressed } = destage;
      rest.windows.push(this.flows.io.servers[this.flows.io.groups[own.group]!]!);
      rest.caps.push(isPressed ? Infinity : incomingMBps / requestMB);
      rest.seconds.push(secondsEach);
    }
    return queues;
  }
}

function newQueue(mount: MountIo | undefined, isControlled: boolean): Queue {
  const slots = mount?.freeSlots ?? Infinity;
  return { mount, isControlled, slots, shares: 0, windows: [], caps: [], seconds: [] };
}

/** Mean of what a request takes of the disks, by windows. */
function meanSeconds(queues: readonly QueuedStreams[]): number {
  let windows = 0;
  let weighted = 0;
  for (const { windows: own, seconds } of queues) {
    own.forEach((window, i) => {
      windows += window;
      weighted += window * seconds[i]!;
    });
  }
  return windows > 0 ? weighted / windows : 0;
}
