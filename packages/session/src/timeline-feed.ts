import { deedOf, type Simulation, type SimulationEvent } from '@vdcsim/core';
import type { TimelineMark, TimelineState } from '@vdcsim/protocol';
import type { EventWords } from './event-words.ts';

const binsMost = 480;
const marksMost = 300;

/** What the timeline of a run shows: how many events when, and which of them are worth a tick. */
export class TimelineFeed {
  private readonly simulation: Simulation;
  private readonly words: EventWords;
  private readonly binSeconds: number;
  private readonly counts: number[] = [];
  private readonly marks: TimelineMark[] = [];
  private isNew = true;

  constructor(simulation: Simulation, words: EventWords) {
    this.simulation = simulation;
    this.words = words;
    this.binSeconds = simulation.endSeconds / binsMost;
  }

  add(event: SimulationEvent): void {
    this.isNew = true;
    const bin = Math.min(binsMost - 1, Math.floor(event.timeSeconds / this.binSeconds));
    while (this.counts.length <= bin) this.counts.push(0);
    this.counts[bin]!++;
    const label = this.labelOf(event);
    if (label === undefined) return;
    const tone = this.words.toneOf(event.type);
    this.marks.push({ atSeconds: event.timeSeconds, event: event.id, tone, label });
    if (this.marks.length > marksMost) this.dropOne();
  }

  /** The whole timeline where it changed since it was last taken. */
  take(): TimelineState | undefined {
    if (!this.isNew) return undefined;
    this.isNew = false;
    const bins = Math.min(binsMost, Math.floor(this.simulation.nowSeconds / this.binSeconds) + 1);
    while (this.counts.length < bins) this.counts.push(0);
    return { binSeconds: this.binSeconds, counts: [...this.counts], marks: [...this.marks] };
  }

  /**
   * Commands are marked until they break something; alarms unless they follow from another, such
   * as the deaths of the VMs of a dead host.
   */
  private labelOf(event: SimulationEvent): string | undefined {
    const { type, data, cause } = event;
    if (type === 'command.given') return String(data['note'] ?? `${data['verb']} ${data['of']}`);
    if (this.words.toneOf(type) !== 'alarm') return undefined;
    const causing = cause === undefined ? undefined : this.simulation.events.get(cause);
    if (causing !== undefined && this.words.toneOf(causing.type) === 'alarm') return undefined;
    const at = this.marks.findIndex((mark) => mark.event === cause);
    if (at >= 0) this.marks.splice(at, 1);
    return `${this.simulation.directory.nameOf(event.subject)} ${deedOf(type)}`;
  }

  /** The oldest command gives way first, then the oldest alarm. */
  private dropOne(): void {
    const at = this.marks.findIndex((mark) => mark.tone !== 'alarm');
    this.marks.splice(Math.max(0, at), 1);
  }
}
