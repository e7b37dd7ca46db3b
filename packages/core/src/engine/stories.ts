/**
 * Stories are procedures that read like a runbook: generators that `yield*` what they wait for
 * and can be interrupted anywhere, with their `finally` blocks run.
 *
 * A story has one timer for its whole life. It starts, and goes on after each wait, from that
 * timer: never inside the handler that caused it. An interrupt alone acts at once, so that what
 * the story held is free when `interrupt` returns.
 */
import { assert } from './errors.ts';
import type { Phase, TimerHandler, TimerId } from './timers.ts';
import { type StoryAlarm, Wait } from './waits.ts';

/** A procedure in simulated time: `function* (): Story<number> { yield* wait(5); return 1; }`. */
export type Story<T> = Generator<Wait<unknown>, T, unknown>;

/** Thrown into a story by `interrupt`. It may catch it and go on, or let it pass and end. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted';
  readonly reason: string;

  constructor(reason: string) {
    super(`the story was interrupted: ${reason}`);
    this.reason = reason;
  }
}

/** What a story needs of the engine. */
export interface StoryWorld {
  readonly nowSeconds: number;
  createTimer(phase: Phase, handler: TimerHandler, argument?: number, label?: string): TimerId;
  arm(timer: TimerId, atSeconds: number): void;
  cancel(timer: TimerId): void;
  armedAtSeconds(timer: TimerId): number;
  freeTimer(timer: TimerId): void;
  /** Stops the run for an error that a story did not catch. */
  stop(error: unknown, label: string): void;
}

/** A story that was started. */
export class StoryHandle<T> {
  readonly label: string;
  private readonly world: StoryWorld;
  private readonly steps: Story<T>;
  private readonly timer: TimerId;
  private readonly alarm: StoryAlarm;
  private readonly listeners = new Set<(story: StoryHandle<T>) => void>();
  private readonly pending: Interrupted[] = [];

  /** Counts the waits, so that a `resume` of an earlier one has no effect. */
  private waitNumber = 0;
  private giveUp: (() => void) | undefined;
  private resumed = false;
  private value: unknown;
  private busy = false;
  private ended = false;
  private returned: T | undefined;
  private interruption: Interrupted | undefined;

  /** Starts at the present instant, after whoever starts it has finished. */
  constructor(world: StoryWorld, steps: Story<T>, label: string, phase: Phase) {
    this.world = world;
    this.steps = steps;
    this.label = label;
    this.timer = world.createTimer(phase, () => this.goOn(), 0, label);
    this.alarm = {
      get nowSeconds(): number {
        return world.nowSeconds;
      },
      wakeAt: (atSeconds) => this.wakeAt(atSeconds),
    };
    world.arm(this.timer, world.nowSeconds);
  }

  /** True once it has returned, or ended by an interrupt. */
  get done(): boolean {
    return this.ended;
  }

  /** What it returned; undefined before its end and after an end by an interrupt. */
  get result(): T | undefined {
    return this.returned;
  }

  /** Reason of the interrupt that ended it; undefined otherwise. */
  get interruptReason(): string | undefined {
    return this.interruption?.reason;
  }

  /**
   * Gives up what the story waits for and throws Interrupted into it, now. If the story is
   * itself at work, it comes at its next wait. Does nothing to a story that has ended.
   */
  interrupt(reason: string): void {
    if (this.ended) return;
    this.pending.push(new Interrupted(reason));
    if (!this.busy) this.deliverInterrupts();
  }

  /** Calls `listener` at the end, or now if it has ended. Returns how to take it back. */
  onEnd(listener: (story: StoryHandle<T>) => void): () => void {
    if (this.ended) {
      listener(this);
    } else {
      this.listeners.add(listener);
    }
    return () => {
      this.listeners.delete(listener);
    };
  }

  /** Waits for the end; goes on with the result, undefined after an end by an interrupt. */
  join(): Wait<T | undefined> {
    return new Wait((resume) => this.onEnd((story) => resume(story.result)));
  }

  private wakeAt(atSeconds: number): void {
    assert(atSeconds >= this.world.nowSeconds, 'a story must not wait for the past');
    if (atSeconds < this.world.armedAtSeconds(this.timer)) this.world.arm(this.timer, atSeconds);
  }

  /** The timer's handler: the start, the end of a wait, or its alarm. */
  private goOn(): void {
    const giveUp = this.giveUp;
    this.giveUp = undefined;
    this.waitNumber++;
    if (!this.resumed && giveUp !== undefined) this.guarded(giveUp);
    const value = this.resumed ? this.value : undefined;
    this.resumed = false;
    this.value = undefined;
    this.advance(() => this.steps.next(value));
    this.deliverInterrupts();
  }

  private deliverInterrupts(): void {
    while (!this.ended) {
      const interrupted = this.pending.shift();
      if (interrupted === undefined) return;
      this.world.cancel(this.timer);
      const giveUp = this.giveUp;
      this.giveUp = undefined;
      this.waitNumber++;
      this.resumed = false;
      this.value = undefined;
      if (giveUp !== undefined) this.guarded(giveUp);
      this.advance(() => this.steps.throw(interrupted));
    }
  }

  private advance(step: () => IteratorResult<Wait<unknown>, T>): void {
    this.guarded(() => {
      const { done, value } = this.untilInterrupted(step);
      if (done === true) this.end(value);
      else this.beginWait(value);
    });
  }

  /** A story that lets an interrupt pass has ended, without a result. */
  private untilInterrupted(
    step: () => IteratorResult<Wait<unknown>, T>,
  ): IteratorResult<Wait<unknown>, T | undefined> {
    try {
      return step();
    } catch (error) {
      if (!(error instanceof Interrupted)) throw error;
      this.interruption = error;
      return { done: true, value: undefined };
    }
  }

  private beginWait(wait: Wait<unknown>): void {
    assert(wait instanceof Wait, 'a story must yield waits: write yield* before what it waits for');
    const number = ++this.waitNumber;
    this.giveUp = wait.begin((value) => {
      if (number !== this.waitNumber || this.resumed) return;
      this.resumed = true;
      this.value = value;
      this.world.arm(this.timer, this.world.nowSeconds);
    }, this.alarm);
  }

  private end(result: T | undefined): void {
    this.ended = true;
    this.returned = result;
    this.world.freeTimer(this.timer);
    const listeners = [...this.listeners];
    this.listeners.clear();
    for (const listener of listeners) listener(this);
  }

  /** Runs a piece of the story: interrupts have to wait, an error stops the run. */
  private guarded(piece: () => void): void {
    this.busy = true;
    try {
      piece();
    } catch (error) {
      this.world.stop(error, this.label);
      throw error;
    } finally {
      this.busy = false;
    }
  }
}
