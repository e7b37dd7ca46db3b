import type { SimulationEvent } from '@vdcsim/core';
import type { WireEvent } from '@vdcsim/protocol';
import type { EventWords } from './event-words.ts';

/** Most events of one message. */
export const toldMost = 400;

/**
 * Events since the last message. What comes faster than it can be told is counted: the latest
 * events stay, and alarms longer than all else.
 */
export class EventFeed {
  private readonly words: EventWords;
  private waiting: SimulationEvent[] = [];
  private skipped = 0;

  constructor(words: EventWords) {
    this.words = words;
  }

  add(event: SimulationEvent): void {
    this.waiting.push(event);
    if (this.waiting.length >= 4 * toldMost) this.shorten();
  }

  /** What is to be told now; undefined: nothing. */
  take(): { readonly events: readonly WireEvent[]; readonly skipped: number } | undefined {
    if (this.waiting.length === 0) return undefined;
    this.shorten();
    const events = this.waiting.map((event) => this.words.wire(event));
    const { skipped } = this;
    this.waiting = [];
    this.skipped = 0;
    return { events, skipped };
  }

  private shorten(): void {
    const { waiting } = this;
    if (waiting.length <= toldMost) return;
    const isAlarm = (event: SimulationEvent): boolean => this.words.toneOf(event.type) === 'alarm';
    const alarms = waiting.filter(isAlarm).slice(-toldMost);
    const room = toldMost - alarms.length;
    const others = room === 0 ? [] : waiting.filter((event) => !isAlarm(event)).slice(-room);
    this.waiting = [...alarms, ...others].sort((a, b) => a.id - b.id);
    this.skipped += waiting.length - this.waiting.length;
  }
}
