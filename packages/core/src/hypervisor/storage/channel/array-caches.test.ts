import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../../inventory/scenario.ts';
import type { ArraySpec } from '../../../inventory/storage/storage-specs.ts';
import type { World } from '../../../inventory/world.ts';
import { closedRate } from '../../../sharing/index.ts';
import { farm, farmIo, fcHost, pattern } from './farm.fixtures.ts';

/** Disk time of a small random write of 4 KB on RAID 0: positioning and transfer. */
const seconds = 1 / 180 + 0.004 / 80;
const write = { direction: 'write' } as const;
const sizeMB = 2 * 1024 * 1.048576;

describe('the write-back cache of an array', () => {
  it('takes a write in 0.5 ms, and the disks get it in the background', () => {
    const { world, channel } = farmIo(cachedFarm());
    const stream = channel.open(pattern(world, 'a:disk0', write), 500);
    world.engine.runUntil(600);
    const { rate, latencySeconds } = channel.stateOf(stream);
    expect(rate).toBe(500);
    expect(latencySeconds).toBeCloseTo(0.0005 + 0.004 / 400 + 0.004 / 398, 9);
    const { sharing, groups } = channel.flows.io;
    expect(sharing.load(groups[0]!)).toBeCloseTo(500 * seconds, 9);
    expect(channel.flows.caches.dirtyPercent(0)).toBe(0);
    expect(world.events.countOf('array.cacheFull')).toBe(0);
  });

  it('is full after 86 s of 20 MB/s more than the disks take, and has room at 60 %', () => {
    const { world, channel } = farmIo(cachedFarm());
    const perSecond = 10 / seconds;
    const full = datesOf(world, 'array.cacheFull');
    const drained = datesOf(world, 'array.cacheDrained');
    const more = { ...write, requestMB: 0.004 };
    const wish = perSecond + 20 / 0.004;
    const stream = channel.open(pattern(world, 'a:disk0', more), wish);
    world.engine.runUntil(85.8);
    expect(channel.stateOf(stream).rate).toBeCloseTo(wish, 6);
    expect(channel.flows.caches.dirtyPercent(0)).toBeCloseTo((100 * 85.8 * 20) / sizeMB, 6);
    world.engine.runUntil(86);
    expect(full).toEqual([expect.closeTo((0.8 * sizeMB) / 20, 6)]);
    // 32 writes of the guest beside one of the cache on each of the 10 disks.
    expect(channel.stateOf(stream).rate).toBeCloseTo((perSecond * 32) / (32 + 10 + 9), 6);
    const drainMBps = (perSecond * 19 * 0.004) / (32 + 10 + 9);
    world.engine.runUntil(1000);
    expect(drained[0]).toBeCloseTo((0.8 * sizeMB) / 20 + (0.2 * sizeMB) / drainMBps, 6);
  });

  it('pays for small writes of RAID 5 fourfold, and for sequential ones by full stripes', () => {
    const raid5 = [{ name: 'rg1', spindles: 4, raid: 'raid5' as const }];
    const most = (randomPart: number): number => {
      const { world, channel } = farmIo(cachedFarm({ raidGroups: raid5 }));
      const pressed = { ...write, randomPart, requestMB: 0.064 };
      channel.open(pattern(world, 'a:disk0', pressed), 1e4);
      world.engine.runUntil(1);
      return channel.flows.caches.destageOf(0)!.writtenMBps;
    };
    expect(most(1)).toBeCloseTo((4 * 0.064) / (4 * (1 / 180 + 0.064 / 80)), 6);
    expect(most(0)).toBeCloseTo((3 / 4) * 4 * 80, 6);
  });

  it('leaves reads N / (N + 2c - 1) of the disks while it is behind, and takes the rest', () => {
    const { world, channel } = farmIo(cachedFarm());
    const reads = channel.open(pattern(world, 'a:disk0', { outstanding: 16 }), Infinity);
    world.engine.runUntil(1);
    expect(channel.stateOf(reads).rate).toBeCloseTo(closedRate(16, 10, 10 / seconds), 6);
    channel.open(pattern(world, 'b:disk0', write), 1e4);
    world.engine.runUntil(2);
    const rate = ((10 / seconds) * 16) / (16 + 19);
    expect(channel.stateOf(reads).rate).toBeCloseTo(rate, 6);
    const { writtenMBps } = channel.flows.caches.destageOf(0)!;
    expect(writtenMBps / 0.004 + rate).toBeCloseTo(10 / seconds, 6);
  });

  it('writes through with one controller of two left, and loses nothing', () => {
    const { world, channel } = farmIo(
      cachedFarm({
        controllers: ['spa', 'spb'].map((name) => ({
          name,
          ports: [{ name: 'p0', cabledTo: 'fcA' }],
        })),
      }),
    );
    const stream = channel.open(pattern(world, 'a:disk0', write), 500);
    world.engine.runUntil(10);
    const controller = world.storage.arrays[0]!.controllers[1]!;
    controller.health.isFailed = true;
    world.storage.partChanged.call(controller, undefined);
    world.engine.runUntil(20);
    const open = 10 / (10 / seconds - 500);
    expect(channel.stateOf(stream).latencySeconds).toBeCloseTo(open + 2 * (0.004 / 400), 9);
    controller.health.isFailed = false;
    world.storage.partChanged.call(controller, undefined);
    world.engine.runUntil(30);
    expect(channel.stateOf(stream).latencySeconds).toBeLessThan(0.0006);
  });

  it('destages as much as came in: nothing is lost and nothing is made up', () => {
    const { world, channel } = farmIo(cachedFarm());
    const stream = channel.open(pattern(world, 'a:disk0', write), 1e4);
    world.engine.runUntil(20);
    const destage = channel.flows.caches.destageOf(0)!;
    const came = 20 * 1e4 * 0.004;
    const went = 20 * destage.writtenMBps;
    expect(destage.dirty.dirtyAtMB(20)).toBeCloseTo(came - went, 6);
    channel.close(stream);
    const clean = 20 + (came - went) / (0.004 * (10 / seconds));
    world.engine.runUntil(clean - 0.01);
    expect(channel.flows.caches.dirtyPercent(0)).toBeGreaterThan(0);
    world.engine.runUntil(clean + 0.01);
    expect(channel.flows.caches.dirtyPercent(0)).toBe(0);
    expect(destage.writtenMBps).toBe(0);
  });
});

function cachedFarm(array: Partial<ArraySpec> = {}): Scenario {
  const hosts = [fcHost('esx1')];
  return farm({ hosts, array: { cacheMiB: 2048, ...array } });
}

/** Dates of the events of a type from now on. */
function datesOf(world: World, type: string): number[] {
  const dates: number[] = [];
  world.events.onEvent((event) => {
    if (event.type === type) dates.push(event.timeSeconds);
  });
  return dates;
}
