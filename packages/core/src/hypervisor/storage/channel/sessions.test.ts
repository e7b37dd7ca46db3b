import { describe, expect, it } from 'vitest';
import { host } from '../../../../../../test/lab.ts';
import type { Scenario } from '../../../inventory/scenario.ts';
import type { NetworkSpec, StorageSpec } from '../../../inventory/storage/storage-specs.ts';
import { diskVm, farm, farmIo, pattern } from './farm.fixtures.ts';

/** Payload of 1 Gb/s of Ethernet, MB/s. */
const link = 118.6;
const sequential = { randomPart: 0, requestMB: 0.065536, outstanding: 16 };

describe('transports of few sessions', () => {
  it('gives a datastore of NFS one of the host’s adapters, and another one the next', () => {
    const { world, channel } = farmIo(nfs());
    const [a, b] = world.storage.disks.map((disk) =>
      channel.open(pattern(world, disk.name, sequential), Infinity),
    );
    world.engine.settle();
    for (const stream of [a, b]) {
      expect(channel.stateOf(stream!).rate * 0.065536).toBeCloseTo(link, 0);
    }
    world.storage.nics[0]!.health.isFailed = true;
    world.storage.partChanged.call(world.storage.nics[0]!, undefined);
    world.engine.settle();
    for (const stream of [a, b]) {
      expect(channel.stateOf(stream!).rate * 0.065536).toBeCloseTo(link / 2, 0);
    }
  });

  it.each([
    ['esx3', 1],
    ['esx4', 2],
  ])('lets software iSCSI of %s fill %d of two links to one array', (platform, links) => {
    const { world, channel } = farmIo(iscsi(platform));
    for (const [index, mount] of world.storage.mounts.entries()) {
      mount.using = [mount.paths.find(({ hba }) => hba.index === index)!];
      world.storage.mountChanged.call(mount, undefined);
    }
    const streams = world.storage.disks.map((disk) =>
      channel.open(pattern(world, disk.name, sequential), Infinity),
    );
    world.engine.settle();
    let sum = 0;
    for (const stream of streams) sum += channel.stateOf(stream).rate * 0.065536;
    expect(sum).toBeCloseTo(links * link, 0);
  });
});

describe('the adapter of a guest', () => {
  it.each([
    ['win2000', 'esx3', 1],
    ['WinXP', 'esx4', 1],
    ['win2003', 'esx3', 32],
    ['linux', 'esx3', 32],
  ])('keeps for %s on %s at most %d requests outstanding', (os, platform, depth) => {
    const scenario = farm({
      hosts: [host('esx1', { platform, hbas: [{ name: 'vmhba0', kind: 'fc', cabledTo: 'fcA' }] })],
      vms: [diskVm('a', 'esx1', { os })],
    });
    const { world, channel } = farmIo(scenario);
    const stream = channel.open(pattern(world, 'a:disk0', { outstanding: 64 }), Infinity);
    world.engine.settle();
    const { rate, latencySeconds } = channel.stateOf(stream);
    expect(rate * latencySeconds).toBeCloseTo(depth, 9);
  });
});

const networks: readonly NetworkSpec[] = [{ name: 'lan', speedMBps: 125 }];
const noArrays: Partial<StorageSpec> = { switches: [], arrays: [] };

function nfs(): Scenario {
  const nics = ['nic0', 'nic1'].map((name) => ({ name, network: 'lan' }));
  const storage = {
    ...noArrays,
    nas: [{ name: 'nas1', network: 'lan', speedMBps: 1250 }],
    datastores: ['ds1', 'ds2'].map((name) => ({ name, nas: 'nas1' })),
  };
  const vms = [diskVm('a', 'esx1'), diskVm('b', 'esx1', { datastore: 'ds2' })];
  return { ...farm({ hosts: [host('esx1', { nics })], vms, storage }), networks };
}

function iscsi(platform: string): Scenario {
  const hbas = ['vmhba0', 'vmhba1'].map((name) => ({
    name,
    kind: 'iscsi' as const,
    cabledTo: 'lan',
  }));
  const ports = ['p0', 'p1'].map((name) => ({ name, cabledTo: 'lan', speedMBps: 1250 }));
  const array = { raidGroups: [], controllers: [{ name: 'spa', ports }] };
  const vms = [diskVm('a', 'esx1'), diskVm('b', 'esx1', { datastore: 'ds2' })];
  const hosts = [host('esx1', { platform, hbas })];
  return { ...farm({ hosts, vms, array, storage: { switches: [] } }), networks };
}
