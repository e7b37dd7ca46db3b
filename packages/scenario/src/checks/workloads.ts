import type { WorkloadSpec } from '@vdcsim/core';
import type { Problems } from '../load/problems.ts';
import type { Checked } from './inventory.ts';
import { placeOfKey } from './inventory.ts';

/** A workload of phases has some. */
export function checkWorkloads(
  workloads: readonly Checked<WorkloadSpec>[],
  problems: Problems,
): void {
  for (const { thing, spec } of workloads) {
    if (spec.kind !== 'phases' || spec.phases.length > 0) continue;
    const what = `${spec.name} has no phases`;
    const remedy = 'write "phases: [{ for: 10 min, demand: { cpu: 40% } }]"';
    problems.error(placeOfKey(thing, 'phases'), 'BAD_VALUE', what, remedy);
  }
}
