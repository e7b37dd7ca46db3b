import { SimulatorError } from '../engine/errors.ts';
import { partKinds, partsOf } from '../hypervisor/storage/faults/part-lists.ts';
import type { EntityRow } from '../inventory/directory.ts';
import type { Host, Vm } from '../inventory/entities.ts';
import type { Command } from '../inventory/scenario.ts';
import type { StoragePart } from '../inventory/storage/storage-inventory.ts';
import type { World } from '../inventory/world.ts';
import { previewHosts } from './preview-hosts.ts';
import { previewParts } from './preview-parts.ts';
import { previewVms } from './preview-vms.ts';

/**
 * What a command would do at once, in whole sentences, without doing it: the policies of the run
 * decide on copies. Nothing is drawn and no time passes, so the run stays the same.
 * @throws SimulatorError NO_SUCH_COMMAND, BAD_SELECTOR, NO_MATCH
 */
export function previewCommand(world: World, command: Command): readonly string[] {
  const { verb, of, options } = command;
  if (verb === 'set') {
    throw new SimulatorError('NO_SUCH_COMMAND', 'set has no consequence that can be told before');
  }
  const targets = world.select(of ?? '', world.commands.kindsOf(verb));
  const hosts: Host[] = [];
  const vms: Vm[] = [];
  const parts: StoragePart[] = [];
  for (const row of targets) {
    if (row.kind === 'host') hosts.push(world.hosts[row.index]!);
    else if (row.kind === 'vm') vms.push(world.vms[row.index]!);
    else parts.push(...partOf(world, row));
  }
  const lines = [
    ...previewHosts(world, verb, hosts),
    ...previewVms(world, verb, vms),
    ...previewParts(world, verb, parts, options),
  ];
  return lines.length > 0 ? lines : ['Nothing happens.'];
}

function partOf({ storage }: World, { kind, index }: EntityRow): StoragePart[] {
  const known = partKinds.find((each) => each === kind);
  return known === undefined ? [] : [partsOf(storage, known)[index]!];
}
