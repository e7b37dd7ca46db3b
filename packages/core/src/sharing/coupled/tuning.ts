/** Where the solver's ways part. */

/** Where the solver's ways part. What it computes does not depend on it, only what that costs. */
export interface CoupledTuning {
  /** Fewest flows to change at one instant for which a solution from scratch is considered. */
  readonly fewestForRebuild: number;
  /** Part of the live flows that must change for it. Measured: below, mending is faster. */
  readonly partForRebuild: number;
  /** The same of the resources, since a solution from scratch visits each. */
  readonly resourcePartForRebuild: number;
  /** Steps an instant, per resource and flow, before it is solved from scratch. Usual: below 2. */
  readonly stepsEach: number;
  /** Steps an instant that are always allowed. */
  readonly stepsAtLeast: number;
  /** Edges into a slack resource from which on it is told of every move. */
  readonly manyEdges: number;
  /** Clocks are set back at this many times the largest work per weight. */
  readonly clockSpan: number;
}

/** Measured on races of flows. */
export const defaultTuning: CoupledTuning = {
  fewestForRebuild: 64,
  partForRebuild: 1 / 6,
  resourcePartForRebuild: 1 / 20,
  stepsEach: 50,
  stepsAtLeast: 1000,
  manyEdges: 8,
  clockSpan: 65_536,
};
