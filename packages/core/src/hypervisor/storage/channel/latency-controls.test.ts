import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../inventory/scenario.ts';
import type { StorageSpec } from '../../../inventory/storage/storage-specs.ts';
import type { World } from '../../../inventory/world.ts';
import { closedRate } from '../../../sharing/index.ts';
import { diskVm, farm, farmIo, fcHost, pattern } from './farm.fixtures.ts';

/** Of a random request of 4 KB at a disk: 1/180 s, and its transfer at 80 MB/s. */
const seconds = 1 / 180 + 0.004 / 80;
const capacity = 10 / seconds;
const threshold = 0.03;
const busy = { outstanding: 32 };

describe('storage I/O control', () => {
  it('holds four hosts of 32 at the threshold with N* of threshold * C - 9 (rule H)', () => {
    const { world, channel } = farmIo(controlled(['esx1', 'esx2', 'esx3', 'esx4']));
    const streams = ['esx1', 'esx2', 'esx3', 'esx4'].map((name) =>
      channel.open(pattern(world, `${name}-vm:disk0`, busy), Infinity),
    );
    world.engine.runUntil(1);
    const before = channel.stateOf(streams[0]!);
    expect(before.rate).toBeCloseTo(closedRate(128, 10, capacity) / 4, 6);
    expect(before.deviceSeconds).toBeCloseTo(137 / capacity, 9);
    world.engine.runUntil(9);
    const windows = threshold * capacity - 9;
    for (const stream of streams) {
      const { rate, deviceSeconds, kernelSeconds } = channel.stateOf(stream);
      expect(deviceSeconds).toBeCloseTo(threshold, 9);
      expect(rate).toBeCloseTo(windows / threshold / 4, 6);
      expect(rate * (kernelSeconds + deviceSeconds)).toBeCloseTo(32, 6);
    }
    const lost = 1 - windows / threshold / closedRate(128, 10, capacity);
    expect(lost).toBeCloseTo(0.11, 3);
  });

  it('goes 80 % of the way after the first period and all of it after the second', () => {
    const { world, channel } = farmIo(controlled(['esx1', 'esx2', 'esx3', 'esx4']));
    const told = eventsOf(world);
    const streams = ['esx1', 'esx2', 'esx3', 'esx4'].map((name) =>
      channel.open(pattern(world, `${name}-vm:disk0`, busy), Infinity),
    );
    const slots = () => channel.flows.knownMount(0)!.slots;
    const windows = (threshold * capacity - 9) / 4;
    world.engine.runUntil(3.9);
    expect(slots()).toBe(64);
    world.engine.runUntil(5);
    expect(slots()).toBeCloseTo(64 - 0.8 * (64 - windows), 9);
    world.engine.runUntil(9);
    expect(slots()).toBeCloseTo(windows, 9);
    for (const stream of streams.slice(1)) channel.close(stream);
    world.engine.runUntil(100);
    expect(slots()).toBe(64);
    expect(told).toEqual(['datastore.congested 4', 'datastore.relieved 16']);
  });

  it('divides by shares: a host with 1000 against one with 1000 + 2000 has a quarter', () => {
    const scenario = controlled(['esx1', 'esx2'], [1000, 1000, 2000], 0.02);
    const { world, channel } = farmIo(scenario);
    const [a, b, c] = world.storage.disks.map((disk) =>
      channel.open(pattern(world, disk.name, busy), Infinity),
    );
    world.engine.runUntil(9);
    const windows = 0.02 * capacity - 9;
    expect(channel.flows.knownMount(0)!.slots).toBeCloseTo(windows / 4, 9);
    expect(channel.stateOf(a!).rate).toBeCloseTo(windows / 4 / 0.02, 6);
    expect(channel.stateOf(b!).rate).toBeCloseTo(windows / 4 / 0.02, 6);
    expect(channel.stateOf(c!).rate).toBeCloseTo(windows / 2 / 0.02, 6);
  });

  it('leaves each host 4 slots, and the latency above a threshold that asks for fewer', () => {
    const scenario = controlled(['esx1', 'esx2', 'esx3'], [1000, 1000, 1000], 0.008);
    const { world, channel } = farmIo(scenario);
    const streams = world.storage.disks.map((disk) =>
      channel.open(pattern(world, disk.name, busy), Infinity),
    );
    world.engine.runUntil(9);
    for (const stream of streams) {
      expect(channel.stateOf(stream).deviceSeconds).toBeCloseTo((12 + 9) / capacity, 9);
    }
  });

  it('sleeps while nobody is slow', () => {
    const { world, channel } = farmIo(controlled(['esx1', 'esx2']));
    const told = eventsOf(world);
    channel.open(pattern(world, 'esx1-vm:disk0', { outstanding: 8 }), Infinity);
    world.engine.runUntil(100);
    expect(told).toEqual([]);
    expect(world.engine.eventCount).toBeLessThan(10);
  });
});

function controlled(
  names: readonly string[],
  shares: readonly number[] = names.map(() => 1000),
  thresholdSeconds = threshold,
): Scenario {
  const hosts = names.map((name) => fcHost(name));
  const vms = shares.map((amount, i) => {
    const on = names[Math.min(i, names.length - 1)]!;
    const name = i < names.length ? `${on}-vm` : `${on}-vm${i}`;
    const own = diskVm(name, on);
    return { ...own, disks: [{ ...own.disks![0]!, allocation: { io: { shares: amount } } }] };
  });
  const datastores: StorageSpec['datastores'] = [
    { name: 'ds1', lun: 'lun1', sioc: { thresholdSeconds } },
    { name: 'ds2', lun: 'lun2' },
  ];
  return farm({ hosts, vms, storage: { datastores } });
}

function eventsOf(world: World): string[] {
  const told: string[] = [];
  world.events.onEvent(({ type, timeSeconds }) => told.push(`${type} ${timeSeconds}`));
  return told;
}
