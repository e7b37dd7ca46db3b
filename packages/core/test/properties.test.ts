import { type Scenario, simulate } from '@vdcsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Lab } from '../../../test/lab.ts';
import { randomScenario } from './random-scenario.ts';

const runs = { seed: 20070101, numRuns: 12 };

/** Lets the scenario run and calls back at each 12.5 s: at instants of commands and between. */
function watched(scenario: Scenario, look: (run: Lab, atSeconds: number) => void): Lab {
  const run = new Lab(scenario, { record: { metrics: [] } });
  for (let time = 0; time <= scenario.durationSeconds; time += 12.5) {
    run.to(time);
    look(run, time);
  }
  return run;
}

const isOn = (state: string): boolean => ['running', 'booting', 'shutting-down'].includes(state);

function fingerprintOf(scenario: Scenario, options: Parameters<typeof simulate>[1] = {}): string {
  const simulation = simulate(scenario, options);
  simulation.runToEnd();
  return simulation.fingerprint();
}

describe('whatever happens', () => {
  it('a VM that is on is on one connected host, and claims no memory that is not there', () => {
    fc.assert(
      fc.property(randomScenario, (scenario) => {
        watched(scenario, (run) => {
          const { hosts, vms } = run.simulation.summary();
          for (const host of hosts) {
            const on = vms.filter((vm) => vm.host === host.name && isOn(vm.state));
            expect(host.vmsOn).toBe(on.length);
            if (host.state !== 'connected') expect(on).toEqual([]);
            const memory = scenario.vms
              .filter(({ name }) => on.some((vm) => vm.name === name))
              .reduce((sum, { memoryMiB }) => sum + memoryMiB, 0);
            expect(memory).toBeLessThanOrEqual(host.memoryMiB);
          }
          for (const vm of vms) if (isOn(vm.state)) expect(vm.host).not.toBeNull();
        });
      }),
      runs,
    );
  });

  it('hosts give no more CPU than they have, and VMs get no more than they want', () => {
    fc.assert(
      fc.property(randomScenario, (scenario) => {
        watched(scenario, (run) => {
          const given = new Map<string, number>();
          for (const vm of run.simulation.summary().vms) {
            const used = run.now('vm.cpu.usedMHz', vm.name);
            expect(used).toBeGreaterThanOrEqual(0);
            expect(used).toBeLessThanOrEqual(run.now('vm.cpu.demandMHz', vm.name) + 1e-6);
            if (vm.host !== null) given.set(vm.host, (given.get(vm.host) ?? 0) + used);
          }
          for (const { name, cpu } of scenario.hosts) {
            const used = run.now('host.cpu.usedMHz', name);
            const most =
              run.now('host.cpu.capacityMHz', name) * (cpu.threadsPerCore > 1 ? 1.25 : 1);
            expect(used).toBeLessThanOrEqual(most + 1e-6);
            expect(used).toBeCloseTo(given.get(name) ?? 0, 6);
          }
        });
      }),
      { ...runs, seed: 20070102 },
    );
  });

  it('run, ready, co-stop and idle time of a vCPU are parts of 100 %, and limited time of ready', () => {
    fc.assert(
      fc.property(randomScenario, (scenario) => {
        watched(scenario, (run) => {
          for (const { name, state } of run.simulation.summary().vms) {
            const { ready, limited } = run.cpu(name);
            const ran = run.now('vm.cpu.usedPercent', name);
            const coStop = run.now('vm.cpu.coStopPercent', name);
            if (!isOn(state)) {
              expect([ran, ready, coStop, limited]).toEqual(Array(4).fill(Number.NaN));
              continue;
            }
            expect(Math.min(ran, ready, coStop, limited)).toBeGreaterThanOrEqual(0);
            expect(ran + ready + coStop).toBeLessThanOrEqual(100 + 1e-7);
            expect(limited).toBeLessThanOrEqual(ready);
          }
        });
      }),
      { ...runs, seed: 20070103 },
    );
  });

  it('pools use what their VMs use, and never more than their limit', () => {
    fc.assert(
      fc.property(randomScenario, (scenario) => {
        watched(scenario, (run) => {
          const usedIn = (pool: string): number =>
            scenario.vms
              .filter((vm) => vm.pool === pool)
              .reduce((sum, vm) => sum + run.now('vm.cpu.usedMHz', vm.name), 0);
          const inner = run.now('pool.cpu.usedMHz', 'p2');
          expect(inner).toBeCloseTo(usedIn('p2'), 6);
          expect(inner).toBeLessThanOrEqual(3000 + 1e-6);
          expect(run.now('pool.cpu.usedMHz', 'p1')).toBeCloseTo(usedIn('p1') + inner, 6);
          expect(run.now('pool.cpu.usedMHz', 'p3')).toBeCloseTo(usedIn('p3'), 6);
        });
      }),
      { ...runs, seed: 20070104 },
    );
  });

  it('uptime, downtime and planned downtime add up to the time that has passed', () => {
    fc.assert(
      fc.property(randomScenario, (scenario) => {
        watched(scenario, (run, atSeconds) => {
          for (const vm of run.simulation.summary().vms) {
            const { uptimeSeconds, downtimeSeconds, plannedDowntimeSeconds } = vm;
            const sum = uptimeSeconds + downtimeSeconds + plannedDowntimeSeconds;
            expect(sum).toBeCloseTo(atSeconds, 9);
            const listed = vm.downtimes.reduce(
              (total, { from, to }) => total + (to ?? atSeconds) - from,
              0,
            );
            expect(downtimeSeconds).toBeCloseTo(listed, 9);
          }
        });
      }),
      { ...runs, seed: 20070105 },
    );
  });
});

describe('the fingerprint', () => {
  it('is the same for every slicing of the run', () => {
    const slice = fc.double({ min: 0.1, max: 400, noNaN: true });
    fc.assert(
      fc.property(
        randomScenario,
        slice,
        fc.integer({ min: 1, max: 9 }),
        (scenario, length, count) => {
          const sliced = simulate(scenario);
          for (let time = length; time < scenario.durationSeconds; time += length) {
            sliced.runUntil(time);
          }
          sliced.runToEnd();
          const stepped = simulate(scenario);
          while (!stepped.isFinished) stepped.runEvents(count);
          const whole = fingerprintOf(scenario);
          expect(sliced.fingerprint()).toBe(whole);
          expect(stepped.fingerprint()).toBe(whole);
        },
      ),
      { ...runs, seed: 20070106 },
    );
  });

  it('is the same whatever is recorded and whoever looks', () => {
    fc.assert(
      fc.property(randomScenario, (scenario) => {
        const whole = fingerprintOf(scenario);
        expect(fingerprintOf(scenario, { record: { metrics: [] }, percentiles: false })).toBe(
          whole,
        );
        const seconds = { record: { intervalSeconds: 7 }, keepIntervals: false };
        expect(fingerprintOf(scenario, seconds)).toBe(whole);
        const looked = watched(scenario, (run) => {
          run.simulation.frame();
          for (const { name } of scenario.vms) run.simulation.why(name);
        });
        expect(looked.simulation.fingerprint()).toBe(whole);
      }),
      { ...runs, seed: 20070107 },
    );
  });

  it('is the same when commands given by hand are replayed from the log', () => {
    fc.assert(
      fc.property(randomScenario, fc.array(fc.nat(200), { maxLength: 4 }), (scenario, waits) => {
        const byHand = simulate(scenario);
        waits.forEach((events, i) => {
          byHand.runEvents(events);
          if (byHand.isFinished) return;
          byHand.command({ verb: i % 2 === 0 ? 'fail' : 'repair', of: 'esx1', options: {} });
        });
        byHand.runToEnd();
        const again = simulate(scenario, { replay: byHand.commandLog });
        again.runToEnd();
        expect(again.fingerprint()).toBe(byHand.fingerprint());
        expect(again.commandLog).toEqual(byHand.commandLog);
      }),
      { ...runs, seed: 20070108 },
    );
  });
});
