/** What importers take and give. */

/** Wishes for any imported scenario. */
export interface ImportOptions {
  /** Name of the scenario. Default: made from the source's. */
  readonly name?: string;
  /** Number of hosts. Default: as many as the VMs need, and a tenth more. */
  readonly hosts?: number;
  /** Start, in seconds since 1970-01-01 00:00. Default: the trace's own. */
  readonly startEpochSeconds?: number;
  /** Folder of the scenario: the trace is named relative to it. Default: as it was given. */
  readonly scenarioFolder?: string;
}

/** An imported scenario. Nothing is written to disk. */
export interface ImportedScenario {
  readonly yaml: string;
  /** Sentences about what was assumed or does not fit. */
  readonly warnings: readonly string[];
  readonly vms: number;
  readonly hosts: number;
}

/**
 * The wished number of hosts, with a warning where it is too small, or the proposed one.
 *
 * @throws RangeError for a wish that is no whole number from 1 on
 */
export function hostCount(
  wished: number | undefined,
  needed: number,
  proposed: number,
  warnings: string[],
): number {
  if (wished === undefined) return proposed;
  if (!Number.isInteger(wished) || wished < 1) {
    throw new RangeError('hosts must be a whole number from 1 on');
  }
  if (wished < needed) {
    warnings.push(`memory and the greatest demand need ${needed} hosts, not ${wished}`);
  }
  return wished;
}
