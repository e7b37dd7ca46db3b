import type { IoResources } from './io-resources.ts';

/** What a unit of rate crosses. */
export interface Crossings {
  readonly resources: readonly number[];
  /** What it takes of each. */
  readonly coefficients: readonly number[];
  /** So many of them are crossed indeed; the others are named for the solver's sake. */
  readonly crossed: number;
  /** Time that no load adds to. */
  readonly delaySeconds: number;
}

/** A route in the solver that streams of the channel are on. */
export interface RouteUse extends Crossings {
  readonly key: string;
  readonly route: number;
  /** Streams on it. */
  users: number;
  /** False: the solver has closed it. */
  isOpen: boolean;
}

/**
 * Routes by what they cross. A route stays open for a while when nobody is on it, since the next
 * stream is often of the same kind.
 */
export class RouteUses {
  private readonly io: IoResources;
  private readonly byKey = new Map<string, RouteUse>();
  private readonly idle: RouteUse[] = [];

  constructor(io: IoResources) {
    this.io = io;
  }

  take(key: string, crossingsOf: () => Crossings): RouteUse {
    let use = this.byKey.get(key);
    if (use === undefined) {
      const made = crossingsOf();
      const route = this.io.sharing.openRoute(made.resources, made.coefficients);
      use = { ...made, key, route, users: 0, isOpen: true };
      this.byKey.set(key, use);
    }
    use.users++;
    return use;
  }

  leave(use: RouteUse): void {
    use.users--;
    if (use.users === 0) this.idle.push(use);
  }

  /** Closes routes that nobody is on, once there are many of them. */
  tidy(most = 4096): void {
    if (this.idle.length <= most) return;
    for (const use of this.idle) {
      if (use.users > 0 || this.byKey.get(use.key) !== use) continue;
      this.byKey.delete(use.key);
      use.isOpen = false;
      this.io.sharing.closeRoute(use.route);
    }
    this.idle.length = 0;
  }
}
