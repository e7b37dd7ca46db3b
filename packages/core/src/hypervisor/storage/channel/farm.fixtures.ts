import { host, lab, vm } from '../../../../../../test/lab.ts';
import type { IoPattern } from '../../../inventory/io-port.ts';
import type { Scenario } from '../../../inventory/scenario.ts';
import type { HostSpec, VmSpec } from '../../../inventory/specs.ts';
import type { ArraySpec, StorageSpec } from '../../../inventory/storage/storage-specs.ts';
import type { World } from '../../../inventory/world.ts';
import { storageWorld } from '../storage-world.fixtures.ts';
import { channelEvents } from './channel.tables.ts';
import { Channel } from './io-channel.ts';

interface FarmParts {
  readonly hosts?: readonly HostSpec[];
  readonly vms?: readonly VmSpec[];
  readonly array?: Partial<ArraySpec>;
  readonly storage?: Partial<StorageSpec>;
}

/** A host `esx1` with one adapter, an array with two ports and 10 spindles, VMs a and b on ds1. */
export function farm({ hosts, vms, array, storage }: FarmParts = {}): Scenario {
  return lab({
    hosts: hosts ?? [fcHost('esx1')],
    vms: vms ?? [diskVm('a', 'esx1'), diskVm('b', 'esx1')],
    storage: {
      switches: [{ name: 'fcA' }],
      links: [],
      zones: [],
      arrays: [
        {
          name: 'array1',
          controllers: [
            {
              name: 'spa',
              ports: [
                { name: 'p0', cabledTo: 'fcA' },
                { name: 'p1', cabledTo: 'fcA' },
              ],
            },
          ],
          raidGroups: [{ name: 'rg1', spindles: 10, raid: 'raid0' }],
          luns: ['lun1', 'lun2'].map((name) => ({ name, sizeMiB: 1_048_576 })),
          ...array,
        },
      ],
      nas: [],
      datastores: [
        { name: 'ds1', lun: 'lun1' },
        { name: 'ds2', lun: 'lun2' },
      ],
      ...storage,
    },
  });
}

export function fcHost(name: string, more: Partial<HostSpec> = {}): HostSpec {
  return host(name, { hbas: [{ name: 'vmhba0', kind: 'fc', cabledTo: 'fcA' }], ...more });
}

export function diskVm(name: string, on: string, more: Partial<VmSpec> = {}): VmSpec {
  const disk = { name: 'disk0', sizeMiB: 1024, usedFraction: 1, thin: false };
  return vm(name, { host: on, datastore: 'ds1', disks: [disk], ...more });
}

/** The farm with its channel and nothing that asks for I/O; VMs are at their hosts. */
export function farmIo(scenario: Scenario): { world: World; channel: Channel } {
  const world = storageWorld(scenario);
  for (const machine of world.vms) {
    machine.host ??= world.hosts.find(({ name }) => name === machine.spec.host);
  }
  world.events.declare(channelEvents);
  const channel = new Channel(world);
  world.io = channel;
  return { world, channel };
}

/** Random reads of a disk, by its name. */
export function pattern(world: World, disk: string, more: Partial<IoPattern> = {}): IoPattern {
  return {
    disk: world.storage.disks.find(({ name }) => name === disk)!,
    tenant: 'production',
    direction: 'read',
    requestMB: 0.004,
    randomPart: 1,
    ...more,
  };
}
