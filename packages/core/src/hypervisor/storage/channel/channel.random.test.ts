import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { IoPattern, StreamId } from '../../../inventory/io-port.ts';
import type { World } from '../../../inventory/world.ts';
import { diskVm, farm, farmIo, fcHost } from './farm.fixtures.ts';
import type { Channel } from './io-channel.ts';

/** Random fabrics under random demands: what must hold whatever is asked for. */

const machines = ['a', 'b', 'c', 'd'];

const worlds = fc.record({
  spindles: fc.integer({ min: 0, max: 12 }),
  combinedMBps: fc.option(fc.integer({ min: 50, max: 900 }), { nil: undefined }),
  iops: fc.option(fc.integer({ min: 100, max: 5000 }), { nil: undefined }),
  hbas: fc.integer({ min: 1, max: 2 }),
  hostOf: fc.array(fc.integer({ min: 1, max: 2 }), { minLength: 4, maxLength: 4 }),
  latencySeconds: fc.constantFrom(0, 0.002),
  cacheMiB: fc.constantFrom(0, 32, 2048),
  thresholdSeconds: fc.constantFrom(undefined, 0.01, 0.03),
});

const steps = fc.array(
  fc.record({
    act: fc.constantFrom('open', 'closed', 'transfer', 'copy', 'send', 'close', 'wish', 'stall'),
    vm: fc.integer({ min: 0, max: 3 }),
    other: fc.integer({ min: 0, max: 3 }),
    amount: fc.double({ min: 0.01, max: 400, noNaN: true }),
    isWrite: fc.boolean(),
    requestMB: fc.constantFrom(0.004, 0.008, 0.0655, 1),
    randomPart: fc.constantFrom(0, 0.5, 1),
    outstanding: fc.constantFrom(undefined, 1, 4, 40),
    seconds: fc.constantFrom(0, 0.1, 3),
  }),
  { minLength: 1, maxLength: 25 },
);

type Parts = typeof worlds extends fc.Arbitrary<infer T> ? T : never;
type Step = typeof steps extends fc.Arbitrary<readonly (infer T)[]> ? T : never;

function build(parts: Parts) {
  const { spindles, combinedMBps, iops, hbas, hostOf, latencySeconds } = parts;
  const { cacheMiB, thresholdSeconds } = parts;
  const sioc = thresholdSeconds === undefined ? {} : { sioc: { thresholdSeconds } };
  const adapters = ['vmhba0', 'vmhba1'].slice(0, hbas);
  const hosts = ['esx1', 'esx2'].map((name) =>
    fcHost(name, { hbas: adapters.map((each) => ({ name: each, kind: 'fc', cabledTo: 'fcA' })) }),
  );
  return farmIo(
    farm({
      hosts,
      vms: machines.map((name, i) => diskVm(name, `esx${hostOf[i]}`)),
      storage: {
        datastores: [
          { name: 'ds1', lun: 'lun1', ...sioc },
          { name: 'ds2', lun: 'lun2' },
        ],
      },
      array: {
        cacheMiB,
        raidGroups: spindles > 2 ? [{ name: 'rg1', spindles, raid: 'raid5' }] : [],
        throughput: {
          ...(combinedMBps !== undefined && { combinedMBps }),
          ...(iops !== undefined && { iops }),
          latencySeconds,
        },
      },
    }),
  );
}

/** Streams that are open, and what transfers have moved so far. */
class Load {
  readonly open: StreamId[] = [];
  readonly moved = new Map<StreamId, { megabytes: number; of: number; perUnit: number }>();
  readonly log: string[] = [];
  /** What came into the cache less what went out. */
  private dirtyMB = 0;
  private readonly world: World;
  private readonly channel: Channel;

  constructor({ world, channel }: { world: World; channel: Channel }) {
    this.world = world;
    this.channel = channel;
  }

  act(step: Step): void {
    const { channel, world } = this;
    const pattern = this.pattern(step.vm, step, step.isWrite);
    const own = this.open[step.vm % Math.max(1, this.open.length)];
    if (step.act === 'open') this.open.push(channel.open(pattern, step.amount));
    else if (step.act === 'closed') this.open.push(channel.open(pattern, Infinity));
    else if (step.act === 'transfer') {
      const { requestMB } = pattern;
      this.follow(channel.transfer(pattern, step.amount, this.ended), step.amount, requestMB);
    } else if (step.act === 'copy') {
      const read = this.pattern(step.vm, step, false);
      const write = this.pattern(step.other, step, true);
      this.follow(channel.copy({ read, write }, step.amount, this.ended), step.amount, 1);
    } else if (step.act === 'send') {
      const from = world.vms[step.vm]!;
      const send = { from, tenant: 'migration' } as const;
      this.follow(channel.send(send, step.amount, this.ended), step.amount, 1);
    } else if (step.act === 'close' && own !== undefined) {
      this.open.splice(this.open.indexOf(own), 1);
      channel.close(own);
    } else if (step.act === 'wish' && own !== undefined) channel.setWish(own, step.amount);
    else if (step.act === 'stall') {
      const mount = world.storage.mounts[step.vm % world.storage.mounts.length]!;
      mount.state = mount.state === 'open' ? 'stalled' : 'open';
      world.storage.mountChanged.call(mount, undefined);
    }
  }

  /** Lets time pass, event by event, and adds up what moves. */
  pass(seconds: number): void {
    const { engine } = this.world;
    const until = engine.nowSeconds + seconds;
    engine.settle();
    while (engine.nowSeconds < until) {
      const next = Math.min(until, engine.nextEventAtSeconds());
      const span = next - engine.nowSeconds;
      const destage = this.channel.flows.caches.destageOf(0);
      if (destage !== undefined) this.dirtyMB += span * destage.dirty.growingMBps;
      for (const [stream, each] of this.moved) {
        each.megabytes += span * this.channel.stateOf(stream).rate * each.perUnit;
      }
      engine.runUntil(next);
      if (destage === undefined) continue;
      const { dirtyMB } = destage.dirty;
      expect(dirtyMB).toBeGreaterThanOrEqual(0);
      expect(Math.abs(destage.dirty.dirtyAtMB(engine.nowSeconds) - this.dirtyMB)).toBeLessThan(
        1e-6,
      );
    }
    engine.settle();
  }

  private readonly ended = (stream: StreamId): void => {
    const { megabytes, of } = this.moved.get(stream)!;
    this.moved.delete(stream);
    this.log.push(`${stream} ${this.world.engine.nowSeconds}`);
    expect(Math.abs(megabytes - of)).toBeLessThan(1e-6 * of + 1e-9);
  };

  private follow(stream: StreamId, of: number, perUnit: number): void {
    this.moved.set(stream, { megabytes: 0, of, perUnit });
  }

  private pattern(vm: number, step: Step, isWrite: boolean): IoPattern {
    const { requestMB, randomPart, outstanding } = step;
    return {
      disk: this.world.vms[vm]!.disks[0]!,
      tenant: 'production',
      direction: isWrite ? 'write' : 'read',
      requestMB,
      randomPart,
      ...(outstanding !== undefined && { outstanding }),
    };
  }
}

function check({ channel }: { channel: Channel }, open: readonly StreamId[]): void {
  const { io, streams } = channel.flows;
  io.places.forEach((place, resource) => {
    if (place === undefined || resource === io.inHost) return;
    const { sharing } = io;
    const group = place.word === 'disks' ? io.groups.indexOf(resource) : -1;
    const idle = channel.flows.caches.destageOf(group)?.idleSeconds ?? 0;
    const load = sharing.load(resource) + idle;
    expect(load).toBeLessThanOrEqual(sharing.capacity(resource) * (1 + 1e-7));
  });
  for (const stream of open) {
    const { rate, latencySeconds, kernelSeconds, deviceSeconds } = channel.stateOf(stream);
    expect(rate).toBeGreaterThanOrEqual(0);
    expect(rate).toBeLessThanOrEqual(streams.wish[stream]! * (1 + 1e-9));
    if (rate === 0) continue;
    expect(kernelSeconds).toBeGreaterThanOrEqual(-1e-12);
    expect(deviceSeconds).toBeGreaterThan(0);
    const sum = kernelSeconds + deviceSeconds;
    expect(Math.abs(latencySeconds - sum)).toBeLessThan(1e-9 * sum);
    // Little: no more under way than the window; all of it where the wish is not met.
    const window = channel.flows.claims.weightOf(stream);
    const underWay = rate * latencySeconds;
    expect(underWay).toBeLessThanOrEqual(window * (1 + 1e-9));
    if (rate < streams.wish[stream]! * (1 - 1e-6)) {
      expect(underWay).toBeGreaterThanOrEqual(window * (1 - 1e-9));
    }
  }
}

function play(parts: Parts, list: readonly Step[]): string[] {
  const made = build(parts);
  const load = new Load(made);
  for (const step of list) {
    load.act(step);
    load.pass(step.seconds);
    check(made, load.open);
  }
  for (const mount of made.world.storage.mounts) {
    mount.state = 'open';
    made.world.storage.mountChanged.call(mount, undefined);
  }
  for (const stream of load.open) made.channel.close(stream);
  load.pass(20_000);
  expect(load.moved.size).toBe(0);
  expect(made.channel.flows.streams.count).toBe(0);
  return load.log;
}

describe('whatever is asked for', () => {
  it('no resource is overdrawn, N = X R, and every byte arrives once', () => {
    const property = fc.property(worlds, steps, (parts, list) => {
      play(parts, list);
    });
    fc.assert(property, { seed: 20070101, numRuns: 150 });
  });

  it('the same happens at the same times again', () => {
    const property = fc.property(worlds, steps, (parts, list) => {
      expect(play(parts, list)).toEqual(play(parts, list));
    });
    fc.assert(property, { seed: 20070102, numRuns: 20 });
  });
});
