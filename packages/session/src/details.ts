import type { Simulation } from '@vdcsim/core';
import type { Bound, Details } from '@vdcsim/protocol';
import type { LastMinute } from './last-minute.ts';

const inspectedKinds = ['vm', 'host', 'pool', 'cluster'];

/** What bound each VM's CPU, and its I/O where there is any, during the last minute. */
export interface Lately {
  readonly cpu: LastMinute;
  readonly io: LastMinute | undefined;
}

/** What the inspector shows of an entity. */
export function detailsOf(simulation: Simulation, lately: Lately, entity: number): Details {
  const { kind, name, index } = simulation.directory.row(entity);
  const common = { entity, atSeconds: simulation.nowSeconds };
  if (!inspectedKinds.includes(kind)) {
    return { ...common, boundBy: [], verdict: '', advice: [], views: [], facts: [['Kind', kind]] };
  }
  const inspection = simulation.inspect(name);
  const boundBy = kind === 'vm' ? boundByOf(lately, index) : [];
  return { ...common, boundBy, ...inspection };
}

/** CPU or disk: whichever held the VM back for longer. */
function boundByOf({ cpu, io }: Lately, vm: number): readonly Bound[] {
  const [ofCpu, ofIo] = [cpu.boundBy(vm), io?.boundBy(vm) ?? []];
  return shortPart(ofIo) > shortPart(ofCpu) ? ofIo : ofCpu;
}

function shortPart(bounds: readonly Bound[]): number {
  return bounds.reduce((sum, { fraction, isShortage }) => sum + (isShortage ? fraction : 0), 0);
}
