import type { Terminal } from '../terminal.ts';
import { ProgressLine } from './progress-line.ts';

/** What driving asks of a simulation. */
export interface Drivable {
  readonly nowSeconds: number;
  readonly scenario: { readonly startEpochSeconds: number };
  runUntil(timeSeconds: number): void;
}

/** A slice of work should take about this long: short enough for Ctrl-C and the progress line. */
const sliceMilliseconds = 40;

/**
 * Runs a simulation to an instant in slices, so that people see progress and can stop it. How it is
 * sliced does not change the outcome.
 * @returns whether it came to the instant; false: somebody pressed Ctrl-C
 */
export async function drive(
  simulation: Drivable,
  untilSeconds: number,
  terminal: Terminal,
): Promise<boolean> {
  const { startEpochSeconds } = simulation.scenario;
  const progress = new ProgressLine(terminal, { startEpochSeconds, untilSeconds });
  let interrupted = false;
  const release = terminal.onInterrupt(() => {
    interrupted = true;
  });
  try {
    let stepSeconds = untilSeconds / 1000;
    while (simulation.nowSeconds < untilSeconds && !interrupted) {
      const before = terminal.nowMilliseconds();
      const next = simulation.nowSeconds + stepSeconds;
      // A step too small to move the clock would never end; the last one ends exactly.
      simulation.runUntil(
        next > simulation.nowSeconds ? Math.min(next, untilSeconds) : untilSeconds,
      );
      const tookMilliseconds = terminal.nowMilliseconds() - before;
      if (tookMilliseconds < sliceMilliseconds / 2) stepSeconds *= 2;
      else if (tookMilliseconds > sliceMilliseconds * 2) stepSeconds /= 2;
      progress.show(simulation.nowSeconds);
      await terminal.breathe();
    }
    // Also where there is no time to run: what is due at its beginning happens.
    if (!interrupted) simulation.runUntil(untilSeconds);
    return !interrupted;
  } finally {
    release();
    progress.clear();
  }
}
