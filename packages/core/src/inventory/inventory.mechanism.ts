import { hostStates, vmStates } from './entities.ts';
import { arrayShapes } from './keys/arrays.ts';
import { datastoreShapes } from './keys/datastores.ts';
import { expectationShapes } from './keys/expectations.ts';
import { fabricShapes } from './keys/fabric.ts';
import { hostShapes } from './keys/hosts.ts';
import { networkShapes } from './keys/networks.ts';
import { scenarioShapes } from './keys/scenario.ts';
import { vmShapes } from './keys/vms.ts';
import type { Mechanism } from './mechanism.ts';

/** What there is: the scenario's frame, hosts, clusters, pools and VMs. */
export const inventoryMechanism: Mechanism = {
  name: 'inventory',
  doc: 'Hosts, clusters, pools, VMs, storage and networks, and the frame of a scenario around them.',
  shapes: [
    ...scenarioShapes,
    ...hostShapes,
    ...vmShapes,
    ...networkShapes,
    ...fabricShapes,
    ...arrayShapes,
    ...datastoreShapes,
    ...expectationShapes,
  ],
  metrics: [],
  events: [
    {
      type: 'command.given',
      entity: 'estate',
      doc: 'Somebody, or the timeline, gave a command.',
      data: { verb: 'What was asked.', of: 'Of whom.', note: 'The word beside it.' },
    },
  ],
  states: [],
  commands: [],
  errors: [
    {
      code: 'BAD_OPTION',
      doc: 'A command lacks an option, or has one that means nothing to its target.',
      remedy: 'Write what the reference of commands names.',
    },
    {
      code: 'BAD_SELECTOR',
      doc: 'A selector cannot be read.',
      remedy: 'Write names, patterns with *, ranges, property=value, joined by and, or, not.',
    },
    {
      code: 'NO_MATCH',
      doc: 'A selector matches nothing.',
      remedy: 'Check the spelling against the names in the scenario.',
    },
    {
      code: 'NO_SUCH_NAME',
      doc: 'A name is used that no entity bears.',
      remedy: 'Add the entity or correct the name.',
    },
    {
      code: 'NO_SUCH_COMMAND',
      doc: 'A command has a verb that no mechanism knows.',
      remedy: 'Use one of the verbs that the message lists.',
    },
    {
      code: 'RUN_ENDED',
      doc: 'A command was given when the simulation had come to its end.',
      remedy: 'Give it before, or lengthen the duration of the scenario.',
    },
    {
      code: 'NOT_SETTABLE',
      doc: 'A key cannot change while the simulation runs.',
      remedy: 'Set it in the scenario instead.',
    },
    {
      code: 'BAD_POLICY',
      doc: 'A placement policy of your own chose a host that it was not offered.',
      remedy: 'Return one of the candidates, or undefined.',
    },
    {
      code: 'NO_SPACE',
      doc: 'Virtual disks need more space than their datastore has.',
      remedy: 'Make the datastore larger, or the disks smaller or thin.',
    },
    {
      code: 'POOL_RESERVATION',
      doc: 'A pool reserves more than what it stands on can cover.',
      remedy: 'Lower the reservation, or raise the one above, or make it expandable.',
    },
  ],
  install(world) {
    const { frames, hosts, vms } = world;
    const hostState = (row: number): number => hostStates.indexOf(hosts[row]!.state);
    const vmsOn = (row: number): number => {
      let count = 0;
      for (const vm of hosts[row]!.vms) if (vm.isOn) count++;
      return count;
    };
    const vmState = (row: number): number => vmStates.indexOf(vms[row]!.state);
    const hostOfVm = (row: number): number => vms[row]!.host?.index ?? -1;
    frames.column('host', 'state', () => hosts.length, hostState, 'uint8');
    frames.column('host', 'vmsOn', () => hosts.length, vmsOn, 'uint16');
    frames.column('vm', 'state', () => vms.length, vmState, 'uint8');
    frames.column('vm', 'host', () => vms.length, hostOfVm, 'int32');
  },
};
