/**
 * Control of latency: while the latency of a device would exceed a threshold, its users' windows
 * are cut so that it does not, and what is left of them is divided by shares.
 *
 * There is no loop to simulate. The level is pinned to 1 / threshold, and the device's equation
 * (see device.ts) says what sum of windows that takes:
 *
 *     N* = threshold * (C - rates of capped streams) - phantom weight
 *     window of a user = its part of N* by shares, no more than it uses, no less than a floor
 *
 * If the floors alone exceed N*, the latency stays above the threshold. The windows are slots of
 * the users' queues (slots.ts). What the control does in time takes two periods: 80 % of the way
 * at the end of the period in which the threshold was crossed, all of it one period later; and so
 * back. Between, nothing happens.
 *
 * Sources: design note, rule H, with period 4 s, floor 4 and the factor 0.2 a period that a
 * controller leaves; the controller's own law, for comparison, PARDA:
 *
 *     w' = (1 - gamma) w + gamma (threshold / latency * w + beta)
 *
 * whose steady state on a saturated device is latency = threshold + sum of beta / C and
 * w = beta / (1 - threshold / latency).
 *
 * Worked example. C = 3596, 10 servers, 30 ms: N* = 107.9 - 9 = 98.9, so 3296 a second are left of
 * the 3360 that 128 outstanding make at 38.1 ms.
 */
import { assert } from '../../engine/errors.ts';
import { divide } from '../divide.ts';
import type { ShareMembers } from '../share-members.ts';

/** Seconds between two decisions. Source: design note, rule H. */
export const controlPeriodSeconds = 4;
/** Fewest slots that a user keeps. Source: design note, rule H. */
export const windowFloor = 4;
/** Part of the way that is done at the first decision. Source: PARDA, gamma. */
const FIRST_PART = 0.8;

/** Sum of windows that a device serves at a latency; not negative. */
export function windowsAtLatency(
  latencySeconds: number,
  capacity: number,
  cappedRates: number,
  phantomWeight: number,
): number {
  return Math.max(0, latencySeconds * (capacity - cappedRates) - phantomWeight);
}

/**
 * Divides N* among the first `count` users. The caller writes `shares` (sum of the shares active
 * at the user), `limit` (its slots) and `demand` (windows that it would use); `reservation` is
 * overwritten with the floor.
 *
 * @returns sum of the windows, which exceeds `windows` if the floors do; `users.allocation` has
 *   them one by one.
 */
export function divideWindows(users: ShareMembers, count: number, windows: number): number {
  let floors = 0;
  for (let i = 0; i < count; i++) {
    users.reservation[i] = windowFloor;
    floors += Math.min(windowFloor, users.limit[i]!, users.demand[i]!);
  }
  divide(users, 0, count, Math.max(windows, floors));
  let sum = 0;
  for (let i = 0; i < count; i++) sum += users.allocation[i]!;
  return sum;
}

/**
 * Steady state of PARDA's own law on a saturated device.
 *
 * @param betaSum of all users. @returns latency in seconds.
 */
export function pardaLatencySeconds(
  thresholdSeconds: number,
  betaSum: number,
  capacity: number,
): number {
  return thresholdSeconds + betaSum / capacity;
}

/** Window of a user in that state. */
export function pardaWindow(
  beta: number,
  thresholdSeconds: number,
  latencySeconds: number,
): number {
  assert(latencySeconds > thresholdSeconds, 'PARDA settles above its threshold');
  return beta / (1 - thresholdSeconds / latencySeconds);
}

/** When the control of one device engages and lets go. Asleep while nothing crosses. */
export class LatencyControl {
  /** Part of the cut that is in force, 0 to 1: windows = free + part * (cut - free). */
  part = 0;
  /** Date of the next decision, seconds; Infinity: none. Periods begin at multiples of 4 s. */
  nextSeconds = Infinity;
  private isAbove = false;

  /**
   * Tells whether the latency without control is above the threshold. A crossing back before the
   * decision takes it back.
   */
  observe(nowSeconds: number, isAbove: boolean): void {
    if (isAbove === this.isAbove) return;
    this.isAbove = isAbove;
    const isDone = this.part === (isAbove ? 1 : 0);
    const periods = Math.floor(nowSeconds / controlPeriodSeconds) + 1;
    this.nextSeconds = isDone ? Infinity : periods * controlPeriodSeconds;
  }

  /** Decides, at the date that was asked for. */
  decide(): void {
    const goal = this.isAbove ? 1 : 0;
    const isFirst = Math.abs(goal - this.part) > FIRST_PART;
    this.part = isFirst ? this.part + FIRST_PART * (goal - this.part) : goal;
    this.nextSeconds = isFirst ? this.nextSeconds + controlPeriodSeconds : Infinity;
  }
}
