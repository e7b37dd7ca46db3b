/**
 * Finds where a ratio agrees with what comes of it: out(r) = r, for a function `out` that falls or
 * stays as r grows and is at least 0. Then the root lies between any r and out(r).
 *
 * The function is evaluated by somebody else, step by step: `next(out)` takes its value at the
 * present trial and moves to the next one. False position with Illinois' halving, which cannot
 * stall at one end; about 6 to 10 steps to 1e-9.
 */
export class ReadyCircle {
  /** The present trial. */
  ratio = 0;
  private low = 0;
  private lowGap = 0;
  private high = 0;
  private highGap = 0;
  private hasLow = false;
  private hasHigh = false;
  /** Which end moved last: 1 low, -1 high. */
  private moved = 0;
  /** Steps within the bracket. */
  private steps = 0;

  /**
   * Whether the trial is the root, given what came of it. Where a host is about to be full, out is
   * so steep that only the ends tell.
   */
  agrees(out: number): boolean {
    const isNarrow = this.high - this.low <= tolerance * Math.max(1, this.ratio);
    if (this.hasLow && this.hasHigh && isNarrow) return true;
    return Math.abs(out - this.ratio) <= tolerance * Math.max(1, this.ratio);
  }

  /** Forgets the bracket: something else than the trial has changed. */
  begin(): void {
    this.hasLow = false;
    this.hasHigh = false;
    this.moved = 0;
    this.steps = 0;
  }

  /** Moves to the next trial. */
  next(out: number): void {
    const gap = out - this.ratio;
    if (gap > 0) this.raiseLow(gap);
    else this.lowerHigh(gap);
    if (!this.hasLow || !this.hasHigh) {
      this.ratio = out;
      return;
    }
    const middle =
      (this.low * this.highGap - this.high * this.lowGap) / (this.highGap - this.lowGap);
    const isInside = middle > this.low && middle < this.high && ++this.steps < patience;
    if (this.high - this.low < narrowest) {
      // The ends met and the trial does not agree: the function has moved meanwhile.
      this.begin();
      this.ratio = out;
    } else {
      this.ratio = isInside ? middle : (this.low + this.high) / 2;
    }
  }

  private raiseLow(gap: number): void {
    if (this.moved === 1) this.highGap /= 2;
    this.low = this.ratio;
    this.lowGap = gap;
    this.hasLow = true;
    this.moved = 1;
  }

  private lowerHigh(gap: number): void {
    if (this.moved === -1) this.lowGap /= 2;
    this.high = this.ratio;
    this.highGap = gap;
    this.hasHigh = true;
    this.moved = -1;
  }
}

/** Design note (rule E): ratios agree to this much. */
const tolerance = 1e-9;
const narrowest = 1e-13;
/** Steps of false position after which the bracket is halved: near a bend they are slow. */
const patience = 12;
