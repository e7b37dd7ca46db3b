/**
 * Comparisons of straight lines at one level, and how far they hold.
 *
 * A line is `slope * l + steady`. All that a queue compares are lines, so from the answers at one
 * level follows the range of levels in which no answer changes. At the level itself equal lines
 * are told apart by which is higher just above, or just below: ties are usual.
 */

/** Terms nearer than this part of what they were summed from are 0. */
const CANCELLED = 1e-13;
/** Lines nearer than this part of their terms meet. */
const MEETING = 1e-12;

/** The level that lines are compared at, and the range in which all answers since hold. */
export class LevelRange {
  level = 0;
  /** Answers hold above this level, and up to `high`. */
  low = 0;
  high = Infinity;
  private isUpward = true;

  /** Starts anew at a level, which may be Infinity. @param isUpward ties are decided just above. */
  begin(level: number, isUpward: boolean): void {
    this.level = level;
    this.isUpward = isUpward;
    this.low = 0;
    this.high = Infinity;
  }

  /**
   * Whether a line is above 0. It may be a difference of sums: the scales say how large their
   * terms were, so that what is left of equal ones counts as nothing.
   */
  isAbove(slope: number, steady: number, slopeScale: number, steadyScale: number): boolean {
    return this.sign(slope, steady, slopeScale, steadyScale) > 0;
  }

  /** The same, and the range ends where the answer changes. */
  decide(slope: number, steady: number, slopeScale: number, steadyScale: number): boolean {
    const isAbove = this.sign(slope, steady, slopeScale, steadyScale) > 0;
    const rise = clean(slope, slopeScale);
    if (rise === 0) return isAbove;
    const meeting = -clean(steady, steadyScale) / rise;
    if (isAbove === rise > 0) this.low = Math.max(this.low, meeting);
    else if (meeting > 0) this.high = Math.min(this.high, meeting);
    return isAbove;
  }

  /** A number of the line's sign; 0: it is 0 everywhere. */
  sign(slope: number, steady: number, slopeScale: number, steadyScale: number): number {
    const { level } = this;
    const rise = clean(slope, slopeScale);
    const rest = clean(steady, steadyScale);
    if (level === Infinity) return rise !== 0 ? rise : rest;
    const value = rise * level + rest;
    if (Math.abs(value) > MEETING * (Math.abs(rise) * level + Math.abs(rest))) return value;
    return this.isUpward ? rise : -rise;
  }
}

/** A sum, or 0 where nothing but rounding is left of its terms. */
export function clean(sum: number, scale: number): number {
  return Math.abs(sum) <= CANCELLED * scale ? 0 : sum;
}
