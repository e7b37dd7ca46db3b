import { expect, test } from 'vitest';
import { dyingHost, written } from './command-line.fixtures.ts';
import { loadScenario, type PlacementPolicy, simulate } from './index.ts';

test('the library loads, runs, steps, takes commands and tells why', () => {
  const { scenario } = loadScenario(written(dyingHost));
  const simulation = simulate(scenario, { seed: 7 });
  simulation.runUntil(60);
  expect(simulation.runEvents(1)).toBe(1);
  simulation.command({ verb: 'powerOff', of: 'web01', options: {} });
  simulation.runToEnd();
  expect(simulation.summary().ha.vmsRestarted).toBe(2);
  expect(simulation.why('web01').lines[0]).toContain('web01 is switched off');
});

test('a placement policy of one’s own decides where VMs go', () => {
  const { scenario } = loadScenario(written(dyingHost));
  const last: PlacementPolicy = {
    name: 'last',
    choose: (_vm, candidates) => candidates.at(-1),
  };
  const simulation = simulate(scenario, { policies: { placement: last } });
  simulation.runUntil(1);
  expect(simulation.summary().vms.map((vm) => vm.host)).toEqual(new Array(4).fill('esx02'));
});
