/**
 * Limits of what is described by them alone: MB/s read, written, of both, and operations a second;
 * or a curve of MB/s by the number of streams at once, straight between its points and level
 * beyond them. A stream counts while it is open, whatever it gets.
 */
import type { EntityId } from '../../../inventory/directory.ts';
import type { IoWord } from '../../../inventory/io-words.ts';
import type { PartHealth } from '../../../inventory/storage/part-health.ts';
import type { ThroughputSpec } from '../../../inventory/storage/storage-specs.ts';
import type { IoResources } from './io-resources.ts';

/** Resources of one set of limits; -1: there is no such limit. */
export interface LimitSet {
  /** By direction, MB/s: first reads, then writes. */
  readonly byDirection: readonly [number, number];
  /** Both together, MB/s. */
  readonly combined: number;
  /** Operations a second. */
  readonly iops: number;
  readonly latencySeconds: number;
}

/** Whose limits they are. */
interface LimitOwner {
  readonly id: EntityId;
  readonly spec: { readonly throughput?: ThroughputSpec };
  readonly health?: PartHealth | undefined;
}

interface CurvePoint {
  readonly streams: number;
  readonly rateMBps: number;
}

/** Adds the resources of an owner's limits. */
export function addLimits(io: IoResources, owner: LimitOwner, word: IoWord): LimitSet {
  const {
    readMBps,
    writeMBps,
    combinedMBps,
    iops,
    latencySeconds = 0,
  } = owner.spec.throughput ?? {};
  const { curve = [] } = owner.spec.throughput ?? {};
  const { health } = owner;
  const part = (): number => {
    if (health === undefined) return 1;
    return health.isUp ? health.speedFraction : 0;
  };
  const limit = (amount: number | undefined): number =>
    amount === undefined ? -1 : io.add({ word, entity: owner.id }, () => amount * part());
  const direction = (amount: number | undefined, key: 'readMBps' | 'writeMBps'): number => {
    const points = curve.flatMap((point): CurvePoint[] => {
      const rateMBps = point[key];
      return rateMBps === undefined ? [] : [{ streams: point.streams, rateMBps }];
    });
    if (points.length === 0) return limit(amount);
    points.sort((a, b) => a.streams - b.streams);
    const most = amount ?? Infinity;
    const rate = (streams: number): number => part() * Math.min(most, curveAt(points, streams));
    const resource = io.add({ word, entity: owner.id }, () => rate(1));
    io.followStreams(resource, rate);
    return resource;
  };
  return {
    byDirection: [direction(readMBps, 'readMBps'), direction(writeMBps, 'writeMBps')],
    combined: limit(combinedMBps),
    iops: limit(iops),
    latencySeconds,
  };
}

/** Height of a curve; its points lie in the order of their streams. */
export function curveAt(points: readonly CurvePoint[], streams: number): number {
  const next = points.findIndex((point) => point.streams >= streams);
  if (next < 0) return points[points.length - 1]!.rateMBps;
  const to = points[next]!;
  const from = points[next - 1];
  if (from === undefined) return to.rateMBps;
  const along = (streams - from.streams) / (to.streams - from.streams);
  return from.rateMBps + along * (to.rateMBps - from.rateMBps);
}
