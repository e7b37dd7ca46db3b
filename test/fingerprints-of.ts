import { simulate } from '@vdcsim/core';
import { memoryFiles, parseScenario } from '@vdcsim/scenario';

/** Loads each scenario from its text, runs it to its end, and gives the runs' fingerprints. */
export function fingerprintsOf(texts: readonly string[]): string[] {
  return texts.map((text) => {
    const { scenario } = parseScenario('scenario.yaml', memoryFiles({ 'scenario.yaml': text }));
    const simulation = simulate(scenario);
    simulation.runToEnd();
    return simulation.fingerprint();
  });
}
