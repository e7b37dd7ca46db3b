import type { Simulation } from '@vdcsim/core';
import type { Details } from '@vdcsim/protocol';
import type { LastMinute } from './last-minute.ts';

const inspectedKinds = ['vm', 'host', 'pool', 'cluster'];

/** What the inspector shows of an entity. */
export function detailsOf(simulation: Simulation, lastMinute: LastMinute, entity: number): Details {
  const { kind, name, index } = simulation.directory.row(entity);
  const common = { entity, atSeconds: simulation.nowSeconds };
  if (!inspectedKinds.includes(kind)) {
    return { ...common, boundBy: [], verdict: '', advice: [], views: [], facts: [['Kind', kind]] };
  }
  const boundBy = kind === 'vm' ? lastMinute.boundBy(index) : [];
  return { ...common, boundBy, ...simulation.inspect(name) };
}
