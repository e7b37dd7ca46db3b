/**
 * The library's face: load a scenario, simulate it, look at everything.
 *
 * ```ts
 * import { loadScenario, simulate } from 'vdcsim';
 *
 * const { scenario } = loadScenario('scenarios/first-steps.yaml');
 * const simulation = simulate(scenario, { seed: 7 });
 * simulation.runToEnd();
 * console.log(simulation.summary().ha);
 * ```
 *
 * A policy of one's own is a plain object (`PlacementPolicy`, `RestartOrder`), a sampler or a
 * series of one's own stands in the scenario wherever the language has a distribution
 * (`Sampler`) or a trace (`TraceSource`).
 */

export type {
  Aggregate,
  Analysis,
  AnalyzeOptions,
  Caveat,
  ClusterSpec,
  CommandSpec,
  ConfidenceInterval,
  DistributionSpec,
  ExpectationResult,
  ExpectationSpec,
  Explanation,
  ExplanationPart,
  Frame,
  HostSpec,
  LawCheck,
  LittleInput,
  LoggedCommand,
  Metric,
  MetricSpec,
  PlacementCandidate,
  PlacementPolicy,
  Policies,
  PoolSpec,
  RandomStream,
  RecordedRow,
  RecordSpec,
  RestartOrder,
  Sampler,
  Scenario,
  Series,
  SimulateOptions,
  SimulationEvent,
  StepSignal,
  Summary,
  TimedCommand,
  TraceSource,
  UtilizationInput,
  VmSpec,
  WarmUp,
  WelchCurve,
  WorkloadSpec,
} from '@vdcsim/core';
export {
  analyze,
  littlesLaw,
  meanInterval,
  mser,
  mser5,
  quantileInterval,
  ratioInterval,
  Simulation,
  SimulatorError,
  sampler,
  simulate,
  stepsOfChanges,
  stepsOfSeries,
  utilizationLaw,
  welchCurve,
} from '@vdcsim/core';
export {
  diskFiles,
  type ImportedScenario,
  type ImportOptions,
  importGwaT12,
  importPlanetlab,
  isRunFolder,
  type PlanetlabImportOptions,
  type RunFolder,
  RunFolderError,
  readRunFolder,
} from '@vdcsim/exchange';
export {
  type Diagnostic,
  type FileSource,
  formatDiagnostic,
  formatDiagnostics,
  jsonSchema,
  type LoadedScenario,
  memoryFiles,
  parseScenario,
  ScenarioErrors,
} from '@vdcsim/scenario';
export { CommandError, commandErrors } from './command-error.ts';
export { type LoadOptions, loadScenario } from './load.ts';
