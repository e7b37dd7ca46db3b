/**
 * What requests take of RAID groups, and the groups' phantom weights: rule C of the design note,
 * see `sharing/queueing/disk-time.ts`. Derived anew when the mix on a group changes, once an
 * instant.
 *
 * Cost: O(legs of the group) an instant in which its mix changes.
 */
import type { RaidGroup } from '../../../inventory/storage/array-entities.ts';
import {
  type DiskTiming,
  diskClasses,
  diskSeconds,
  fullStripePenalty,
  interference,
  smallWritePenalty,
} from '../../../sharing/index.ts';
import { type Direction, type IoResources, WRITE } from './io-resources.ts';
import { LegList, type LegTable } from './leg-table.ts';
import type { StreamTable } from './stream-table.ts';

interface Group {
  readonly index: number;
  readonly entity: RaidGroup;
  readonly timing: DiskTiming;
  readonly list: LegList;
  isChanged: boolean;
}

export class DiskGroups {
  private readonly groups: readonly Group[];
  private readonly changed: Group[] = [];
  private readonly io: IoResources;
  private readonly legs: LegTable;
  private readonly streams: StreamTable;

  constructor(
    entities: readonly RaidGroup[],
    tables: { io: IoResources; legs: LegTable; streams: StreamTable },
  ) {
    this.io = tables.io;
    this.legs = tables.legs;
    this.streams = tables.streams;
    this.groups = entities.map((entity, index) => ({
      index,
      entity,
      timing: diskClasses[entity.diskClass]!,
      list: new LegList(),
      isChanged: false,
    }));
  }

  add(leg: number): void {
    const group = this.groups[this.legs.group[leg]!]!;
    group.list.add(leg);
    this.note(group);
  }

  remove(leg: number): void {
    const group = this.groups[this.legs.group[leg]!]!;
    group.list.remove(leg);
    this.note(group);
  }

  /** The wish or window of a leg, or the spindles of a group, changed. */
  change(groupIndex: number): void {
    this.note(this.groups[groupIndex]!);
  }

  changeAll(): void {
    for (const group of this.groups) this.note(group);
  }

  /** Disk operations of one request. */
  penalty(groupIndex: number, direction: Direction, randomPart: number): number {
    if (direction !== WRITE) return 1;
    const { entity } = this.groups[groupIndex]!;
    const small = smallWritePenalty(entity.level);
    // Without a write-back cache, nothing gathers what is written to full stripes.
    if ((entity.array?.spec.cacheMiB ?? 0) === 0) return small;
    const full = fullStripePenalty(entity.level, entity.spindles.length);
    return randomPart * small + (1 - randomPart) * full;
  }

  /** Derives what has changed; calls back for each leg whose requests take something else. */
  update(changed: (leg: number) => void): void {
    for (const group of this.changed) {
      group.isChanged = false;
      this.mix(group, changed);
    }
    this.changed.length = 0;
  }

  private mix(group: Group, changed: (leg: number) => void): void {
    const { legs, io } = this;
    const { timing, list } = group;
    let windows = 0;
    for (const leg of list.legs) windows += this.underWay(leg, timing);
    let weighted = 0;
    for (const leg of list.legs) {
      const window = this.underWay(leg, timing);
      const random = legs.randomPart[leg]!;
      const moves = random < 1 ? random + (1 - random) * interference(window, windows) : 1;
      const seconds = diskSeconds(timing, legs.requestMB[leg]!, moves, legs.penalty[leg]!);
      weighted += window * seconds;
      if (seconds === legs.seconds[leg]) continue;
      legs.seconds[leg] = seconds;
      changed(leg);
    }
    const resource = io.groups[group.index]!;
    const others = io.servers[resource]! - 1;
    io.setPhantomWeight(resource, windows > 0 ? (others * weighted) / windows : 0);
  }

  /** Requests that stand at the disks, as far as the chances of a movement go. */
  private underWay(leg: number, timing: DiskTiming): number {
    const { legs, streams } = this;
    const stream = legs.stream[leg]!;
    const wish = streams.wish[stream]!;
    if (wish === Infinity) return legs.window[leg]!;
    return wish * diskSeconds(timing, legs.requestMB[leg]!, 1, legs.penalty[leg]!);
  }

  private note(group: Group): void {
    if (group.isChanged) return;
    group.isChanged = true;
    this.changed.push(group);
  }
}
