import { sampler, type UsersSpec, type WorkloadSpec } from '@vdcsim/core';
import { child, type TreeNode } from '../document/tree.ts';
import type { Problems } from '../load/problems.ts';
import { type Checked, placeOfKey } from './inventory.ts';
import { doesNothing, stageRemedy } from './jobs.ts';
import { checkWay } from './moves.ts';

/** A workload of phases has some, and a transaction takes some time. */
export function checkWorkloads(
  workloads: readonly Checked<WorkloadSpec>[],
  problems: Problems,
): void {
  for (const { thing, spec } of workloads) {
    if (spec.kind === 'users') checkUsers(thing, spec, problems);
    if (spec.kind !== 'phases' || spec.phases.length > 0) continue;
    const what = `${spec.name} has no phases`;
    const remedy = 'write "phases: [{ for: 10 min, demand: { cpu: 40% } }]"';
    problems.error(placeOfKey(thing, 'phases'), 'BAD_VALUE', what, remedy);
  }
}

function checkUsers(thing: Checked<UsersSpec>['thing'], spec: UsersSpec, problems: Problems): void {
  const list = child(thing.entry.node, 'transaction') ?? thing.entry.node;
  let seconds = meanOf(spec.think);
  for (const [index, stage] of spec.transaction.entries()) {
    const place: TreeNode = (list.kind === 'list' ? list.items[index] : undefined) ?? list;
    if (doesNothing(stage)) {
      problems.error(place, 'BAD_VALUE', 'a stage does nothing', stageRemedy);
    }
    checkWay(stage, place, problems);
    if (stage.copyMiB !== undefined) {
      const what = 'copy in a transaction';
      problems.error(place, 'NOT_HONOURED', what, 'write read and send, or a job');
    }
    const isPlaced = (stage as { readonly runOn?: string }).runOn !== undefined;
    if (stage.threads > 1 || isPlaced) {
      const what = `${isPlaced ? 'runOn' : 'threads'} in a transaction`;
      problems.error(place, 'NOT_HONOURED', what, 'leave it out, or write a job');
    }
    const parts = [stage.cpu?.amount, stage.wait].map((part) => (part ? meanOf(part) : 0));
    const moved = (stage.readMiB ?? 0) + (stage.writeMiB ?? 0);
    // Of bytes it is only known that they take some time.
    seconds += stage.times * (parts[0]! + parts[1]! + moved);
  }
  if (seconds > 0) return;
  const what = `users of ${spec.name} neither think nor ask for anything that takes time`;
  problems.error(list, 'BAD_VALUE', what, 'write think, or a transaction with work');
}

function meanOf(drawn: UsersSpec['think']): number {
  return Math.max(0, 'dist' in drawn ? sampler(drawn).mean : drawn.mean);
}
