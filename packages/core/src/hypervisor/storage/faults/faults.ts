import type { RaidGroup, Spindle } from '../../../inventory/storage/array-entities.ts';
import type { StoragePart } from '../../../inventory/storage/storage-inventory.ts';
import type { World } from '../../../inventory/world.ts';
import type { EventId } from '../../../observe/event-log.ts';
import { survivesLoss } from './raid-survival.ts';
import { Rebuilds } from './rebuilds.ts';

/** How a part fails: dead and known to be dead; silent, so that nobody is told; or slow. */
export type FaultEffect = 'crash' | 'hang' | 'slow';

/** assumption: what a part that only limps still does of its speed. */
export const slowFraction = 0.1;

/**
 * Faults and repairs of parts of storage and networks. What follows from them is the business of
 * multipathing and of the I/O channel, which obey the health that is written here.
 *
 * A RAID group dies with the disks that it cannot do without, and its data with it: it comes back
 * by its own repair, a restore from elsewhere, which replaces its dead disks too.
 */
export class Faults {
  private readonly world: World;
  private readonly rebuilds: Rebuilds;

  constructor(world: World) {
    this.world = world;
    this.rebuilds = new Rebuilds(world);
  }

  fail(part: StoragePart, effect: FaultEffect, cause: EventId): void {
    if (effect === 'slow') {
      this.degrade(part, 1 - slowFraction, cause);
      return;
    }
    const { health } = part;
    // The controller of an array throws out a disk that answers nothing.
    const hangs = effect === 'hang' && part.kind !== 'spindle';
    if (health.isFailed || (hangs && health.isHung)) return;
    health.isHung = hangs;
    health.isFailed = !hangs;
    const event = this.tell(part, 'failed', { effect }, cause);
    if (part.kind !== 'spindle') return;
    this.rebuilds.stop(part);
    this.judgeGroup(part.raidGroup, event);
  }

  /** @param part of the speed that is lost, 0 to below 1 */
  degrade(part: StoragePart, lost: number, cause: EventId): void {
    const left = 1 - lost;
    if (part.health.speedFraction === left) return;
    part.health.speedFraction = left;
    this.tell(part, 'degraded', { byPercent: 100 * lost }, cause);
  }

  repair(part: StoragePart, cause: EventId): void {
    const { health } = part;
    if (health.state === 'working') return;
    const wasDead = health.isFailed;
    health.isFailed = false;
    health.isHung = false;
    health.speedFraction = 1;
    if (part.kind === 'raidGroup') {
      for (const spindle of part.spindles) this.replace(spindle, cause);
    }
    const event = this.tell(part, 'repaired', {}, cause);
    if (part.kind !== 'spindle' || !wasDead || part.raidGroup.health.isFailed) return;
    this.rebuilds.start(part, event);
  }

  /** A disk of a group that is restored from elsewhere: it needs no rebuild. */
  private replace(spindle: Spindle, cause: EventId): void {
    if (!spindle.health.isFailed) return;
    spindle.health.isFailed = false;
    this.tell(spindle, 'repaired', {}, cause);
  }

  private judgeGroup(group: RaidGroup, cause: EventId): void {
    if (group.health.isFailed || survivesLoss(group.level, this.missingFrom(group))) return;
    group.health.isFailed = true;
    for (const spindle of group.spindles) this.rebuilds.stop(spindle);
    const reason = `${group.level} has lost too many disks`;
    this.tell(group, 'failed', { effect: 'crash', reason }, cause);
  }

  private tell(
    part: StoragePart,
    deed: 'failed' | 'repaired' | 'degraded',
    data: Readonly<Record<string, string | number>>,
    cause: EventId,
  ): EventId {
    const event = this.world.events.emit(`${part.kind}.${deed}`, part.id, { cause, data });
    this.world.storage.partChanged.call(part, event);
    return event;
  }

  /** Positions of the disks that are dead, or not rebuilt yet. */
  private missingFrom({ spindles }: RaidGroup): number[] {
    const missing: number[] = [];
    spindles.forEach((spindle, position) => {
      const isThere = !spindle.health.isFailed && !this.rebuilds.isRunning(spindle);
      if (!isThere) missing.push(position);
    });
    return missing;
  }
}
