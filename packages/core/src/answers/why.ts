import { SimulatorError } from '../engine/errors.ts';
import type { World } from '../inventory/world.ts';
import { explainCauses } from './explain-causes.ts';
import { explainClusterCpu, explainHostCpu } from './explain-host-cpu.ts';
import { explainOutage } from './explain-outage.ts';
import { explainPoolCpu } from './explain-pool-cpu.ts';
import { explainStorage } from './explain-storage.ts';
import { explainVmCpu } from './explain-vm-cpu.ts';
import { explainVmIo } from './explain-vm-io.ts';
import type { Explainer, Explanation, Subject } from './explanation.ts';
import { clockTime } from './words.ts';

export type { Explanation, ExplanationPart } from './explanation.ts';

/** In reading order. A mechanism with something to say adds its explainer here. */
const explainers: readonly Explainer[] = [
  explainCauses,
  explainOutage,
  explainStorage,
  explainVmCpu,
  explainVmIo,
  explainHostCpu,
  explainClusterCpu,
  explainPoolCpu,
];

/**
 * Why an entity is as it is now: its state and what led to it, what it lacked, what holds it back.
 * @throws SimulatorError NO_SUCH_NAME
 */
export function explain(world: World, name: string): Explanation {
  const subject = subjectNamed(world, name);
  const parts: Explanation['parts'][number][] = [];
  for (const explainer of explainers) {
    const part = explainer(world, subject);
    if (part !== undefined) parts.push(part);
  }
  const atSeconds = world.engine.nowSeconds;
  return {
    entity: name,
    kind: subject.kind,
    atSeconds,
    clock: clockTime(world.scenario.startEpochSeconds, atSeconds),
    parts,
    lines: parts.flatMap((part) => part.lines),
  };
}

/** The entity of a name. @throws SimulatorError NO_SUCH_NAME */
export function subjectNamed(world: World, name: string): Subject {
  const row = world.directory.find(name);
  const subject = row === undefined ? undefined : tableOf(world, row.kind)[row.index];
  if (subject !== undefined) return subject;
  throw new SimulatorError(
    'NO_SUCH_NAME',
    `no VM, host, pool or cluster is called "${name}"; see the names in the scenario`,
  );
}

function tableOf(world: World, kind: string): readonly Subject[] {
  switch (kind) {
    case 'vm':
      return world.vms;
    case 'host':
      return world.hosts;
    case 'pool':
      return world.pools;
    case 'cluster':
      return world.clusters;
    default:
      return [];
  }
}
