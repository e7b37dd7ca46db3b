/**
 * Ready time of n equal vCPUs on c pCPUs, without a cache.
 *
 * Model: each vCPU alternates between an exponential burst of mean 1 and an exponential pause of
 * mean z; at most c bursts run at once. The number k of vCPUs that want to run is a birth-death
 * chain
 *
 *     p_k = p_(k-1) (n - k + 1) / (z min(k, c))
 *
 * z is chosen so that a vCPU runs the fraction u of its time; then
 *
 *     run = mean of min(k, c) / n = u        ready = mean of max(0, k - c) / n
 *
 * From u = c / n on the pCPUs are always busy and ready = 1 - c / n; with n <= c nobody waits.
 *
 * Source: design note (rule F), checked there against simulation of single bursts: exact for equal
 * vCPUs. It replaces Erlang's formula, which has an endless source and gives ready time to four
 * vCPUs on four pCPUs.
 *
 * Simplifications: all pCPUs are equal, no quantum, no affinity, no co-scheduling.
 *
 * Cost: O(n) a step, some 60 steps.
 */
import { assert } from '../../engine/errors.ts';

/** Unnormalised probabilities are scaled down beyond this, so that none overflows. */
const LARGE = 1e250;

/** Halvings of the pause: more than a double has bits. */
const MOST_STEPS = 80;

/**
 * Mean fraction of its time that a vCPU is ready and does not run.
 *
 * @param vcpus n, a whole number, not negative.
 * @param pcpus c, a whole number, at least 1.
 * @param meanUse u, fraction of a pCPU that a vCPU runs, not negative.
 * @returns fraction from 0 to 1 - c/n.
 */
export function finiteSourceReady(vcpus: number, pcpus: number, meanUse: number): number {
  assert(Number.isInteger(vcpus) && vcpus >= 0, 'count of vCPUs must be a whole number');
  assert(Number.isInteger(pcpus) && pcpus >= 1, 'count of pCPUs must be a whole number');
  assert(meanUse >= 0, 'mean use of a vCPU must not be negative or NaN');
  if (vcpus <= pcpus || meanUse === 0) return 0;
  if (meanUse * vcpus >= pcpus) return 1 - pcpus / vcpus;
  const chain = { idle: 0, ready: 0 };
  const idleTarget = pcpus - meanUse * vcpus;
  // Without waiting the pause would be the longest that leaves the use at u.
  let low = 0;
  let high = (1 - meanUse) / meanUse;
  for (let step = 0; step < MOST_STEPS; step++) {
    const middle = (low + high) / 2;
    if (middle === low || middle === high) break;
    solveChain(vcpus, pcpus, middle, chain);
    if (chain.idle < idleTarget) low = middle;
    else high = middle;
  }
  solveChain(vcpus, pcpus, high, chain);
  return chain.ready / vcpus;
}

/**
 * Mean numbers of idle pCPUs and of ready vCPUs for a pause. Idle and not running is summed:
 * close to saturation it keeps its digits.
 */
function solveChain(
  vcpus: number,
  pcpus: number,
  pause: number,
  result: { idle: number; ready: number },
): void {
  let probability = 1;
  let sum = 1;
  let idle = pcpus;
  let ready = 0;
  for (let k = 1; k <= vcpus; k++) {
    const busy = Math.min(k, pcpus);
    probability *= (vcpus - k + 1) / (pause * busy);
    sum += probability;
    idle += (pcpus - busy) * probability;
    ready += (k - busy) * probability;
    if (sum > LARGE) {
      probability /= LARGE;
      sum /= LARGE;
      idle /= LARGE;
      ready /= LARGE;
    }
  }
  result.idle = idle / sum;
  result.ready = ready / sum;
}
