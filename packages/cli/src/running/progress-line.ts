import { clockTime } from '@vdcsim/core';
import { grouped, wallText } from '../report/format.ts';
import type { Terminal } from '../terminal.ts';

/** Redrawn at most ten times a second. */
const redrawMilliseconds = 100;

export interface ProgressSpan {
  readonly startEpochSeconds: number;
  readonly untilSeconds: number;
}

/**
 * One line on standard error that is drawn over itself: how far, what time it is in there, how
 * fast, how long still. Silent where no person watches.
 */
export class ProgressLine {
  readonly #terminal: Terminal;
  readonly #span: ProgressSpan;
  readonly #startedMilliseconds: number;
  #drawnMilliseconds: number;
  #isDrawn = false;

  constructor(terminal: Terminal, span: ProgressSpan) {
    this.#terminal = terminal;
    this.#span = span;
    this.#startedMilliseconds = terminal.nowMilliseconds();
    this.#drawnMilliseconds = this.#startedMilliseconds;
  }

  /** Tells how far the run is. */
  show(simulatedSeconds: number): void {
    if (!this.#terminal.errIsTTY) return;
    const now = this.#terminal.nowMilliseconds();
    if (now - this.#drawnMilliseconds < redrawMilliseconds) return;
    this.#drawnMilliseconds = now;
    this.#isDrawn = true;
    const elapsedSeconds = (now - this.#startedMilliseconds) / 1000;
    const text = progressText(simulatedSeconds, elapsedSeconds, this.#span);
    this.#terminal.err(`\r${text.slice(0, this.#terminal.columns - 1)}\u001B[K`);
  }

  /** Wipes the line. */
  clear(): void {
    if (this.#isDrawn) this.#terminal.err('\r\u001B[K');
    this.#isDrawn = false;
  }
}

const barWidth = 24;

/** `[======>                 ]  27 %  06:30:00  4,200 x real time  12 s left` */
export function progressText(
  simulatedSeconds: number,
  elapsedSeconds: number,
  span: ProgressSpan,
): string {
  const fraction = span.untilSeconds === 0 ? 1 : simulatedSeconds / span.untilSeconds;
  const filled = Math.floor(fraction * barWidth);
  const bar = `${'='.repeat(filled)}${filled < barWidth ? '>' : ''}`.padEnd(barWidth);
  const percent = String(Math.floor(100 * fraction)).padStart(3);
  const clock = clockTime(span.startEpochSeconds, simulatedSeconds);
  const speed = elapsedSeconds > 0 ? simulatedSeconds / elapsedSeconds : 0;
  const left = speed > 0 ? wallText((span.untilSeconds - simulatedSeconds) / speed) : '?';
  return `[${bar}] ${percent} %  ${clock}  ${grouped(speed)} x real time  ${left} left`;
}
