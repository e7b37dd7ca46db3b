/**
 * Finds the latency of one device at which what its users do because of it makes this latency:
 * out(L) = L. Users who wait for answers ask less often as L rises, so out mostly falls. It need
 * not, where processors are freed for others that ask more of the device: then there are several
 * roots, of which real systems show more than one (metastability). This search takes the one next
 * to the latency before. From there it goes in the direction of out(L) - L, in steps of 2 %, 4 %,
 * 8 % and so on (smaller ones where out is nearer than that), up to the first change of sign, and
 * closes in by false position with Illinois' halving. So the answer depends on the state, and on
 * no order.
 *
 * Source: design note, rule E. Plain iteration L = out(L) must not be used: it fails on most farms.
 *
 * The function is evaluated by somebody else, step by step: `next(out)` takes its value at
 * the present trial and moves to the next one. Cost: 8 to 12 evaluations from far, 3 to 5 from
 * near.
 */

/** First step, as a part of the latency. Source: design note, rule E. */
const FIRST_STEP = 0.02;
/** Part of the tolerance below which a bracket that does not agree holds a jump. */
const JUMP = 1e-3;
/** A bracket narrower than this part of the latency holds no better trial. */
const NARROWEST = 1e-15;

/**
 * How far what came of a latency is from it: of the sign of out - L, and near to (out - L) / L
 * where that is small; -2 to 2, so that an overloaded device (Infinity) does not outweigh all.
 */
export function latencyGap(outSeconds: number, latencySeconds: number): number {
  if (outSeconds === Infinity) return 2;
  return (2 * (outSeconds - latencySeconds)) / (outSeconds + latencySeconds);
}

/** See the head of this file. */
export class LatencySearch {
  /** The present trial, seconds, above 0. */
  latencySeconds = 1e-3;
  private step = 0;
  /** Side that the search came from: 1 from below, -1 from above, 0 none yet. */
  private direction = 0;
  private low = 0;
  private lowGap = 0;
  private high = 0;
  private highGap = 0;
  private isBracketed = false;
  /** Which end moved last: 1 low, -1 high. */
  private moved = 0;

  /** Forgets the bracket: something else than the trial has changed. */
  begin(): void {
    this.direction = 0;
    this.isBracketed = false;
    this.moved = 0;
  }

  /**
   * Whether the trial is the root to a relative tolerance, given what came of it. Where out jumps
   * over L, as where a queue begins to overflow, the root is the jump.
   */
  agrees(outSeconds: number, tolerance: number): boolean {
    if (this.isBracketed && this.high - this.low <= JUMP * tolerance * this.high) return true;
    return Math.abs(latencyGap(outSeconds, this.latencySeconds)) <= tolerance;
  }

  /** Moves to the next trial. @param outSeconds above 0; may be Infinity. */
  next(outSeconds: number): void {
    const latency = this.latencySeconds;
    const gap = latencyGap(outSeconds, latency);
    const side = gap > 0 ? 1 : -1;
    if (this.isBracketed) this.narrow(latency, gap, side);
    else if (this.direction === -side) this.bracket(latency, gap, side);
    else this.walk(latency, gap, side);
  }

  private walk(latency: number, gap: number, side: number): void {
    // Where out falls, the root lies between L and out: no need to step far beyond.
    if (this.direction === 0) this.step = Math.min(FIRST_STEP, 1.5 * Math.abs(gap));
    this.direction = side;
    if (side > 0) {
      this.low = latency;
      this.lowGap = gap;
      this.latencySeconds = latency * (1 + this.step);
    } else {
      this.high = latency;
      this.highGap = gap;
      this.latencySeconds = latency / (1 + this.step);
    }
    this.step *= 2;
  }

  private bracket(latency: number, gap: number, side: number): void {
    this.isBracketed = true;
    if (side > 0) {
      this.low = latency;
      this.lowGap = gap;
    } else {
      this.high = latency;
      this.highGap = gap;
    }
    this.interpolate();
  }

  private narrow(latency: number, gap: number, side: number): void {
    if (side > 0) {
      if (this.moved === 1) this.highGap /= 2;
      this.low = latency;
      this.lowGap = gap;
    } else {
      if (this.moved === -1) this.lowGap /= 2;
      this.high = latency;
      this.highGap = gap;
    }
    this.moved = side;
    if (this.high - this.low <= NARROWEST * this.high) this.begin();
    else this.interpolate();
  }

  private interpolate(): void {
    const { low, lowGap, high, highGap } = this;
    const secant = (low * highGap - high * lowGap) / (highGap - lowGap);
    const isInside = secant > low && secant < high;
    this.latencySeconds = isInside ? secant : (low + high) / 2;
  }
}
