import { Phase } from '../../../engine/index.ts';
import type { World } from '../../../inventory/world.ts';
import type { Metric } from '../../../observe/metrics.ts';
import type { ArrayCaches } from './array-caches.ts';

/**
 * Tells the dirty part of each cache: at each solve, and, since it follows straight lines between,
 * each percent of the way while somebody observes it. Telling changes nothing of the caches.
 */
export class CacheGauge {
  private readonly world: World;
  private readonly caches: ArrayCaches;
  private readonly metric: Metric;
  private readonly timer: number;

  constructor(world: World, caches: ArrayCaches) {
    this.world = world;
    this.caches = caches;
    this.metric = world.metrics.metric('array.cache.dirtyPercent')!;
    this.timer = world.engine.createTimer(Phase.completion, () => this.tell(), 0, 'cache gauge');
    this.metric.derive = (array) => caches.dirtyPercent(array);
    for (const { index } of world.storage.arrays)
      this.metric.set(index, caches.dirtyPercent(index));
  }

  /** Sets the present values, and sees to it that the next ones are set in time. */
  tell(): void {
    if (!this.metric.active) return;
    const { engine, storage } = this.world;
    for (const { index } of storage.arrays) this.metric.set(index, this.caches.dirtyPercent(index));
    const next = this.caches.nextPercentSeconds();
    if (next < Infinity) engine.arm(this.timer, next);
    else engine.cancel(this.timer);
  }
}
