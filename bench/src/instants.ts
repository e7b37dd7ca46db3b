/**
 * Instants at which all 10,000 flows of 1,000 hosts change at once (topology of W5), and beside
 * them the yardstick: a solution from scratch of the same flows for one flow that changed.
 *
 *     instants start|fail|reroute|scratch ROUNDS
 *
 * `start`: all flows begin at one instant. `fail`: all paths lose their capacity. `reroute`: every
 * flow leaves its path for the other one of its host. What is needed to change back is not timed,
 * nor are the first rounds, which compile the solver.
 */
import { CoupledSharing } from '@vdcsim/core';
import { overGroups, vmsPerHost } from './flow-topologies.ts';
import { printMeasurement, type Span, timed } from './measurement.ts';

const mode = process.argv[2]!;
const rounds = Number(process.argv[3]);
const hosts = 1_000;
const warmUpRounds = 10;

/** Makes every solve one from scratch. */
const alwaysFromScratch = { fewestForRebuild: 0, partForRebuild: 0, resourcePartForRebuild: 0 };

const sharing = new CoupledSharing(mode === 'scratch' ? alwaysFromScratch : {});
const { paths, senders, openOther } = overGroups(sharing, hosts);
const capacities = paths.map((path) => sharing.capacity(path));
let seconds = 0;
let flows: number[] = [];

function startAll(): void {
  flows = senders.map(({ route, weight, cap }) =>
    sharing.startFlow(route, Number.POSITIVE_INFINITY, weight, cap),
  );
}

function solve(): void {
  sharing.solve(seconds);
}

function setCapacities(scale: number): void {
  for (const [index, path] of paths.entries()) {
    sharing.setCapacity(path, scale * capacities[index]!);
  }
}

function stopAll(): void {
  for (const flow of flows) sharing.stopFlow(flow, seconds);
  solve();
}

function rerouteAll(routes: readonly number[]): void {
  for (const [vm, flow] of flows.entries()) sharing.reroute(flow, routes[vm]!);
}

const ownRoutes = senders.map(({ route }) => route);
const otherRoutes = mode === 'reroute' ? senders.map((_, vm) => openOther(vm)) : [];

/** One timed instant of each kind, between states that are the same in each round. */
const instants: Readonly<Record<string, (round: number) => Span>> = {
  start: () => {
    stopAll();
    return timed(() => {
      startAll();
      solve();
    });
  },
  fail: () => {
    setCapacities(1);
    solve();
    return timed(() => {
      setCapacities(0);
      solve();
    });
  },
  reroute: () => {
    rerouteAll(ownRoutes);
    solve();
    return timed(() => {
      rerouteAll(otherRoutes);
      solve();
    });
  },
  scratch: (round) => {
    const { weight } = senders[0]!;
    return timed(() => {
      sharing.setWeight(flows[0]!, round % 2 === 0 ? weight : weight + 1);
      solve();
    });
  },
};

startAll();
solve();
const instant = instants[mode]!;
const spans: Span[] = [];
for (let round = 0; round < warmUpRounds + rounds; round++) {
  seconds++;
  const span = instant(round);
  if (round >= warmUpRounds) spans.push(span);
}
// All end in the state that all began with.
setCapacities(1);
if (mode === 'reroute') rerouteAll(ownRoutes);
if (mode === 'scratch') sharing.setWeight(flows[0]!, senders[0]!.weight);
solve();
printMeasurement({
  check: flows.reduce((sum, flow, vm) => sum + (vm + 1) * sharing.rate(flow), 0),
  operations: hosts * vmsPerHost * rounds,
  cpuSeconds: spans.reduce((sum, { cpuSeconds }) => sum + cpuSeconds, 0),
  wallSeconds: spans.reduce((sum, { wallSeconds }) => sum + wallSeconds, 0),
  parts: { rebuilds: sharing.counters.rebuilds },
});
