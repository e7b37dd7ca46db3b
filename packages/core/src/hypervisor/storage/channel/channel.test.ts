import { describe, expect, it } from 'vitest';
import { closedRate } from '../../../sharing/index.ts';
import { diskVm, farm, farmIo, fcHost, pattern } from './farm.fixtures.ts';

/** Of a random request of 4 KB at a disk: 1/180 s, and its transfer at 80 MB/s. */
const seconds = 1 / 180 + 0.004 / 80;
const capacity = 10 / seconds;

describe('a RAID group', () => {
  it.each([4, 10, 32])('serves %d outstanding with N = X R at q / (q + 9) of 10 disks', (q) => {
    const { world, channel } = farmIo(farm());
    const stream = channel.open(pattern(world, 'a:disk0', { outstanding: q }), Infinity);
    world.engine.settle();
    const { rate, latencySeconds, kernelSeconds } = channel.stateOf(stream);
    expect(rate).toBeCloseTo(closedRate(q, 10, capacity), 9);
    expect(rate * latencySeconds).toBeCloseTo(q, 9);
    expect(kernelSeconds).toBeCloseTo(0, 9);
  });

  it('lets arrivals at 60 % wait 10 / (C - u), and the fabric adds its service', () => {
    const { world, channel } = farmIo(farm());
    const [stream] = ['a:disk0', 'b:disk0'].map((disk) =>
      channel.open(pattern(world, disk), 0.3 * capacity),
    );
    world.engine.settle();
    const { rate, latencySeconds } = channel.stateOf(stream!);
    expect(rate).toBeCloseTo(0.3 * capacity, 9);
    const fabric = 2 * (0.004 / 400);
    expect(latencySeconds).toBeCloseTo(10 / (0.4 * capacity) + fabric, 9);
  });

  it('gives a lone sequential stream all that its disks transfer, and interleaved ones little', () => {
    const alone = farmIo(farm());
    const sequential = { randomPart: 0, requestMB: 0.065536, outstanding: 8 };
    const one = alone.channel.open(pattern(alone.world, 'a:disk0', sequential), Infinity);
    alone.world.engine.settle();
    const undisturbed = closedRate(8, 10, 10 * (80 / 0.065536));
    expect(alone.channel.stateOf(one).rate).toBeCloseTo(undisturbed, 9);
    const two = alone.channel.open(pattern(alone.world, 'b:disk0', sequential), Infinity);
    alone.world.engine.settle();
    const each = 0.5 / 180 + 0.065536 / 80;
    const rate = closedRate(16, 10, 10 / each) / 2;
    expect(alone.channel.stateOf(one).rate).toBeCloseTo(rate, 9);
    expect(alone.channel.stateOf(two).rate).toBeCloseTo(rate, 9);
  });
});

describe('a queue of a host', () => {
  it('levels 1 VM with 64 outstanding with 4 of 16 on another host (rule B)', () => {
    const hosts = [fcHost('esx1'), fcHost('esx2')].map((each) => ({ ...each, platform: 'deep' }));
    const vms = ['a', 'b', 'c', 'd', 'e'].map((name) =>
      diskVm(name, name === 'a' ? 'esx1' : 'esx2'),
    );
    const scenario = {
      ...farm({ hosts: hosts.map((each) => withQueue(each, 32)), vms }),
      platforms: [{ name: 'deep', basedOn: 'esx5', set: { virtualDiskQueueDepth: 64 } }],
    };
    const { world, channel } = farmIo(scenario);
    const lone = channel.open(pattern(world, 'a:disk0', { outstanding: 64 }), Infinity);
    const others = ['b', 'c', 'd', 'e'].map((name) =>
      channel.open(pattern(world, `${name}:disk0`, { outstanding: 16 }), Infinity),
    );
    world.engine.settle();
    const total = closedRate(64, 10, capacity);
    const { rate, kernelSeconds, deviceSeconds } = channel.stateOf(lone);
    expect(rate).toBeCloseTo(total / 2, 6);
    expect(deviceSeconds).toBeCloseTo(64 / total, 9);
    expect(kernelSeconds).toBeCloseTo(deviceSeconds, 9);
    for (const other of others) expect(channel.stateOf(other).rate).toBeCloseTo(total / 8, 6);
  });

  it('serves VMs of a full queue by their shares', () => {
    const shares = (name: string, amount: number) => {
      const own = diskVm(name, 'esx1');
      const disks = [{ ...own.disks![0]!, allocation: { io: { shares: amount } } }];
      return { ...own, disks };
    };
    const vms = [shares('a', 3000), shares('b', 1000)];
    const { world, channel } = farmIo(farm({ vms }));
    const [a, b] = ['a:disk0', 'b:disk0'].map((disk) =>
      channel.open(pattern(world, disk, { outstanding: 32 }), Infinity),
    );
    world.engine.settle();
    expect(channel.stateOf(a!).rate / channel.stateOf(b!).rate).toBeCloseTo(3, 9);
    // Two VMs on the LUN: 32 slots of the scheduler.
    expect(channel.stateOf(b!).rate).toBeCloseTo(closedRate(32, 10, capacity) / 4, 6);
  });
});

describe('what is moved', () => {
  it('ends when its bytes are through: 400 MB at 400 MB/s, half as fast beside another', () => {
    const { world, channel } = farmIo(farm({ array: { raidGroups: [] } }));
    const log: string[] = [];
    const big = { requestMB: 0.1, outstanding: 16 };
    const note = (name: string) => () => log.push(`${name} ${world.engine.nowSeconds}`);
    channel.transfer(pattern(world, 'a:disk0', big), 400, note('a'));
    channel.transfer(pattern(world, 'b:disk0', big), 100, note('b'));
    world.engine.runUntil(10);
    expect(log).toEqual(['b 0.5', 'a 1.25']);
  });

  it('stands still while its mount is not open, and loses nothing', () => {
    const { world, channel } = farmIo(farm({ array: { raidGroups: [] } }));
    const mount = world.storage.mounts[0]!;
    let end = 0;
    channel.transfer(pattern(world, 'a:disk0'), 400, () => {
      end = world.engine.nowSeconds;
    });
    world.engine.runUntil(0.25);
    mount.state = 'stalled';
    world.storage.mountChanged.call(mount, undefined);
    world.engine.runUntil(30);
    mount.state = 'open';
    world.storage.mountChanged.call(mount, undefined);
    world.engine.runUntil(60);
    expect(end).toBeCloseTo(30.75, 9);
  });

  const group = { name: 'rg1', spindles: 4, raid: 'raid0' } as const;
  it.each([
    { raidGroups: [] },
    { raidGroups: [], throughput: { latencySeconds: 0.001 } },
    { raidGroups: [group] },
    { raidGroups: [group], cacheMiB: 64 },
  ])(
    'waits while its mount has no path left, and goes on over one that returns: array %#',
    (array) => {
      const { world, channel } = farmIo(farm({ array }));
      const mount = world.storage.mounts[0]!;
      const { using } = mount;
      let moved = 0;
      const pass = (): void => world.storage.mountChanged.call(mount, undefined);
      const open = channel.open(pattern(world, 'b:disk0', { direction: 'write' }), Infinity);
      channel.transfer(pattern(world, 'a:disk0'), 4, () => {
        moved += 4;
      });
      mount.using = [];
      pass();
      world.engine.runUntil(10);
      expect([moved, channel.stateOf(open).rate]).toEqual([0, 0]);
      mount.using = using;
      pass();
      world.engine.runUntil(60);
      expect(moved).toBe(4);
      mount.using = [];
      pass();
      world.engine.runUntil(70);
      expect(channel.stateOf(open).rate).toBe(0);
    },
  );

  it('crosses all of a copy at one pace, that of the slowest', () => {
    const { world, channel } = farmIo(farm({ array: { raidGroups: [] } }));
    let end = 0;
    const read = pattern(world, 'a:disk0', { requestMB: 0.064 });
    const write = pattern(world, 'b:disk0', { requestMB: 0.064, direction: 'write' });
    channel.copy({ read, write }, 800, () => {
      end = world.engine.nowSeconds;
    });
    world.engine.runUntil(60);
    expect(end).toBeCloseTo(2, 9);
  });

  it('says on closing what is left, in MB', () => {
    const { world, channel } = farmIo(farm({ array: { raidGroups: [] } }));
    const stream = channel.transfer(pattern(world, 'a:disk0'), 400, () => undefined);
    world.engine.runUntil(0.25);
    expect(channel.close(stream)).toBeCloseTo(300, 9);
    expect(channel.close(channel.open(pattern(world, 'a:disk0'), 10))).toBe(0);
  });
});

function withQueue(each: ReturnType<typeof fcHost>, queueDepth: number): ReturnType<typeof fcHost> {
  return { ...each, hbas: each.hbas!.map((hba) => ({ ...hba, queueDepth })) };
}
