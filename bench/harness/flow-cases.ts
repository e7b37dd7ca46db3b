import type { SimGrid } from '../peers/build.ts';
import { type BenchCase, type Contestant, count, ours, simGridRun, type Tools } from './contest.ts';
import { measureNode } from './programs.ts';

type FlowWorkload = 'w3' | 'w5';

interface FlowSize {
  readonly workload: FlowWorkload;
  readonly hosts: number;
  readonly flows: number;
  readonly repetitions: number;
  /** Results are compared on 100 hosts with so many flows before. */
  readonly rehearsedFlows?: number;
  /** Run as VMs on hosts, too. */
  readonly hasHosts?: true;
}

/** W3 as VMs that read through adapters, paths and an array, with metrics recorded. */
export const throughHosts = `${ours}, through hosts`;

/** W3 and W5, flows through shared resources. At 1,000 hosts SimGrid takes a minute a run. */
function flowSizes(quick: boolean): readonly FlowSize[] {
  if (quick) {
    return [
      { workload: 'w3', hosts: 10, flows: 2_000, repetitions: 1, hasHosts: true },
      { workload: 'w5', hosts: 10, flows: 2_000, repetitions: 1 },
    ];
  }
  return [
    { workload: 'w3', hosts: 100, flows: 20_000, repetitions: 5, hasHosts: true },
    { workload: 'w3', hosts: 100, flows: 100_000, repetitions: 1, rehearsedFlows: 5_000 },
    {
      ...{ workload: 'w3', hosts: 1_000, flows: 20_000, repetitions: 1 },
      ...{ rehearsedFlows: 5_000, hasHosts: true },
    },
    { workload: 'w5', hosts: 100, flows: 20_000, repetitions: 3 },
    { workload: 'w5', hosts: 1_000, flows: 20_000, repetitions: 1, rehearsedFlows: 5_000 },
  ];
}

export function flowCases(tools: Tools): BenchCase[] {
  const { w3Hosts } = tools.programs;
  return flowSizes(tools.quick).map((size) => {
    const { workload, hosts, flows, repetitions, rehearsedFlows, hasHosts } = size;
    const runs = (hostCount: number, flowCount: number): readonly Contestant[] => {
      const words = [hostCount, flowCount];
      return [
        { name: ours, run: () => measureNode(tools.programs[workload], words) },
        ...(hasHosts ? [{ name: throughHosts, run: () => measureNode(w3Hosts, words) }] : []),
        ...simGridRun(forFlows(tools.simGrid), [workload, ...words]),
      ];
    };
    return {
      id: `${workload}-${hosts}-${flows / 1000}k`,
      group: workload,
      title: `${workload.toUpperCase()}: ${count(hosts)} hosts, ${count(flows)} flows`,
      repetitions,
      contestants: runs(hosts, flows),
      ...(rehearsedFlows !== undefined && { rehearsal: runs(100, rehearsedFlows) }),
    };
  });
}

function forFlows(simGrid: SimGrid | undefined): SimGrid | undefined {
  return simGrid && { ...simGrid, settings: simGrid.flowSettings };
}

/** Name of the yardstick among those who change 10,000 flows at one instant. */
export const fromScratch = 'from scratch, one change';

/** 10,000 flows that change at one instant. */
export function instantCases({ programs, quick }: Tools): BenchCase[] {
  const run = (mode: string): Contestant['run'] => {
    return () => measureNode(programs.instants, [mode, quick ? 2 : 20]);
  };
  return [
    {
      id: 'instants',
      group: 'instants',
      title: 'Instants: 10,000 flows of 1,000 hosts change at once',
      repetitions: quick ? 1 : 5,
      contestants: [
        { name: ours, run: run('start') },
        { name: `${ours}, paths fail`, run: run('fail') },
        { name: `${ours}, all rerouted`, run: run('reroute') },
        { name: fromScratch, run: run('scratch') },
      ],
    },
  ];
}
