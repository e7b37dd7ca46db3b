/** Trees of queues for the random operations, and the routes of what is in them. */
import type { CoupledSharing } from './coupled-sharing.ts';
import type { OracleQueue } from './queue-oracle.fixtures.ts';

export interface ModelRoute {
  crossings: { readonly resource: number; readonly coefficient: number }[];
  handle: number;
}

export interface ModelQueue extends OracleQueue {
  readonly handle: number;
  readonly family: Family;
  readonly parent?: ModelQueue;
}

/** An outermost queue with all that is in it. */
interface Family {
  readonly queues: ModelQueue[];
  /** All cross the same shared resources, with coefficients of their own. */
  routes: ModelRoute[];
}

interface Drawing {
  readonly random: (below: number) => number;
  readonly number: () => number;
  readonly newRoute: () => ModelRoute;
  readonly openRoute: (crossings: ModelRoute['crossings']) => ModelRoute;
  /** A resource that no flow may cross twice, or undefined: one that limits each flow alone. */
  readonly unshared: () => number | undefined;
}

export class RandomQueues {
  private readonly families: Family[] = [];
  private readonly solver: CoupledSharing;
  private readonly drawing: Drawing;

  constructor(solver: CoupledSharing, drawing: Drawing) {
    this.solver = solver;
    this.drawing = drawing;
    const count = 1 + drawing.random(4);
    for (let k = 0; k < count; k++) this.families.push(this.newFamily());
  }

  /** A queue, or none. */
  any(): ModelQueue | undefined {
    const { random } = this.drawing;
    const family = this.families[random(this.families.length)]!;
    return family.queues[random(family.queues.length)];
  }

  anyRoute({ family }: ModelQueue): ModelRoute {
    return family.routes[this.drawing.random(family.routes.length)]!;
  }

  /** Gives a queue other slots, or other shares. */
  retune(queue: ModelQueue): void {
    const { random, number } = this.drawing;
    if (queue.parent !== undefined && random(2) > 0) {
      queue.shares = number();
      this.solver.setQueueShares(queue.handle, queue.shares);
      return;
    }
    queue.slots = number();
    this.solver.setSlots(queue.handle, queue.slots);
  }

  /** Other resources for all that is in a family; calls back with the new route of each old one. */
  move({ family }: ModelQueue, onMove: (from: ModelRoute, to: ModelRoute) => void): void {
    const old = family.routes;
    family.routes = this.newRoutes();
    for (const route of old) {
      const to = family.routes[this.drawing.random(family.routes.length)]!;
      onMove(route, to);
      this.solver.closeRoute(route.handle);
    }
  }

  private newFamily(): Family {
    const { random, number } = this.drawing;
    const family: Family = { queues: [], routes: this.newRoutes() };
    const count = 1 + random(4);
    for (let k = 0; k < count; k++) {
      const parent = k > 0 ? family.queues[random(k)]! : undefined;
      const slots = number();
      const shares = number();
      const handle = this.solver.openQueue(slots, parent?.handle, shares);
      const queue = { slots, shares, handle, family };
      family.queues.push(parent === undefined ? queue : { ...queue, parent });
    }
    return family;
  }

  private newRoutes(): ModelRoute[] {
    const { random, number, newRoute, openRoute, unshared } = this.drawing;
    const first = newRoute();
    const routes = [first];
    for (let k = random(3); k > 0; k--) {
      const crossings = first.crossings.map(({ resource }) => {
        return { resource, coefficient: random(2) > 0 ? 1 : number() };
      });
      if (random(2) > 0) crossings.reverse();
      const alone = random(3) === 0 ? unshared() : undefined;
      if (alone !== undefined && crossings.every(({ resource }) => resource !== alone)) {
        crossings.push({ resource: alone, coefficient: 1 });
      }
      routes.push(openRoute(crossings));
    }
    return routes;
  }
}
