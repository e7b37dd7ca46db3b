import { Phase, type TimerId } from '../../../engine/index.ts';
import type { RaidGroup, Spindle } from '../../../inventory/storage/array-entities.ts';
import type { World } from '../../../inventory/world.ts';
import type { EventId } from '../../../observe/event-log.ts';
import { diskClasses, usablePart } from '../../../sharing/queueing/index.ts';

/** assumption: the rebuild rate that RAID controllers come with, 30 % of their disks' time. */
export const rebuildPart = 0.3;

/**
 * Rebuilds of RAID groups: a disk that was dead and is replaced is written anew from the others, at
 * the speed at which it can be written, for a fixed part of the disks' time. Others have the rest.
 *
 *     time = size of a disk / (part * transfer rate of a disk)
 *
 * Until it is done the disk counts as missing: another loss may be one too many. Several disks of
 * one group are rebuilt at once, in the same part of the time. Source: design note; the part is an
 * assumption.
 */
export class Rebuilds {
  private readonly world: World;
  private readonly timers = new Map<Spindle, TimerId>();

  constructor(world: World) {
    this.world = world;
  }

  isRunning(spindle: Spindle): boolean {
    const timer = this.timers.get(spindle);
    return timer !== undefined && this.world.engine.isArmed(timer);
  }

  /** Begins with a disk that has just been replaced in a group that still has its data. */
  start(spindle: Spindle, cause: EventId): void {
    const { raidGroup } = spindle;
    const seconds = diskMB(this.world, raidGroup) / (rebuildPart * transferMBpsOf(raidGroup));
    if (raidGroup.level === 'raid0' || !(seconds > 0)) return;
    const { engine, events } = this.world;
    const data = { disk: spindle.name, seconds };
    const event = events.emit('raidGroup.rebuildStarted', raidGroup.id, { cause, data });
    engine.arm(this.timerOf(spindle), engine.nowSeconds + seconds);
    this.put(raidGroup, event);
  }

  /** The disk is dead again, or there is nothing left to rebuild it from. */
  stop(spindle: Spindle): void {
    const timer = this.timers.get(spindle);
    if (timer !== undefined) this.world.engine.cancel(timer);
    this.put(spindle.raidGroup, undefined);
  }

  private finish(spindle: Spindle): void {
    const { raidGroup } = spindle;
    const data = { disk: spindle.name };
    this.put(raidGroup, this.world.events.emit('raidGroup.rebuilt', raidGroup.id, { data }));
  }

  /** Lets the group have the time that its rebuilds leave. */
  private put(group: RaidGroup, cause: EventId | undefined): void {
    const part = group.spindles.some((spindle) => this.isRunning(spindle)) ? rebuildPart : 0;
    if (group.rebuildPart === part) return;
    group.rebuildPart = part;
    this.world.storage.partChanged.call(group, cause);
  }

  private timerOf(spindle: Spindle): TimerId {
    let timer = this.timers.get(spindle);
    if (timer === undefined) {
      const handler = (index: number): void => this.finish(this.world.storage.spindles[index]!);
      const label = `rebuild of ${spindle.name}`;
      timer = this.world.engine.createTimer(Phase.completion, handler, spindle.index, label);
      this.timers.set(spindle, timer);
    }
    return timer;
  }
}

const bytesPerMiB = 1_048_576;

/** Size of one disk, 10^6 bytes: of the group's space, or of what lies on it. */
function diskMB({ storage }: World, group: RaidGroup): number {
  let sizeMiB = group.spec.sizeMiB ?? 0;
  if (group.spec.sizeMiB === undefined) {
    for (const lun of storage.luns) if (lun.raidGroup === group) sizeMiB += lun.sizeMiB;
  }
  const disks = group.spindles.length * usablePart(group.level, group.spindles.length);
  return (sizeMiB * bytesPerMiB) / 1e6 / disks;
}

function transferMBpsOf({ diskClass }: RaidGroup): number {
  return diskClasses[diskClass]!.transferMBps;
}
