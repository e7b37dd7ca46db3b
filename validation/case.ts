/** One golden: what somebody published, proved or computed apart, and what the simulator says. */
export interface ValidationCase {
  /** `cpu-shares-2-to-1`: stays the same for ever, so that others can point to it. */
  readonly id: string;
  /** Where the expectation comes from: a source by its short name, or the closed form. */
  readonly source: string;
  readonly what: string;
  readonly unit: string;
  readonly expected: readonly number[];
  /** Largest allowed difference of each number, in the unit. */
  readonly tolerance: number;
  /** Where the tolerance comes from, if it is more than rounding. */
  readonly toleranceReason?: string;
  /** Runs a simulation and reads the same numbers. */
  readonly ours: () => readonly number[];
}

export interface ValidationResult {
  readonly of: ValidationCase;
  readonly ours: readonly number[];
  /** Of the number that is furthest off. */
  readonly difference: number;
  readonly pass: boolean;
}

/** Differences that come of the order of additions alone, relative to the values here. */
export const rounding = 1e-6;

export function validate(of: ValidationCase): ValidationResult {
  const ours = of.ours();
  const differences = of.expected.map((value, i) => Math.abs((ours[i] ?? Number.NaN) - value));
  const difference = Math.max(...differences);
  const pass = ours.length === of.expected.length && difference <= of.tolerance;
  return { of, ours, difference, pass };
}
