import { widerBytes, widerFloats, widerInts } from './arrays.ts';

/** Numbers of a resource in `ResourceTable.numbers`: one cache line, at `resource * RESOURCE`. */
export const RESOURCE = 8;
/** Level l: what one unit of weight gets here. Infinity: slack. */
export const LEVEL = 0;
/** Load of the weights that are bound elsewhere: sum of a*w*l of their binders. */
export const SUM = 1;
/** Load of what does not follow a level: sum of a * fixed rate. */
export const FIXED = 2;
/** Capacity C, in units of the resource a second. */
export const CAPACITY = 3;
/** Service clock V: integral of the level over time. */
export const CLOCK = 4;
/** Date of `CLOCK`, in seconds. */
export const CLOCK_AT = 5;
/** Updates of the sums since they were last summed anew; above 0: it is time. */
export const UPDATES = 6;
/** Phantom weight: servers - 1. */
export const PHANTOM = 7;

/** What `ResourceTable.kinds` says. */
export const FREE = 0;
export const SHARED = 1;
export const UNSHARED = 2;

/** Lists that a resource is on, as bits of `ResourceTable.marks`. */
export const MARK_CHECK = 1;
export const MARK_DATE = 2;
export const MARK_CAPACITY = 4;

/** Capacity of a resource as a function of how many flows cross it. */
export type CapacityByFlows = (flowCount: number) => number;

/** Resources in columns. */
export class ResourceTable {
  /** Ids in use or free lie below. */
  count = 0;
  numbers = new Float64Array(0);
  kinds = new Uint8Array(0);
  marks = new Uint8Array(0);
  /** 1: its sums are kept up to date, see edges.ts. */
  tracked = new Uint8Array(0);
  /** The edge from the resource to itself: the weights that it binds. */
  selfEdges = new Int32Array(0);
  /** Flows that cross it. */
  flowCounts = new Int32Array(0);
  /** Open routes that cross it. */
  routeCounts = new Int32Array(0);
  /** Sum of a * reservation over all flows that cross it. */
  claimed = new Float64Array(0);
  /** Largest capacity since the sums were last summed anew. */
  scales = new Float64Array(0);
  /** Edges into the resource, from others. */
  readonly incoming: number[][] = [];
  /** Edges from the resource to others that are tracked. */
  readonly outgoing: number[][] = [];
  /** Routes across an unshared resource. */
  readonly routes: number[][] = [];
  readonly profiles: (CapacityByFlows | undefined)[] = [];
  private readonly free: number[] = [];

  /** A resource of level Infinity without flows. */
  take(kind: number, capacity: number, phantom: number): number {
    const id = this.free.pop() ?? this.count++;
    if (id >= this.kinds.length) this.grow();
    const at = id * RESOURCE;
    this.numbers.fill(0, at, at + RESOURCE);
    this.numbers[at + LEVEL] = Infinity;
    this.numbers[at + CAPACITY] = capacity;
    this.numbers[at + PHANTOM] = phantom;
    this.scales[id] = capacity;
    this.claimed[id] = 0;
    this.kinds[id] = kind;
    this.tracked[id] = 0;
    this.incoming[id] = [];
    this.outgoing[id] = [];
    this.routes[id] = [];
    this.profiles[id] = undefined;
    return id;
  }

  give(id: number): void {
    this.kinds[id] = FREE;
    this.profiles[id] = undefined;
    this.free.push(id);
  }

  level(id: number): number {
    return this.numbers[id * RESOURCE + LEVEL]!;
  }

  /** The level, or 0 where it is infinite: a slack resource gives weights no load. */
  finiteLevel(id: number): number {
    const level = this.numbers[id * RESOURCE + LEVEL]!;
    return level === Infinity ? 0 : level;
  }

  capacity(id: number): number {
    return this.numbers[id * RESOURCE + CAPACITY]!;
  }

  private grow(): void {
    const room = Math.max(16, 2 * this.kinds.length);
    this.numbers = widerFloats(this.numbers, room * RESOURCE);
    this.kinds = widerBytes(this.kinds, room);
    this.marks = widerBytes(this.marks, room);
    this.tracked = widerBytes(this.tracked, room);
    this.selfEdges = widerInts(this.selfEdges, room);
    this.flowCounts = widerInts(this.flowCounts, room);
    this.routeCounts = widerInts(this.routeCounts, room);
    this.claimed = widerFloats(this.claimed, room);
    this.scales = widerFloats(this.scales, room);
  }
}
