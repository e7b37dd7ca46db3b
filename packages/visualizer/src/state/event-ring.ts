import type { WireEvent } from '@vdcsim/protocol';

/** Most events that a page keeps; older ones leave, and the log says how many. */
export const keptEventsMost = 20_000;

/** The newest events of a run, oldest first, with those that came too fast counted. */
export class EventRing {
  readonly #limit: number;
  readonly #byId = new Map<number, WireEvent>();
  #events: WireEvent[] = [];
  #skipped = 0;
  #dropped = 0;

  /** @param limit most events kept, at least 1 */
  constructor(limit = keptEventsMost) {
    this.#limit = limit;
  }

  /** Oldest first. The array is another one whenever events have come. */
  get events(): readonly WireEvent[] {
    return this.#events;
  }

  /** Events that the server left out because they came too fast. */
  get skipped(): number {
    return this.#skipped;
  }

  /** Events that left because newer ones came. */
  get dropped(): number {
    return this.#dropped;
  }

  /** The event, if it is still kept. */
  get(id: number): WireEvent | undefined {
    return this.#byId.get(id);
  }

  /** Takes in what one message told. Events known already are left out. */
  add(events: readonly WireEvent[], skipped: number): void {
    this.#skipped += skipped;
    const fresh = events.filter(({ id }) => !this.#byId.has(id));
    for (const event of fresh) this.#byId.set(event.id, event);
    const all = this.#events.concat(fresh);
    const over = all.length - this.#limit;
    if (over > 0) {
      for (const event of all.splice(0, over)) this.#byId.delete(event.id);
      this.#dropped += over;
    }
    this.#events = all;
  }

  /** Ids of what led to an event and of what it led to, itself among them. */
  chainOf(id: number): ReadonlySet<number> {
    const chain = new Set<number>([id]);
    let cause = this.#byId.get(id)?.cause;
    while (cause !== undefined && !chain.has(cause)) {
      chain.add(cause);
      cause = this.#byId.get(cause)?.cause;
    }
    // Effects follow their causes, so one walk over the newer events finds all of them.
    const effects = new Set<number>([id]);
    for (const event of this.#events) {
      if (event.cause !== undefined && effects.has(event.cause)) effects.add(event.id);
    }
    for (const effect of effects) chain.add(effect);
    return chain;
  }
}
