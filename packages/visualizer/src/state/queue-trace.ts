import type { Scene } from '@vdcsim/protocol';
import { type Amounts, amountsOfMount, nothing } from '../draw/fabric/tenants.ts';
import { columnOf, stateOf, type Tables } from './health.ts';

/** One datastore at one instant, all hosts together. */
export interface QueueSample {
  readonly atSeconds: number;
  /** MB/s by tenant. */
  readonly amounts: Amounts;
  readonly inDevice: number;
  readonly waiting: number;
  readonly slots: number;
}

/** Samples of a datastore before neighbours are thinned out. */
const samplesMost = 800;
/** With more mounts than these nothing is noted: each frame would cost too much. */
const mountsMost = 4000;

/**
 * What the queues of each datastore held while this page watched, by tenant: frames tell it and no
 * history keeps it. Every second sample goes when there are too many.
 */
export class QueueTrace {
  private readonly of = new Map<number, QueueSample[]>();
  private lastSeconds = Number.NEGATIVE_INFINITY;
  private stepSeconds: number;

  /** @param stepSeconds least distance of samples */
  constructor(stepSeconds: number) {
    this.stepSeconds = stepSeconds;
  }

  samples(datastore: number): readonly QueueSample[] {
    return this.of.get(datastore) ?? [];
  }

  /** Notes a frame, unless the last one noted is too near. */
  note(scene: Scene, tables: Tables, atSeconds: number): void {
    const { mounts = [], datastores = [] } = scene.storage ?? {};
    if (mounts.length > mountsMost || columnOf(tables, 'mount', 'slots') === undefined) return;
    if (atSeconds < this.lastSeconds + this.stepSeconds) return;
    this.lastSeconds = atSeconds;
    const sums = datastores.map(() => ({
      amounts: [...nothing],
      inDevice: 0,
      waiting: 0,
      slots: 0,
    }));
    mounts.forEach(({ datastore, host }, row) => {
      if (stateOf(scene, tables, 'host', host) !== 'connected') return;
      const sum = sums[datastore]!;
      amountsOfMount(tables, row).forEach((amount, place) => {
        sum.amounts[place]! += amount;
      });
      const waiting = numberAt(tables, 'waiting', row);
      sum.waiting += waiting;
      sum.inDevice += Math.max(0, numberAt(tables, 'outstanding', row) - waiting);
      const slots = numberAt(tables, 'slots', row);
      sum.slots += Number.isFinite(slots) ? slots : 0;
    });
    sums.forEach((sum, datastore) => {
      const samples = this.of.get(datastore) ?? [];
      samples.push({ ...sum, atSeconds });
      this.of.set(datastore, samples);
    });
    if (this.samples(0).length > samplesMost) this.thin();
  }

  private thin(): void {
    this.stepSeconds *= 2;
    for (const [datastore, samples] of this.of) {
      this.of.set(
        datastore,
        samples.filter((_, place) => place % 2 === 0),
      );
    }
  }
}

function numberAt(tables: Tables, column: string, row: number): number {
  const value = columnOf(tables, 'mount', column)?.[row] ?? 0;
  return Number.isNaN(value) ? 0 : value;
}
