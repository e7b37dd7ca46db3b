/**
 * W4 through the public face: a scenario built in code, `simulate`, everything recorded.
 *
 *     w4 HOSTS PERIODS kept|told
 *
 * `kept`: the recorder keeps all intervals. `told`: it hands them to a listener, as the command
 * does, and keeps none. Set-up ends with the first instant, in which all VMs are placed and begin;
 * 288 changes of all demands follow in a day.
 */
import { simulate } from '@vdcsim/core';
import { dayScenario, RecordedWork, vmsPerHost } from './day.ts';
import { printMeasurement, timed } from './measurement.ts';

const hosts = Number(process.argv[2]);
const periods = Number(process.argv[3]);
const keepIntervals = process.argv[4] === 'kept';

const setUpStart = performance.now();
const simulation = simulate(dayScenario(hosts, periods), {
  stats: ['mean', 'max'],
  percentiles: false,
  keepIntervals,
});
const work = new RecordedWork();
if (!keepIntervals) work.follow(simulation);
simulation.runUntil(0);
const setUpSeconds = (performance.now() - setUpStart) / 1e3;
const span = timed(() => simulation.runToEnd());
const processSeconds = performance.now() / 1e3;
if (keepIntervals) work.read(simulation, hosts);
printMeasurement({
  check: work.vmCycles,
  operations: hosts * vmsPerHost * periods,
  ...span,
  parts: { hostCycles: work.hostCycles, setUpSeconds, processSeconds },
});
