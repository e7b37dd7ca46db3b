/**
 * Write-back caches of arrays (rule I of the design note, see `sharing/queueing`).
 *
 *     below the high mark   a write is accepted in 0.5 ms and crosses no disk; behind it the array
 *                           writes to the RAID group, as one background stream for each
 *     at the high mark      writes bind to the RAID group like reads; what is dirty goes on being
 *                           written, until it has fallen to the low mark
 *
 * The background stream of a group keeps one request outstanding for each of its spindles
 * (assumption). With nothing dirty it wishes for what comes in; with something dirty for all that
 * it can have. So what is dirty of a group follows a straight line between two solves, and the
 * next date at which that changes is known.
 *
 * Simplifications: one cache for both controllers; its sequential writes make full stripes and
 * need no positioning; what is overwritten while dirty counts twice. Where reads and cached writes
 * fill one host's queue, reads pace both, as a queue that is fair by requests would have it.
 *
 * Cost: a look at the writes of the array after each solve in which it has some.
 */
import { Phase } from '../../../engine/index.ts';
import type { StorageArray } from '../../../inventory/storage/array-entities.ts';
import type { World } from '../../../inventory/world.ts';
import type { Metric } from '../../../observe/metrics.ts';
import { BackgroundWrites } from './background-writes.ts';
import type { Flows } from './flows.ts';
import { WRITE } from './io-resources.ts';

const mebibyteMB = 1.048576;
/** Marks of what is dirty, parts of the cache. Source: design note, rule I. */
const highPart = 0.8;
const lowPart = 0.6;
/** Looks an instant, since what comes in may depend on what the disks have left. */
const mostLooks = 3;

/** One array's cache. */
interface Cache {
  readonly array: StorageArray;
  readonly sizeMB: number;
  readonly groups: readonly BackgroundWrites[];
  /** Mounts of its LUNs. */
  readonly mounts: readonly number[];
  readonly timer: number;
  isFull: boolean;
  atSeconds: number;
  looks: number;
}

export class ArrayCaches {
  private readonly world: World;
  private readonly flows: Flows;
  private readonly caches: Cache[] = [];
  private readonly change: () => void;
  private readonly metric: Metric | undefined;

  /** @param change has the channel solved once more. */
  constructor(world: World, flows: Flows, change: () => void) {
    this.world = world;
    this.flows = flows;
    this.change = change;
    this.metric = world.metrics.metric('array.cache.dirtyPercent');
    const { storage, engine } = world;
    for (const array of storage.arrays) {
      const { cacheMiB = 0 } = array.spec;
      if (cacheMiB === 0 || array.raidGroups.length === 0) continue;
      const at = this.caches.length;
      this.caches.push({
        array,
        sizeMB: cacheMiB * mebibyteMB,
        groups: array.raidGroups.map((group) => new BackgroundWrites(flows, group)),
        mounts: storage.mounts.flatMap(({ lun, index }) => (lun?.array === array ? [index] : [])),
        timer: engine.createTimer(Phase.completion, () => this.meet(at), at, array.name),
        isFull: false,
        atSeconds: engine.nowSeconds,
        looks: 0,
      });
      flows.cached.add(array);
    }
    world.metrics.onClose(() => {
      for (const cache of this.caches) this.advance(cache);
    });
  }

  /** The channel has been solved. */
  solved(): void {
    for (const cache of this.caches) this.look(cache);
  }

  /** Brings what is dirty up to now. */
  private advance(cache: Cache): void {
    const now = this.world.engine.nowSeconds;
    const seconds = now - cache.atSeconds;
    if (seconds === 0) return;
    cache.atSeconds = now;
    cache.looks = 0;
    const before = this.dirtyPart(cache);
    for (const group of cache.groups) group.advance(seconds);
    this.tell(cache, before);
  }

  /** A mark, or a clean group, is due. */
  private meet(at: number): void {
    const cache = this.caches[at]!;
    this.advance(cache);
    for (const group of cache.groups) group.round(cache.sizeMB);
    this.change();
  }

  private look(cache: Cache): void {
    this.advance(cache);
    if (cache.looks >= mostLooks) return;
    cache.looks++;
    let isMoved = this.turn(cache);
    for (const group of cache.groups) group.begin();
    const { legs, streams, io } = this.flows;
    for (const index of cache.mounts) {
      const mount = this.flows.knownMount(index);
      if (mount === undefined || cache.isFull) continue;
      const group = cache.groups[cache.array.raidGroups.indexOf(mount.mount.lun!.raidGroup!)];
      for (const leg of mount.list.legs) {
        const stream = legs.stream[leg]!;
        const flow = streams.flow[stream]!;
        if (legs.direction[leg] !== WRITE || flow < 0) continue;
        group?.accept(leg, this.flows.megabytesOf(stream, leg, io.sharing.rate(flow)));
      }
    }
    for (const group of cache.groups) isMoved = group.settle() || isMoved;
    if (isMoved) this.change();
    this.arm(cache);
  }

  /** Turns between free and full at the marks; true: writes take another way now. */
  private turn(cache: Cache): boolean {
    const part = this.dirtyPart(cache);
    const isFull = cache.isFull ? part > lowPart * (1 + 1e-9) : part >= highPart * (1 - 1e-9);
    if (isFull === cache.isFull) return false;
    cache.isFull = isFull;
    if (isFull) this.flows.cached.delete(cache.array);
    else this.flows.cached.add(cache.array);
    for (const index of cache.mounts) {
      const mount = this.flows.knownMount(index);
      if (mount !== undefined) this.flows.reroute(mount);
    }
    this.world.events.emit(isFull ? 'array.cacheFull' : 'array.cacheDrained', cache.array.id);
    return true;
  }

  private dirtyPart({ groups, sizeMB }: Cache): number {
    let dirtyMB = 0;
    for (const group of groups) dirtyMB += group.dirtyMB;
    return dirtyMB / sizeMB;
  }

  private arm(cache: Cache): void {
    let growthMBps = 0;
    let seconds = Infinity;
    for (const group of cache.groups) {
      growthMBps += group.growthMBps;
      seconds = Math.min(seconds, group.cleanInSeconds());
    }
    const mark = cache.isFull ? lowPart : highPart;
    const distanceMB = (mark - this.dirtyPart(cache)) * cache.sizeMB;
    if (distanceMB * growthMBps > 0) seconds = Math.min(seconds, distanceMB / growthMBps);
    const { engine } = this.world;
    if (seconds < Infinity) engine.arm(cache.timer, engine.nowSeconds + seconds);
    else engine.cancel(cache.timer);
  }

  /** What is dirty moves on a line: its mean since the last telling lies half way. */
  private tell(cache: Cache, before: number): void {
    const { metric } = this;
    if (metric === undefined) return;
    const { index } = cache.array;
    const now = this.dirtyPart(cache);
    if (metric.active) metric.values[index] = 50 * (before + now);
    metric.set(index, 100 * now);
  }
}
