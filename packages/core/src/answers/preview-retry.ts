import type { Vm } from '../inventory/entities.ts';
import type { World } from '../inventory/world.ts';
import type { DryRun } from './dry-run.ts';
import { counted, named } from './words.ts';

/** What high availability would restart of what waits, now that capacity came back. */
export function retryLines(world: World, run: DryRun, started: readonly Vm[]): string[] {
  const gone = new Set(started);
  const waiting = (world.restartQueue?.queue() ?? []).filter(({ vm }) => !gone.has(vm));
  const restarted = waiting.filter(({ vm }) => run.restart(vm).host !== undefined);
  if (restarted.length === 0) return [];
  const vms = restarted.map(({ vm }) => vm);
  const left = waiting.length - restarted.length;
  const still = left === 0 ? '' : `; ${counted(left, 'VM')} would still wait`;
  return [`HA finds room for ${named(vms)}${still}.`];
}
