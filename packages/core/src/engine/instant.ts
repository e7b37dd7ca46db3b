import type { Components } from './components.ts';
import { SimulatorError } from './errors.ts';
import type { Timers } from './timers.ts';

/** Timers fired and components solved at one instant before that instant is given up. */
const STEP_LIMIT = 1_000_000;
const STEP_LIMIT_PER_TIMER = 100;
/** How many of the last workers a message can name; a power of two. */
const RECENT = 8;

/** A timer's number, or the complement (~) of a component's. */
export type Worker = number;

/** Who is at work, and how many steps the present instant has taken. */
export class Instant {
  /** The timer or component at work, or the last one that was. */
  atWork: Worker = 0;

  private readonly timers: Timers;
  private readonly components: Components;
  private readonly recent = new Int32Array(RECENT);
  private steps = 0;

  constructor(timers: Timers, components: Components) {
    this.timers = timers;
    this.components = components;
  }

  /** The clock has moved. */
  begin(): void {
    this.steps = 0;
  }

  /**
   * Counts a firing or a solve as a step of the instant.
   * @throws SimulatorError INSTANT_DOES_NOT_SETTLE
   */
  enter(worker: Worker): void {
    this.atWork = worker;
    const steps = ++this.steps;
    this.recent[steps & (RECENT - 1)] = worker;
    if (steps > STEP_LIMIT) this.checkSettling(steps);
  }

  /** Label of the worker; empty if it has none. */
  labelOf(worker: Worker): string {
    return worker < 0 ? this.components.labelOf(~worker) : this.timers.labelOf(worker);
  }

  private checkSettling(steps: number): void {
    if (steps <= STEP_LIMIT + STEP_LIMIT_PER_TIMER * this.timers.count) return;
    const labels = new Set<string>();
    for (const worker of this.recent) labels.add(this.labelOf(worker) || 'without label');
    throw new SimulatorError(
      'INSTANT_DOES_NOT_SETTLE',
      `time stands still after ${steps} steps, the last ones by: ${[...labels].join(', ')}`,
    );
  }
}
