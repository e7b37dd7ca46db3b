/**
 * Hyper-threading: two hardware threads share a core. A thread alone on its core runs at full
 * speed; two together do `gain` times the work of one, so each runs at gain / 2. Whole idle cores
 * are taken first, so `k` busy threads on `c` cores do, in cores,
 *
 *     work(k) = k                        k <= c
 *     work(k) = c + (k - c) (gain - 1)   c <= k <= 2 c
 *
 * and each of them runs at speed work(k) / k. Demands are fluid, so k is the mean number of busy
 * threads and may be fractional: k = work / speed. Eliminating k, the work at a speed below 1 is
 *
 *     work(speed) = speed c (2 - gain) / (speed - gain + 1)
 *
 * Source: MODELS 1.6 [M]: gain 1.1 to 1.3, 1.25 unless a platform says otherwise; the fluid form
 * is ours. Simplifications: which vCPUs share a core is not told apart, all run at one speed; the
 * moments at which more vCPUs than in the mean want to run are left out, which is too good for
 * hosts that are nearly half busy.
 *
 * The speed is where that work meets what the VMs take at that speed. The first falls and the
 * second rises with the speed, so there is one such point; it is found by the Illinois method.
 *
 * Cost: one division where no core is shared, two where all are, about ten between.
 */

/** Work counts as met within this part of the cores. */
const TOLERANCE = 1e-13;

/** Far more steps than the Illinois method needs for piecewise linear functions. */
const MOST_STEPS = 100;

/** Work of `cores` whose threads run at `speed`, from gain / 2 to below 1; in cores. */
export function workAtSpeed(speed: number, cores: number, gain: number): number {
  return (speed * cores * (2 - gain)) / (speed - gain + 1);
}

/**
 * Finds the speed of the threads of a host, and leaves the host divided at it.
 *
 * @param gain work of two busy threads of a core over that of one, 1 to 2.
 * @param usedAt divides what all threads could do at this speed, each VM at most what its vCPUs
 *   could; returns what was given out, in cores.
 */
export function settleThreadSpeed(
  cores: number,
  gain: number,
  usedAt: (speed: number) => number,
): void {
  let high = 1;
  let above = usedAt(1) - cores;
  if (above <= 0 || gain >= 2) return;
  let low = gain / 2;
  let below = usedAt(low) - gain * cores;
  if (below >= -TOLERANCE * cores) return;
  let lastSide = 0;
  for (let step = 0; step < MOST_STEPS; step++) {
    const speed = high - (above * (high - low)) / (above - below);
    const excess = usedAt(speed) - workAtSpeed(speed, cores, gain);
    if (Math.abs(excess) <= TOLERANCE * cores) return;
    if (excess > 0) {
      high = speed;
      above = excess;
      if (lastSide > 0) below /= 2;
      lastSide = 1;
    } else {
      low = speed;
      below = excess;
      if (lastSide < 0) above /= 2;
      lastSide = -1;
    }
  }
}
