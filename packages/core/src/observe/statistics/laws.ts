/**
 * Laws that hold in every run, whatever the distributions: checks for validation.
 *
 *   Little            N = X R      jobs present = throughput x response
 *   utilization law   U = X S      busy servers = throughput x service
 *
 * Both are identities of one integral taken in two ways: summed over time, and summed over jobs.
 * In a window they are exact once the jobs that its ends cut are accounted for, so the tolerance
 * is that of rounding.
 *
 * Sources: Little, Operations Research 9 (1961); Denning and Buzen, Computing Surveys 10 (1978)
 * (operational form, for one run without probabilities).
 */
import { demandSetting } from './caveats.ts';

/** What rounding may leave of a sum of millions of terms. */
const ROUNDING = 1e-9;

/** Both sides of a law. */
export interface LawCheck {
  /** Summed over time. */
  readonly overTime: number;
  /** Summed over jobs. */
  readonly overJobs: number;
  /** Distance of the two as a share of the larger; 0 if both are 0. */
  readonly relativeDifference: number;
  readonly tolerance: number;
  readonly holds: boolean;
}

/** What Little's law needs to know of a window. */
export interface LittleInput {
  readonly windowSeconds: number;
  /** Time average of the jobs present in the window. */
  readonly meanJobs: number;
  /** Jobs that left in the window. */
  readonly completions: number;
  /** Mean time in the system of these; anything if there are none. */
  readonly meanResponseSeconds: number;
  /**
   * Job-seconds in the window of jobs that did not leave in it, less those before the window of
   * jobs that did. 0 for a window that begins and ends empty; left out, the difference that it
   * makes must be allowed for by the tolerance.
   */
  readonly cutJobSeconds?: number;
}

/**
 * N = X R for a window.
 * @param tolerance largest relative difference; rounding alone by default
 * @throws SimulatorError BAD_ANALYSIS if the window has no length
 */
export function littlesLaw(input: LittleInput, tolerance = ROUNDING): LawCheck {
  const { windowSeconds, meanJobs, completions, meanResponseSeconds, cutJobSeconds = 0 } = input;
  const jobSeconds = completions === 0 ? 0 : completions * meanResponseSeconds;
  return compare(meanJobs, jobSeconds + cutJobSeconds, windowSeconds, tolerance);
}

/** What the utilization law needs to know of a window. */
export interface UtilizationInput {
  readonly windowSeconds: number;
  /** Time average of the busy servers; of one server its utilization, 0 to 1. */
  readonly meanBusyServers: number;
  readonly completions: number;
  /** Mean time that a server worked on these; anything if there are none. */
  readonly meanServiceSeconds: number;
  /**
   * Server-seconds in the window for jobs that did not end in it, less those before the window
   * for jobs that did.
   */
  readonly cutServerSeconds?: number;
}

/**
 * U = X S for a window.
 * @param tolerance largest relative difference; rounding alone by default
 * @throws SimulatorError BAD_ANALYSIS if the window has no length
 */
export function utilizationLaw(input: UtilizationInput, tolerance = ROUNDING): LawCheck {
  const { windowSeconds, meanBusyServers, completions, meanServiceSeconds } = input;
  const serverSeconds = completions === 0 ? 0 : completions * meanServiceSeconds;
  const cut = input.cutServerSeconds ?? 0;
  return compare(meanBusyServers, serverSeconds + cut, windowSeconds, tolerance);
}

function compare(
  overTime: number,
  secondsOfJobs: number,
  windowSeconds: number,
  tolerance: number,
): LawCheck {
  demandSetting(windowSeconds > 0, 'the window', 'longer than 0 s', windowSeconds);
  const overJobs = secondsOfJobs / windowSeconds;
  const size = Math.max(Math.abs(overTime), Math.abs(overJobs));
  const relativeDifference = size === 0 ? 0 : Math.abs(overTime - overJobs) / size;
  const holds = relativeDifference <= tolerance;
  return { overTime, overJobs, relativeDifference, tolerance, holds };
}
