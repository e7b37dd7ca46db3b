/**
 * Mean and variance of values one by one, in one pass and without cancellation.
 *
 *   n += 1;  d = x - mean;  mean += d / n;  squares += d (x - mean);  variance = squares / (n - 1)
 *
 * Two collections are merged as if all values had come to one.
 * Sources: Welford, Technometrics 4 (1962); merging: Chan, Golub and LeVeque (1979).
 * Cost: five floating-point operations a value, no allocation.
 */

/** Mean and variance of all values that were added. */
export class Moments {
  private added = 0;
  private average = 0;
  private squares = 0;

  /** How many values were added. */
  get count(): number {
    return this.added;
  }

  /** NaN while there is none. */
  get mean(): number {
    return this.added === 0 ? NaN : this.average;
  }

  /** Sum of the squared distances from the mean. */
  get squaredDeviations(): number {
    return this.squares;
  }

  /** Estimate of the variance behind the values, with n - 1 below. NaN for fewer than two. */
  get variance(): number {
    return this.added < 2 ? NaN : this.squares / (this.added - 1);
  }

  /** Root of the variance; NaN for fewer than two values. */
  get standardDeviation(): number {
    return Math.sqrt(this.variance);
  }

  add(value: number): void {
    this.added += 1;
    const distance = value - this.average;
    this.average += distance / this.added;
    this.squares += distance * (value - this.average);
  }

  /** Takes in all values of the other, which stays as it is. */
  merge(other: Moments): void {
    if (other.added === 0) return;
    const count = this.added + other.added;
    const distance = other.average - this.average;
    const share = other.added / count;
    this.squares += other.squares + distance * distance * this.added * share;
    this.average += distance * share;
    this.added = count;
  }
}

/** Moments of some values. */
export function momentsOf(values: ArrayLike<number>): Moments {
  const moments = new Moments();
  for (let i = 0; i < values.length; i++) moments.add(values[i]!);
  return moments;
}
