import type { WireEvent } from '@vdcsim/protocol';

/** The newest events of a run, in order, for viewers who come later; older ones go. */
export class EventRing {
  private readonly most: number;
  private events: WireEvent[] = [];
  private gone = 0;

  constructor(most: number) {
    this.most = most;
  }

  /** @param skipped how many more there were, which came too fast to be told */
  add(events: readonly WireEvent[], skipped: number): void {
    this.gone += skipped;
    for (const event of events) this.events.push(event);
    // Room is made seldom, since it moves all that stay.
    if (this.events.length > 2 * this.most) this.forgetOld();
  }

  /** The newest events, and how many came before them. */
  newest(): { readonly events: readonly WireEvent[]; readonly skipped: number } {
    this.forgetOld();
    return { events: this.events, skipped: this.gone };
  }

  clear(): void {
    this.events = [];
    this.gone = 0;
  }

  private forgetOld(): void {
    const excess = this.events.length - this.most;
    if (excess <= 0) return;
    this.events = this.events.slice(excess);
    this.gone += excess;
  }
}
