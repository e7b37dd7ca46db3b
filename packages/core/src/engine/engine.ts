/**
 * The clock and the order of everything. Knows no word of virtualization.
 *
 * An instant: timers due now fire in the order of phase and sequence; when none is left, the
 * dirty components are solved, first marked first; both go on until neither is left. Only then
 * the clock moves. Cost: about one heap walk an event; nothing is allocated.
 */
import { type ComponentId, type ComponentSolver, Components } from './components.ts';
import { assert, notePosition, type RunPosition, SimulatorError } from './errors.ts';
import { Instant } from './instant.ts';
import { namedStream, type RandomStream } from './random.ts';
import { type Story, StoryHandle } from './stories.ts';
import { Phase, type TimerHandler, type TimerId, Timers } from './timers.ts';

export interface EngineOptions {
  /** Any finite number; with `run` and a stream's name it fixes every draw. */
  readonly seed: number;
  /** Number of the replication, from 0. */
  readonly run?: number;
}

export class Engine {
  readonly seed: number;
  readonly run: number;

  private readonly timers = new Timers();
  private readonly components = new Components();
  private readonly instant = new Instant(this.timers, this.components);
  private readonly streams = new Map<string, RandomStream>();

  /** One number; in an array, because a field that holds fractions is allocated at each change. */
  private readonly clock = new Float64Array(1);
  private fired = 0;
  private running = false;
  private solving = false;
  private stopCause: { readonly error: unknown } | undefined;

  constructor(options: EngineOptions) {
    assert(Number.isFinite(options.seed), 'the seed must be a finite number');
    this.seed = options.seed;
    this.run = options.run ?? 0;
  }

  /** Simulated time in seconds; starts at 0. */
  get nowSeconds(): number {
    return this.clock[0]!;
  }

  /** Timers fired so far. */
  get eventCount(): number {
    return this.fired;
  }

  /**
   * A timer is created once per purpose and armed again and again. `argument` (a 32-bit integer)
   * is handed to `handler`, so that many timers share one function. `label` is for messages.
   */
  createTimer(phase: Phase, handler: TimerHandler, argument = 0, label = ''): TimerId {
    return this.timers.create(phase, handler, argument, label);
  }

  /**
   * Lets the timer fire at this time, now or later. An armed timer is moved. It goes behind all
   * timers of the same time and phase that were armed before.
   */
  arm(timer: TimerId, atSeconds: number): void {
    assert(atSeconds >= this.nowSeconds, 'a timer must be armed for now or later');
    assert(atSeconds < Number.POSITIVE_INFINITY, 'a timer must be armed for a finite time');
    this.timers.arm(timer, atSeconds);
  }

  /** Does nothing if the timer is not armed. */
  cancel(timer: TimerId): void {
    this.timers.cancel(timer);
  }

  /** False while the timer's own handler runs, unless that has armed it again. */
  isArmed(timer: TimerId): boolean {
    return this.timers.isArmed(timer);
  }

  /** Infinity if the timer is not armed. */
  armedAtSeconds(timer: TimerId): number {
    return this.timers.armedAtSeconds(timer);
  }

  /** Cancels the timer; its number may be given to a timer created later. */
  freeTimer(timer: TimerId): void {
    this.timers.free(timer);
  }

  /** `solve` is called with `argument` at the end of each instant that marked the component. */
  createComponent(solve: ComponentSolver, argument = 0, label = ''): ComponentId {
    return this.components.create(solve, argument, label);
  }

  markDirty(component: ComponentId): void {
    this.components.mark(component);
  }

  /**
   * Solves the dirty components now. The engine does so itself before the clock moves; call it
   * to read rates earlier. Not from a solve.
   */
  settle(): void {
    assert(!this.solving, 'a solve must not settle');
    const { components, instant } = this;
    const { atWork } = instant;
    this.solving = true;
    try {
      while (components.dirtyCount > 0) {
        const component = components.takeDirty();
        instant.enter(~component);
        const solve = components.solvers[component]!;
        solve(components.arguments[component]!);
      }
    } catch (error) {
      this.stop(error);
      throw error;
    } finally {
      this.solving = false;
    }
    instant.atWork = atWork;
  }

  /**
   * Fires everything due up to and at this time, settles, and moves the clock there.
   * However a span is cut into calls, the results are the same.
   */
  runUntil(timeSeconds: number): void {
    assert(timeSeconds >= this.nowSeconds, 'runUntil must not go back in time');
    assert(timeSeconds < Number.POSITIVE_INFINITY, 'runUntil needs a finite time');
    this.dispatch(timeSeconds, Number.POSITIVE_INFINITY);
    if (timeSeconds > this.nowSeconds) this.moveClock(timeSeconds);
  }

  /**
   * Fires up to `count` timers, none after `limitSeconds`, and returns how many fired. The clock
   * stays at the last. The instant is settled if nothing else is due at it.
   */
  runEvents(count: number, limitSeconds = Number.POSITIVE_INFINITY): number {
    assert(count >= 0, 'the count of events must not be negative');
    return this.dispatch(limitSeconds, count);
  }

  /**
   * When the engine has work next: now, if changes wait for their solve; Infinity, if nothing is
   * armed.
   */
  nextEventAtSeconds(): number {
    return this.components.dirtyCount > 0 ? this.nowSeconds : this.timers.nextSeconds();
  }

  /** The stream of this name, the same one at every call. */
  randomStream(name: string): RandomStream {
    let stream = this.streams.get(name);
    if (stream === undefined) {
      stream = namedStream(this.seed, this.run, name);
      this.streams.set(name, stream);
    }
    return stream;
  }

  /**
   * Starts a story at the present instant, in `phase`, after the caller has finished. Its waits
   * end in the same phase.
   */
  spawn<T>(story: Story<T>, label = 'story', phase: Phase = Phase.policy): StoryHandle<T> {
    return new StoryHandle(this, story, label, phase);
  }

  /**
   * Notes on `error` where it happened and makes the engine refuse to go on. For parts that
   * call foreign code under a label of their own; errors of handlers and solves come here anyway.
   */
  stop(error: unknown, label = this.instant.labelOf(this.instant.atWork)): void {
    notePosition(error, this.position(label));
    this.stopCause ??= { error };
  }

  private dispatch(limitSeconds: number, count: number): number {
    this.refuseAfterStop();
    assert(!this.running, 'a handler must not run the engine');
    this.running = true;
    try {
      return this.fireDue(limitSeconds, count);
    } catch (error) {
      this.stop(error);
      throw error;
    } finally {
      this.running = false;
    }
  }

  private fireDue(limitSeconds: number, count: number): number {
    const { timers, components, instant } = this;
    const before = this.fired;
    const last = before + count;
    for (;;) {
      const next = timers.nextSeconds();
      if (next !== this.nowSeconds) {
        if (components.dirtyCount > 0) {
          this.settle();
          continue;
        }
        if (next > limitSeconds || next === Number.POSITIVE_INFINITY) break;
        if (this.fired >= last) break;
        this.moveClock(next);
      } else if (this.fired >= last) {
        break;
      }
      const timer = timers.takeFirst();
      this.fired++;
      instant.enter(timer);
      const handler = timers.handlers[timer]!;
      handler(timers.arguments[timer]!);
    }
    return this.fired - before;
  }

  private moveClock(toSeconds: number): void {
    this.clock[0] = toSeconds;
    this.instant.begin();
  }

  private position(label: string): RunPosition {
    const { nowSeconds, fired, seed, run } = this;
    return { atSeconds: nowSeconds, label, eventNumber: fired, seed, run };
  }

  private refuseAfterStop(): void {
    if (this.stopCause === undefined) return;
    const { error } = this.stopCause;
    const message = error instanceof Error ? error.message : String(error);
    throw new SimulatorError('RUN_STOPPED', `an error has stopped this run: ${message}`, {
      cause: error,
    });
  }
}
