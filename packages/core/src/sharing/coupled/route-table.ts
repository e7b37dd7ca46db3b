import { widerFloats, widerInts } from './arrays.ts';

/** Numbers of a class in `RouteTable.numbers`, at `route * ROUTE`. */
export const ROUTE = 4;
/** Sum of the weights that follow the binder's level. */
export const FOLLOWING = 0;
/** Sum of the rates that do not follow it. */
export const STEADY = 1;
/** Class clock minus clock of the binder. */
export const OFFSET = 2;
/** Most that a flow may have by the unshared resources on the route. */
export const ALONE = 3;

/** Integers of a class in `RouteTable.integers`, at `route * CLASS`. */
export const CLASS = 8;
/** First crossing of its block. */
export const START = 0;
/** Crossings. */
export const LENGTH = 1;
/** Resource of lowest level on the route. */
export const BIND = 2;
/** Flows. */
export const FLOWS = 3;
/** Flows that follow the level. */
export const FOLLOWER_COUNT = 4;
/** Flows with a rate that does not follow it. */
export const STEADY_COUNT = 5;
/** First flow; -1: none. */
export const FIRST_FLOW = 6;
/** Openings of the route that were not closed, and flows that are on it or on their way to it. */
export const USERS = 7;

/** Integers of a crossing in `RouteTable.crossings`, at `crossing * CROSSING`. */
export const CROSSING = 8;
export const AT_RESOURCE = 0;
/** Edge that it is linked to, valid while the class has flows. */
export const ON_EDGE = 1;
/** Neighbours in the list of that edge. */
export const NEXT_CROSSING = 2;
export const PREVIOUS_CROSSING = 3;
export const OF_ROUTE = 4;

/** What one unit of a flow's rate takes from an unshared resource. */
export interface UnsharedCrossing {
  readonly resource: number;
  readonly coefficient: number;
}

/**
 * Routes, and the classes of flows on them: all flows of one route and one vector of coefficients
 * have the same level and the same binder, so the solver deals with them together.
 */
export class RouteTable {
  count = 0;
  numbers = new Float64Array(0);
  integers = new Int32Array(0);
  crossings = new Int32Array(0);
  /** What one unit of a flow's rate takes from the resource, for each crossing. */
  coefficients = new Float64Array(0);
  readonly unshared: (readonly UnsharedCrossing[])[] = [];
  /** Ids of the shared resources on each route, in ascending order. */
  private readonly sets: string[] = [];
  private readonly keys: string[] = [];
  private readonly byKey = new Map<string, number>();
  private readonly free: number[] = [];
  private readonly freeBlocks: number[][] = [];
  private crossingCount = 0;

  find(key: string): number | undefined {
    return this.byKey.get(key);
  }

  /** A route that is not there yet. */
  take(
    key: string,
    resources: readonly number[],
    coefficients: readonly number[],
    unshared: readonly UnsharedCrossing[],
  ): number {
    const route = this.free.pop() ?? this.count++;
    if (route * ROUTE >= this.numbers.length) this.growRoutes();
    this.numbers.fill(0, route * ROUTE, route * ROUTE + ROUTE);
    this.numbers[route * ROUTE + ALONE] = Infinity;
    const at = route * CLASS;
    this.integers.fill(0, at, at + CLASS);
    const start = this.takeBlock(resources.length);
    this.integers[at + START] = start;
    this.integers[at + LENGTH] = resources.length;
    this.integers[at + BIND] = resources[0]!;
    this.integers[at + FIRST_FLOW] = -1;
    for (let k = 0; k < resources.length; k++) {
      const crossing = start + k;
      this.crossings[crossing * CROSSING + AT_RESOURCE] = resources[k]!;
      this.crossings[crossing * CROSSING + OF_ROUTE] = route;
      this.coefficients[crossing] = coefficients[k]!;
    }
    this.unshared[route] = unshared;
    this.sets[route] = [...resources].sort((a, b) => a - b).join(' ');
    this.keys[route] = key;
    this.byKey.set(key, route);
    return route;
  }

  give(route: number): void {
    this.byKey.delete(this.keys[route]!);
    this.unshared[route] = [];
    const length = this.integers[route * CLASS + LENGTH]!;
    this.blocksOf(length).push(this.integers[route * CLASS + START]!);
    this.free.push(route);
  }

  /** Two routes cross the same shared resources, in whatever order and with any coefficients. */
  hasSameResources(route: number, other: number): boolean {
    return this.sets[route] === this.sets[other];
  }

  binder(route: number): number {
    return this.integers[route * CLASS + BIND]!;
  }

  private blocksOf(length: number): number[] {
    while (this.freeBlocks.length <= length) this.freeBlocks.push([]);
    return this.freeBlocks[length]!;
  }

  private takeBlock(length: number): number {
    const reused = this.blocksOf(length).pop();
    if (reused !== undefined) return reused;
    const start = this.crossingCount;
    this.crossingCount += length;
    if (this.crossingCount > this.coefficients.length) {
      const room = Math.max(256, 2 * this.coefficients.length, this.crossingCount);
      this.crossings = widerInts(this.crossings, room * CROSSING);
      this.coefficients = widerFloats(this.coefficients, room);
    }
    return start;
  }

  private growRoutes(): void {
    const room = Math.max(64, (2 * this.numbers.length) / ROUTE);
    this.numbers = widerFloats(this.numbers, room * ROUTE);
    this.integers = widerInts(this.integers, room * CLASS);
  }
}
