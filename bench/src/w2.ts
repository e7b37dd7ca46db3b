/**
 * W2 through the public face: closed jobs in VMs, metrics recorded and handed to a listener.
 *
 *     w2 HOSTS TASKS CORES
 *
 * Set-up ends with the first instant, in which all VMs are placed and their first tasks begin.
 */
import { simulate } from '@vdcsim/core';
import { printMeasurement, timed } from './measurement.ts';
import { TaskEnds, tasksScenario } from './tasks.ts';

const hosts = Number(process.argv[2]);
const tasks = Number(process.argv[3]);
const cores = Number(process.argv[4]);

const setUpStart = performance.now();
const simulation = simulate(tasksScenario(hosts, tasks, cores), {
  stats: ['mean', 'max'],
  percentiles: false,
  keepIntervals: false,
});
const ends = new TaskEnds();
ends.follow(simulation);
let rows = 0;
simulation.recorder.onRow(() => rows++);
simulation.runUntil(0);
const setUpSeconds = (performance.now() - setUpStart) / 1e3;
const whole = tasks - (tasks % (10 * hosts));
const span = timed(() => {
  while (ends.tasks < whole) simulation.runUntil(simulation.nowSeconds + 100);
});
printMeasurement({
  check: ends.sumSeconds,
  operations: ends.tasks,
  ...span,
  parts: { lastSeconds: ends.lastSeconds, setUpSeconds, rows },
});
