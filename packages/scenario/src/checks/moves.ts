/** Bytes that stages move: that they have a disk to lie on, and somewhere to go. */
import {
  type BootStageSpec,
  type JobSpec,
  matchesSelector,
  parseSelector,
  type StageSpec,
  type UsersSpec,
  type VmSpec,
  type WorkloadSpec,
} from '@vdcsim/core';
import { child, type TreeNode } from '../document/tree.ts';
import type { Population } from '../load/population.ts';
import type { Problems } from '../load/problems.ts';
import type { Checked } from './inventory.ts';

type Way = Pick<StageSpec, 'readMiB' | 'writeMiB' | 'sendMiB' | 'copyMiB' | 'disk' | 'to'> & {
  readonly streamed?: boolean;
};

/** Where bytes of a stage go, as far as the stage alone tells. */
export function checkWay(stage: Way, place: TreeNode, problems: Problems): void {
  const { readMiB, writeMiB, sendMiB, copyMiB } = stage;
  const isOnDisk = readMiB !== undefined || writeMiB !== undefined || copyMiB !== undefined;
  if (copyMiB !== undefined && stage.to === undefined) {
    problems.error(place, 'BAD_VALUE', 'a copy goes nowhere', 'write "to: backup01"');
  }
  if (stage.to !== undefined && copyMiB === undefined && sendMiB === undefined) {
    refuse('to', 'send or copy');
  }
  if (stage.disk !== undefined && !isOnDisk) refuse('disk', 'read, write or copy');
  if (stage.streamed === false && copyMiB === undefined) refuse('streamed', 'copy');
  function refuse(key: string, needs: string): void {
    const what = `${key} of a stage without ${needs}`;
    problems.error(nodeIn(place, key), 'NOT_HONOURED', what, `add ${needs}, or leave it out`);
  }
}

export interface MoveParts {
  readonly jobs: readonly Checked<JobSpec>[];
  readonly workloads: readonly Checked<WorkloadSpec>[];
  readonly vms: readonly Checked<VmSpec>[];
  readonly population: Population;
  readonly problems: Problems;
}

/** Every VM on which a stage reads or writes has the disk that it names. */
export function checkMoves(parts: MoveParts): void {
  const vms = new Map(parts.vms.map(({ spec }) => [spec.name, spec]));
  const check = new DiskCheck(vms, parts.problems);
  for (const { thing, spec } of parts.jobs) {
    const list = nodeOfKey(thing, 'stages');
    for (const [index, stage] of spec.stages.entries()) {
      if (!isOnDisk(stage)) continue;
      const place = itemOf(list, index);
      for (const name of namesOf(stage.runOn ?? spec.runOn, parts.population)) {
        if (!check.has(name, stage, place)) break;
      }
      if (stage.copyMiB !== undefined && stage.to !== undefined) check.has(stage.to, {}, place);
    }
  }
  const users = new Map<string, Checked<UsersSpec>>();
  for (const { thing, spec } of parts.workloads) {
    if (spec.kind === 'users') users.set(spec.name, { thing, spec });
  }
  checkUsersDisks(parts.vms, users, check);
  for (const { thing, spec } of parts.vms) {
    for (const stage of spec.boot) {
      if (isOnDisk(stage) && !check.has(spec.name, stage, nodeOfKey(thing, 'boot'))) break;
    }
  }
}

function checkUsersDisks(
  vms: readonly Checked<VmSpec>[],
  users: ReadonlyMap<string, Checked<UsersSpec>>,
  check: DiskCheck,
): void {
  const told = new Set<string>();
  for (const { spec } of vms) {
    const workload = users.get(spec.workload ?? '');
    if (workload === undefined || told.has(workload.spec.name)) continue;
    const list = nodeOfKey(workload.thing, 'transaction');
    for (const [index, stage] of workload.spec.transaction.entries()) {
      if (!isOnDisk(stage) || check.has(spec.name, stage, itemOf(list, index))) continue;
      told.add(workload.spec.name);
      break;
    }
  }
}

class DiskCheck {
  private readonly vms: ReadonlyMap<string, VmSpec>;
  private readonly problems: Problems;

  constructor(vms: ReadonlyMap<string, VmSpec>, problems: Problems) {
    this.vms = vms;
    this.problems = problems;
  }

  /** Tells if a VM lacks the disk; what is no VM, or is broken itself, is not judged. */
  has(name: string, { disk }: { readonly disk?: string }, place: TreeNode): boolean {
    const vm = this.vms.get(name);
    if (vm === undefined) return true;
    const disks = (vm.disks ?? []).map((each) => each.name);
    if (disk === undefined ? disks.length > 0 : disks.includes(disk)) return true;
    const what = disk === undefined ? `${name} has no disk` : `${name} has no disk "${disk}"`;
    const remedy =
      disks.length === 0
        ? `give it one: "disks: [{ size: 20 GiB }]"`
        : `its disks are ${disks.join(', ')}`;
    this.problems.error(
      disk === undefined ? place : nodeIn(place, 'disk'),
      'NO_SUCH_NAME',
      what,
      remedy,
    );
    return false;
  }
}

function isOnDisk(stage: Pick<StageSpec, 'readMiB' | 'writeMiB' | 'copyMiB'> | BootStageSpec) {
  const copyMiB = 'copyMiB' in stage ? stage.copyMiB : undefined;
  return stage.readMiB !== undefined || stage.writeMiB !== undefined || copyMiB !== undefined;
}

/** Names of the VMs that a selector can match. */
function namesOf(selector: string, population: Population): string[] {
  const parsed = parseSelector(selector);
  if (!parsed.ok) return [];
  const names: string[] = [];
  population.some('vm', (member) => {
    if (matchesSelector(parsed.selector, member)) names.push(member.name);
    return false;
  });
  return names;
}

/** Value of a key of a thing's own entry, or the entry where the key is not its own. */
function nodeOfKey({ entry }: Checked<unknown>['thing'], key: string): TreeNode {
  return child(entry.node, key) ?? entry.node;
}

function nodeIn(node: TreeNode, key: string): TreeNode {
  return (node.kind === 'map' ? child(node, key) : undefined) ?? node;
}

function itemOf(list: TreeNode, index: number): TreeNode {
  return (list.kind === 'list' ? list.items[index] : undefined) ?? list;
}
