import { simulate } from '@vdcsim/core';
import { memoryFiles, parseScenario } from '@vdcsim/scenario';

/** Loads a scenario from its text, runs it to its end, and gives the run's fingerprint. */
export function fingerprintOf(yaml: string): string {
  const files = memoryFiles({ 'scenario.yaml': yaml });
  const simulation = simulate(parseScenario('scenario.yaml', files).scenario);
  simulation.runToEnd();
  return simulation.fingerprint();
}
