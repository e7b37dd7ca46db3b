/**
 * Random operations against an oracle that shares nothing with the solver: rates, work left, next
 * end, loads, the max-min property itself, and gradients against finite differences. A failure
 * names its seed; it is then kept in `onceFailed`. A soak of more seeds, about 300 operations each:
 *
 *     VDCSIM_SOAK=10000 npx vitest run coupled-sharing.random
 */
import { describe, expect, it } from 'vitest';
import { type Mix, type Outcome, RandomRun } from './random-operations.fixtures.ts';
import type { CoupledTuning } from './tuning.ts';

const soakSeeds = Number(process.env['VDCSIM_SOAK'] ?? 0);

/** Seeds that once found a mistake, with queues or without. */
const onceFailed: readonly (readonly [seed: number, hasQueues: boolean, mistake: string])[] = [
  [3, false, 'a reservation made before an unshared capacity changed at the same instant'],
  [10_405, true, 'the gradient of a member that an unshared resource holds in a full queue'],
  [10_923, false, 'the gradient of a flow whose cap is its reservation'],
  [4, true, 'a member without cap at the infinite level of a slack resource'],
  [88, true, 'a member with cap 0 in a queue that fills up'],
  [141, true, 'a window above all slots in a queue that fills up'],
  [1041, true, 'two classes of one queue, bound at resources of different levels'],
];

/** Every way of the solver gets its turn, whichever its defaults would choose. */
function tuningOf(seed: number): Partial<CoupledTuning> {
  return {
    ...(seed % 3 === 0 ? { manyEdges: seed % 4, clockSpan: 2 } : {}),
    ...(seed % 5 === 0
      ? { fewestForRebuild: 1, partForRebuild: 0.1, resourcePartForRebuild: 0 }
      : {}),
    ...(seed % 7 === 0 ? { stepsEach: 0, stepsAtLeast: 4 } : {}),
  };
}

function mixOf(seed: number, hasQueues: boolean): Mix {
  const isLarge = seed % 25 === 0;
  return {
    batches: isLarge ? 30 : 100,
    mostResources: isLarge ? 30 : 12,
    mostRoutes: isLarge ? 60 : 20,
    mostFlows: isLarge ? 100 : 30,
    hasTies: seed % 2 === 0,
    hasQueues,
    hasOverload: seed % 11 < 4,
    tuning: tuningOf(seed),
  };
}

function runSeeds(first: number, count: number, hasQueues: boolean): Outcome {
  const total: Outcome = { operations: 0, gradients: 0, worstError: 0 };
  for (let seed = first; seed < first + count; seed++) {
    const outcome = new RandomRun(seed, mixOf(seed, hasQueues)).run();
    total.operations += outcome.operations;
    total.gradients += outcome.gradients;
    total.worstError = Math.max(total.worstError, outcome.worstError);
  }
  return total;
}

describe('random operations', () => {
  it('agree with the oracle, seeds 1 to 80', () => {
    const { operations, gradients, worstError } = runSeeds(1, 80, false);
    expect(operations).toBeGreaterThan(20_000);
    expect(gradients).toBeGreaterThan(300);
    expect(worstError).toBeLessThan(1e-10);
  });

  it('with queues in queues agree with the oracle, seeds 1001 to 1040', () => {
    const { operations, gradients, worstError } = runSeeds(1001, 40, true);
    expect(operations).toBeGreaterThan(10_000);
    expect(gradients).toBeGreaterThan(150);
    expect(worstError).toBeLessThan(1e-10);
  });

  it.each(onceFailed)('agree with the oracle for seed %i, queues %s: %s', (seed, hasQueues) => {
    expect(runSeeds(seed, 1, hasQueues).worstError).toBeLessThan(1e-10);
  });

  it('agree with the oracle in a soak', { timeout: 1e9 }, (context) => {
    context.skip(soakSeeds === 0, 'VDCSIM_SOAK gives the number of seeds');
    for (let seed = 10_000; seed < 10_000 + soakSeeds; seed++) {
      expect(runSeeds(seed, 1, seed % 2 === 0).worstError).toBeLessThan(1e-9);
    }
  });
});
