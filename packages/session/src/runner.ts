import type { Simulation, SimulationEvent } from '@vdcsim/core';
import type { History } from './history.ts';
import type { Goal, Pace } from './pace.ts';

const batchMost = 4096;
/** A batch of timers is made longer below the first and shorter above the second. */
const batchShortMs = 0.5;
const batchLongMs = 2;

/** What a runner works on. */
export interface RunnerParts {
  readonly simulation: Simulation;
  readonly pace: Pace;
  readonly history: History;
  readonly nowMs: () => number;
  /** Whether an event ends the goal `alarm`. */
  readonly isAlarm: (event: SimulationEvent) => boolean;
  /** Called at the ends of the history's intervals. */
  readonly onStop: () => void;
}

/**
 * Lets a simulation go as far as its pace allows, in slices of the wall clock. However it is
 * sliced, what happens is the same.
 */
export class Runner {
  private readonly parts: RunnerParts;
  /** Timers that are let go between two looks at the clock. */
  private batch = 16;
  private hasSeenEvent = false;
  private hasSeenAlarm = false;

  constructor(parts: RunnerParts) {
    this.parts = parts;
    parts.simulation.onEvent((event) => {
      this.hasSeenEvent = true;
      if (parts.isAlarm(event)) this.hasSeenAlarm = true;
    });
  }

  /** Begins to look for what ends a goal. */
  forget(): void {
    this.hasSeenEvent = false;
    this.hasSeenAlarm = false;
  }

  /** Lets everything happen that is due at this very instant. */
  finishInstant(): void {
    const { simulation } = this.parts;
    simulation.runUntil(simulation.nowSeconds);
    this.stopAt(simulation.nowSeconds);
  }

  /**
   * Runs for at most about `budgetMs`. Returns whether it came where the pace wanted it, and so
   * has to wait for the clock; a goal that was reached is left behind.
   */
  run(budgetMs: number): boolean {
    const { simulation, pace, nowMs } = this.parts;
    const startMs = nowMs();
    const { goal } = pace;
    const target = Math.min(pace.targetSeconds(startMs), simulation.endSeconds);
    // A wall clock may go back; simulated time does not.
    const until = Math.max(target, simulation.nowSeconds);
    for (;;) {
      const batchMs = nowMs();
      const isThere = this.runBatch(until, goal);
      const endMs = nowMs();
      if (goal !== undefined && (isThere || this.isReached(goal))) {
        this.finishInstant();
        pace.arrive(nowMs(), simulation.nowSeconds);
        return true;
      }
      if (isThere) return true;
      if (endMs - startMs >= budgetMs) {
        pace.fellBehind(endMs, simulation.nowSeconds);
        return false;
      }
      this.adapt(endMs - batchMs);
    }
  }

  /** Lets some timers fire; returns whether time has come to `until` and that instant is over. */
  private runBatch(until: number, goal: Goal | undefined): boolean {
    const { simulation, history } = this.parts;
    const limit = Math.min(until, history.nextStopSeconds);
    const count = goal === undefined || goal.kind === 'instant' ? this.batch : 1;
    simulation.runEvents(count, limit);
    if (simulation.nowSeconds < limit || simulation.nextEventAtSeconds() <= limit) return false;
    this.stopAt(limit);
    return limit === until;
  }

  private stopAt(seconds: number): void {
    const { history, onStop, simulation } = this.parts;
    if (seconds !== history.nextStopSeconds && !simulation.isFinished) return;
    history.stop();
    onStop();
  }

  private isReached(goal: Goal): boolean {
    if (goal.kind === 'step') return this.hasSeenEvent;
    return goal.kind === 'alarm' && this.hasSeenAlarm;
  }

  private adapt(tookMs: number): void {
    if (tookMs < batchShortMs) this.batch = Math.min(batchMost, 2 * this.batch);
    else if (tookMs > batchLongMs) this.batch = Math.max(1, this.batch >> 1);
  }
}
