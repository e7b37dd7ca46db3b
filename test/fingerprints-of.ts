import { Fingerprint, type SimulateOptions, type Simulation, simulate } from '@vdcsim/core';
import { memoryFiles, parseScenario } from '@vdcsim/scenario';

/** Texts by path: `scenario.yaml` and the files that it names. */
export type ScenarioFiles = Readonly<Record<string, string>>;

/** What a run leaves behind, hashed at full precision. */
export interface Fingerprints {
  /** The whole event log. */
  readonly events: string;
  /** Every mean, minimum, maximum and growth of every interval. */
  readonly metrics: string;
}

/** Makes a simulation of a scenario given as texts. */
export function simulationOf(files: ScenarioFiles, options: SimulateOptions = {}): Simulation {
  const { scenario } = parseScenario('scenario.yaml', memoryFiles(files));
  return simulate(scenario, { keepIntervals: false, percentiles: false, ...options });
}

/** Follows a simulation, which `advance` brings to its end. */
export function fingerprintsOf(
  simulation: Simulation,
  advance: (simulation: Simulation) => void,
): Fingerprints {
  const metrics = new Fingerprint();
  simulation.recorder.onRow(({ fromSeconds, toSeconds, blocks }) => {
    metrics.number(fromSeconds).number(toSeconds);
    for (const { metric, mean, min, max, growth } of blocks) {
      metrics.text(metric.spec.name);
      for (const cells of [mean, min, max, growth]) {
        for (const cell of cells ?? []) metrics.number(cell);
      }
    }
  });
  advance(simulation);
  return { events: simulation.fingerprint(), metrics: metrics.digest() };
}

/** Runs each scenario in one go. */
export function inOneGo(scenarios: readonly ScenarioFiles[]): Fingerprints[] {
  return scenarios.map((files) => fingerprintsOf(simulationOf(files), (run) => run.runToEnd()));
}

/** Runs each scenario in slices of uneven lengths, by time and by events in turn. */
export function inSlices(scenarios: readonly ScenarioFiles[]): Fingerprints[] {
  return scenarios.map((files) => fingerprintsOf(simulationOf(files), advanceInSlices));
}

function advanceInSlices(simulation: Simulation): void {
  for (let slice = 0; !simulation.isFinished; slice++) {
    simulation.runUntil(simulation.nowSeconds + 7.3 * (1 + (slice % 11)));
    simulation.runEvents(slice % 4);
  }
}
