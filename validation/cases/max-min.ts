import { CoupledSharing } from '@vdcsim/core';
import { rounding, type ValidationCase } from '../case.ts';

/** A flow that never ends: the links that it crosses, its weight and its cap. */
interface Flow {
  readonly over: readonly number[];
  readonly weight?: number;
  readonly cap?: number;
}

/** Rates of flows over links of given capacities. */
function rates(capacities: readonly number[], flows: readonly Flow[]) {
  return (): number[] => {
    const sharing = new CoupledSharing();
    const links = capacities.map((capacity) => sharing.addResource({ capacity }));
    const started = flows.map(({ over, weight = 1, cap = Infinity }) => {
      const route = sharing.openRoute(over.map((link) => links[link]!));
      return sharing.startFlow(route, Infinity, weight, cap);
    });
    sharing.solve(0);
    return started.map((flow) => sharing.rate(flow));
  };
}

/** Flows that share one link of a capacity. */
function onOneLink(capacity: number, flows: readonly Omit<Flow, 'over'>[]) {
  return rates(
    [capacity],
    flows.map((flow) => ({ ...flow, over: [0] })),
  );
}

const definition = 'definition of max-min fairness: progressive filling, computed by hand';
const shared = { unit: 'MB/s', source: definition, tolerance: rounding };

export const maxMinCases: readonly ValidationCase[] = [
  {
    ...shared,
    id: 'max-min-four-demands',
    what: '100 among demands of 10, 30, 40 and 80',
    expected: [10, 30, 30, 30],
    ours: onOneLink(100, [{ cap: 10 }, { cap: 30 }, { cap: 40 }, { cap: 80 }]),
  },
  {
    ...shared,
    id: 'max-min-weights',
    what: 'the same with weights 1, 1, 1, 3',
    expected: [10, 18, 18, 54],
    ours: onOneLink(100, [{ cap: 10 }, { cap: 30 }, { cap: 40 }, { cap: 80, weight: 3 }]),
  },
  {
    ...shared,
    id: 'max-min-one-is-content',
    what: '200 among demands of 100, 100, 150 and 40',
    expected: [160 / 3, 160 / 3, 160 / 3, 40],
    ours: onOneLink(200, [{ cap: 100 }, { cap: 100 }, { cap: 150 }, { cap: 40 }]),
  },
  {
    ...shared,
    id: 'max-min-line-of-links',
    what: 'three links of 1 in a line: one flow over each, one over all',
    source: 'textbook example of max-min fairness in a line',
    expected: [0.5, 0.5, 0.5, 0.5],
    ours: rates([1, 1, 1], [{ over: [0] }, { over: [1] }, { over: [2] }, { over: [0, 1, 2] }]),
  },
  {
    ...shared,
    id: 'max-min-two-bottlenecks',
    what: 'links of 100 and 60; over the first, both, the second with weight 2, the first capped at 10',
    expected: [70, 20, 40, 10],
    ours: rates(
      [100, 60],
      [{ over: [0] }, { over: [0, 1] }, { over: [1], weight: 2 }, { over: [0], cap: 10 }],
    ),
  },
];
