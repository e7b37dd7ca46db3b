/**
 * Latencies of several devices that agree with what users do because of them all.
 *
 * Each device has its search (latency-search.ts). They take turns in the order of their numbers:
 * one goes towards its root while the others stay, until it is ten times nearer; then the next,
 * and again from the first until all agree. 50 rounds are the honest limit. On 3 devices that 80
 * groups of users load to the last, from anywhere: 7 to 28 rounds with 120 evaluations in all;
 * after a change of 1 %, some 50.
 *
 * How it is joined with processors. Whoever knows the users evaluates a trial: for the latencies
 * L of all devices
 *
 *     x* = closed throughput(users, D (1 + ready / run), think time + sum of visits * L)
 *     processors are divided by what x* asks for        x = min(x*, what they allow / D)
 *     rate at a device = sum of visits * x              out = latency that this makes
 *
 * where the ratio of ready to run time is a circle of its own, settled within each evaluation.
 * Step by step: `next(outs)` takes what came of the present trial and moves to the next one, so
 * that the evaluation may spread over the components of an instant.
 *
 * Source: design note, rule E.
 */
import { LatencySearch, latencyGap } from './latency-search.ts';

/** Rounds after which the devices are said not to agree. Source: design note, rule E. */
const SWEEPS_MOST = 50;
/** Part of its disagreement that a turn of a device leaves. More exact ones cost more evaluations. */
const ENOUGH = 0.1;
/** Evaluations for each of them that no search from near needs. */
const TRIALS_EACH = 100;

export class LatencySweep {
  /** The present trial of each device, seconds. Kept from one instant to the next. */
  readonly latencySeconds: Float64Array;
  /** Rounds begun for the present answer, or for the last one. */
  sweeps = 0;
  /** Evaluations of it. */
  trials = 0;
  private readonly searches: readonly LatencySearch[];
  private readonly tolerance: number;
  private current = 0;
  /** Disagreement of the current device at the begin of its turn; 0: its turn begins. */
  private firstGap = 0;
  private isSettled = true;

  /**
   * @param firstSeconds latencies to start from, above 0: of a request alone.
   * @param tolerance by which they agree, relative: 1e-9 in validation, 1e-3 elsewhere.
   */
  constructor(firstSeconds: ArrayLike<number>, tolerance = 1e-9) {
    this.latencySeconds = Float64Array.from(firstSeconds);
    this.tolerance = tolerance;
    this.searches = Array.from(this.latencySeconds, (seconds) => {
      const search = new LatencySearch();
      search.latencySeconds = seconds;
      return search;
    });
  }

  /** Something else than the trials has changed: all searches start from where they stand. */
  begin(): void {
    this.sweeps = 1;
    this.trials = 0;
    this.current = 0;
    this.firstGap = 0;
    this.isSettled = false;
    for (const search of this.searches) search.begin();
  }

  /** The devices do not agree: the caller says which, and stops. */
  get hasGivenUp(): boolean {
    const trialsMost = TRIALS_EACH * SWEEPS_MOST * this.searches.length;
    return this.sweeps > SWEEPS_MOST || this.trials > trialsMost;
  }

  /**
   * Takes the latencies that came of the present trial.
   *
   * @returns true: all agree. False: `latencySeconds` holds the next trial.
   */
  next(outSeconds: ArrayLike<number>): boolean {
    if (this.isSettled) this.begin();
    this.trials++;
    const { searches } = this;
    for (let agreed = 0; agreed < searches.length; ) {
      const search = searches[this.current]!;
      const out = outSeconds[this.current]!;
      if (search.agrees(out, this.tolerance)) agreed++;
      else if (this.mustGoOn(search, out)) {
        search.next(out);
        this.latencySeconds[this.current] = search.latencySeconds;
        return false;
      } else agreed = 0;
      this.takeTurns();
    }
    this.isSettled = true;
    return true;
  }

  /** The device whose turn it is has not come near enough to its root. */
  private mustGoOn(search: LatencySearch, outSeconds: number): boolean {
    const gap = Math.abs(latencyGap(outSeconds, search.latencySeconds));
    if (this.firstGap === 0) this.firstGap = gap;
    return gap > ENOUGH * this.firstGap;
  }

  private takeTurns(): void {
    this.searches[this.current]!.begin();
    this.firstGap = 0;
    this.current++;
    if (this.current < this.searches.length) return;
    this.current = 0;
    this.sweeps++;
  }
}

/**
 * Latency that users who wait for answers see at a device: an arrival finds what the others have
 * there, and the others are all but one of them.
 *
 * @param rate requests a second of all users. @param users how many there are.
 * @param latencySeconds trial, which says how many of them are at the device.
 * @param room capacity less the rates of capped streams, requests a second.
 * @param windows sum of the windows of closed and backlogged streams.
 * @returns seconds; Infinity: they ask for more than there is.
 */
export function usersLatencySeconds(
  rate: number,
  users: number,
  latencySeconds: number,
  room: number,
  windows: number,
  servers: number,
): number {
  if (rate >= room) return Infinity;
  const atDevice = Math.min(1, (rate * latencySeconds) / users);
  return (windows + servers - atDevice) / (room - rate);
}
