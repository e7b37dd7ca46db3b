import type { Simulation } from '@vdcsim/core';
import type { Details, Status } from '@vdcsim/protocol';
import { EventFeed } from './event-feed.ts';
import type { EventWords } from './event-words.ts';
import { FrameFeed } from './frame-feed.ts';
import type { Pace } from './pace.ts';
import type { SessionMessage } from './session-messages.ts';
import { SpeedMeter } from './speed-meter.ts';
import { TimelineFeed } from './timeline-feed.ts';

const statusMs = 1000;
const timelineMs = 500;
/** Details, and how far hosts are on their way back. */
const detailsMs = 250;

export interface TellerParts {
  readonly simulation: Simulation;
  readonly words: EventWords;
  readonly pace: Pace;
  readonly tell: (message: SessionMessage) => void;
  readonly detailsOf: (entity: number) => Details;
  /** Least time between two frames, milliseconds. */
  readonly frameMs: number;
  /** Number of the last frame of the run before; 0: there was none. */
  readonly lastFrame: number;
}

/** Tells viewers of a run: each thing when it changed, and not more often than it is of use. */
export class Teller {
  private readonly parts: TellerParts;
  private readonly frames: FrameFeed;
  private readonly events: EventFeed;
  private readonly timeline: TimelineFeed;
  private readonly meter = new SpeedMeter();
  private selection: readonly number[] = [];
  private tellsAll = true;
  private frameAtMs = Number.NEGATIVE_INFINITY;
  private statusAtMs = Number.NEGATIVE_INFINITY;
  private timelineAtMs = Number.NEGATIVE_INFINITY;
  private detailsAtMs = Number.NEGATIVE_INFINITY;
  private wasMoving = false;
  private toldRecoveries = false;

  constructor(parts: TellerParts) {
    const { simulation, words, lastFrame } = parts;
    this.parts = parts;
    this.frames = new FrameFeed(simulation.frameReader(), lastFrame);
    this.events = new EventFeed(words);
    this.timeline = new TimelineFeed(simulation, words);
    for (const event of simulation.events.all()) this.add(event);
    simulation.onEvent((event) => this.add(event));
  }

  get lastFrame(): number {
    return this.frames.lastNumber;
  }

  /** Somebody acted: whatever changed is told at the next chance. */
  tellAllNext(): void {
    this.tellsAll = true;
  }

  select(entities: readonly number[]): void {
    this.selection = entities;
    this.tellsAll = true;
  }

  /** Milliseconds until something is due while time moves. */
  nextDueMs(nowMs: number): number {
    return Math.max(0, this.frameAtMs + this.parts.frameMs - nowMs);
  }

  /** Tells what is due. When time comes to a halt everything is. */
  tellDue(nowMs: number, isMoving: boolean): void {
    const { simulation, tell, frameMs } = this.parts;
    this.meter.note(nowMs, simulation.nowSeconds, isMoving);
    const isAll = this.tellsAll || this.wasMoving !== isMoving;
    this.wasMoving = isMoving;
    this.tellsAll = false;
    const isDue = (atMs: number, everyMs: number): boolean => isAll || nowMs - atMs >= everyMs;
    if (!isAll && !(isMoving && isDue(this.frameAtMs, frameMs))) return;
    this.frameAtMs = nowMs;
    const frame = this.frames.next();
    if (frame !== undefined) tell({ type: 'frame', frame });
    const told = this.events.take();
    if (told !== undefined) tell({ type: 'events', ...told });
    if (isDue(this.timelineAtMs, timelineMs)) {
      this.timelineAtMs = nowMs;
      const timeline = this.timeline.take();
      if (timeline !== undefined) tell({ type: 'timeline', timeline });
    }
    if (isDue(this.detailsAtMs, detailsMs)) {
      this.detailsAtMs = nowMs;
      this.tellRecoveries();
      for (const entity of this.selection) {
        tell({ type: 'details', details: this.parts.detailsOf(entity) });
      }
    }
    if (isDue(this.statusAtMs, statusMs)) {
      this.statusAtMs = nowMs;
      tell(this.status());
    }
  }

  /** While a host is failed, and once more when none is. */
  private tellRecoveries(): void {
    const recoveries = this.parts.simulation.recoveries();
    if (recoveries.length === 0 && !this.toldRecoveries) return;
    this.toldRecoveries = recoveries.length > 0;
    this.parts.tell({ type: 'recoveries', recoveries });
  }

  status(): Status {
    const { simulation, pace } = this.parts;
    return {
      type: 'status',
      nowSeconds: simulation.nowSeconds,
      speed: pace.speed,
      reachedSpeed: this.meter.reachedSpeed(),
      isPaused: pace.isPaused,
      isFinished: simulation.isFinished,
      eventCount: simulation.events.count,
      fingerprint: simulation.fingerprint(),
    };
  }

  private add(event: Parameters<EventFeed['add']>[0]): void {
    this.events.add(event);
    this.timeline.add(event);
  }
}
