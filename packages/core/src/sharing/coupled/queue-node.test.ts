/** Rule B of the design note on coupling: queues with a limited number of slots. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Held } from './answers.ts';
import { CoupledSharing } from './coupled-sharing.ts';
import { type OracleFlow, oracleRates } from './oracle.fixtures.ts';

const capacity = 10 / 0.0055;

function device(): { sharing: CoupledSharing; disks: number; route: number } {
  const sharing = new CoupledSharing();
  const disks = sharing.addResource({ capacity, servers: 10 });
  return { sharing, disks, route: sharing.openRoute([disks]) };
}

describe('two hosts with 32 slots each on a device of 10 servers', () => {
  it('share it by slots: one VM of 64 gets 797, four of 16 get 199 each', () => {
    const { sharing, disks, route } = device();
    const [a, b] = [sharing.openQueue(32), sharing.openQueue(32)];
    const big = sharing.startQueued(a!, route, Infinity, 64, 1000);
    const small = [1, 2, 3, 4].map(() => sharing.startQueued(b!, route, Infinity, 16, 1000));
    sharing.solve(0);
    expect(Math.round(sharing.rate(big))).toBe(797);
    expect(small.map((flow) => Math.round(sharing.rate(flow)))).toEqual([199, 199, 199, 199]);
    const deviceMs = 1e3 / sharing.level(disks);
    const kernelMs = (1e3 * 64) / sharing.rate(big) - deviceMs;
    // Printed as 40.1 and 40.1, in a simulation the same.
    expect([deviceMs, kernelMs].map((ms) => Math.abs(ms - 40.1) < 0.06)).toEqual([true, true]);
    expect([sharing.heldBy(big), sharing.boundBy(big)]).toEqual([Held.queue, disks]);
  });

  it('divide within a full queue: 869, 138, 100, and 400 of another host', () => {
    const { sharing, disks, route } = device();
    const [a, b] = [sharing.openQueue(32), sharing.openQueue(32)];
    const flows = [
      sharing.startQueued(a!, route, Infinity, 64, 1000),
      sharing.startQueued(a!, route, Infinity, 4, 1000),
      sharing.startQueued(a!, route, Infinity, 32, 1000, 100),
      sharing.startQueued(b!, route, Infinity, 32, 1000, 400),
    ];
    sharing.solve(0);
    const rates = flows.map((flow) => sharing.rate(flow));
    expect(rates.map(Math.round)).toEqual([869, 138, 100, 400]);
    const simulated = [870, 136, 100, 402];
    rates.forEach((rate, i) => {
      expect(Math.abs(rate / simulated[i]! - 1)).toBeLessThan(0.02);
    });
    const level = sharing.level(disks);
    expect((1e3 * (64 / rates[0]! - 1 / level)).toFixed(1)).toBe('44.8');
    expect(4 / rates[1]! - 1 / level).toBeCloseTo(0, 12);
    expect((1e3 / (32 * level)).toFixed(1)).toBe('0.9');
    expect(flows.map((flow) => sharing.heldBy(flow))).toEqual([
      Held.queue,
      Held.resource,
      Held.cap,
      Held.cap,
    ]);
  });
});

describe('a full queue', () => {
  it('divides by shares: 3 to 1', () => {
    const { sharing, route } = device();
    const queue = sharing.openQueue(32);
    const [much, little] = [3000, 1000].map((s) =>
      sharing.startQueued(queue, route, Infinity, 64, s),
    );
    sharing.solve(0);
    expect(sharing.rate(much!) / sharing.rate(little!)).toBeCloseTo(3, 12);
  });

  it('ends the work of members beside a capped one at the right date', () => {
    const sharing = new CoupledSharing();
    const link = sharing.addResource({ capacity: 100 });
    const route = sharing.openRoute([link]);
    const queue = sharing.openQueue(10);
    const capped = sharing.startQueued(queue, route, Infinity, 10, 1, 20);
    const queued = sharing.startQueued(queue, route, 320, 10, 1);
    const other = sharing.startFlow(route, 600, 10);
    sharing.solve(0);
    // Level 5: the queue takes 50, of which 20 are the capped one's.
    expect([capped, queued, other].map((flow) => sharing.rate(flow))).toEqual([20, 30, 50]);
    expect(sharing.nextFinish()).toBeCloseTo(320 / 30, 12);
    sharing.setCapacity(link, 60);
    sharing.remaining(other, 4);
    sharing.solve(4);
    // Level 3: 30 for the queue, 15 each by shares.
    expect([capped, queued, other].map((flow) => sharing.rate(flow))).toEqual([15, 15, 30]);
    expect(sharing.remaining(queued, 4)).toBeCloseTo(200, 9);
    expect(sharing.nextFinish()).toBeCloseTo(4 + 200 / 15, 9);
    sharing.setCapacity(link, 100);
    sharing.solve(4);
    sharing.stopFlow(other, 4);
    sharing.solve(4);
    // Alone the queue has level 10: 20 and 80.
    expect(sharing.nextFinish()).toBeCloseTo(4 + 200 / 80, 9);
  });

  it('takes what a raised cap gives from the members in turn, not from the device', () => {
    const { sharing, route } = device();
    const queue = sharing.openQueue(8);
    const capped = sharing.startQueued(queue, route, Infinity, 8, 1, 20);
    const turns = [1, 3].map((shares) => sharing.startQueued(queue, route, Infinity, 32, shares));
    const other = sharing.startFlow(route, Infinity, 8);
    sharing.solve(0);
    const gradient = sharing.gradientOfCap(capped);
    const gains = [capped, ...turns, other].map((flow) => gradient.ofFlow(flow));
    expect(gains).toEqual([1, -0.25, -0.75, 0]);
  });

  it('lets members go as slots are added, and closes when they have ended', () => {
    const { sharing, route } = device();
    const queue = sharing.openQueue(8);
    const flows = [1, 2].map(() => sharing.startQueued(queue, route, Infinity, 16, 1));
    sharing.solve(0);
    expect(sharing.heldBy(flows[0]!)).toBe(Held.queue);
    sharing.setSlots(queue, 40);
    sharing.solve(1);
    expect(sharing.heldBy(flows[0]!)).toBe(Held.resource);
    expect(Math.round(sharing.rate(flows[0]!) + sharing.rate(flows[1]!))).toBe(1419);
    expect(() => sharing.closeQueue(queue)).toThrow('must have no flows');
    for (const flow of flows) sharing.stopFlow(flow, 1);
    sharing.solve(1);
    sharing.closeQueue(queue);
    expect(() => sharing.startQueued(queue, route, 1, 1, 1)).toThrow('no such queue');
  });

  it('agrees with an oracle as the capacity runs up and down, for any members', () => {
    const member = fc.record({
      weight: fc.integer({ min: 1, max: 64 }),
      cap: fc.oneof(fc.constant(Infinity), fc.integer({ min: 0, max: 300 })),
      shares: fc.integer({ min: 1, max: 4 }),
    });
    const members = fc.array(member, { minLength: 1, maxLength: 8 });
    const slots = fc.integer({ min: 1, max: 100 });
    const capacities = fc.array(fc.integer({ min: 0, max: 3000 }), { minLength: 1, maxLength: 8 });
    const agrees = fc.property(members, slots, capacities, (list, limit, steps) => {
      const sharing = new CoupledSharing();
      const disks = sharing.addResource({ capacity: 1, servers: 4 });
      const queue = sharing.openQueue(limit);
      const way = sharing.openRoute([disks]);
      const flows = list.map(({ weight, cap, shares }) =>
        sharing.startQueued(queue, way, Infinity, weight, shares, cap),
      );
      const model = { slots: limit, shares: 1 };
      const route = [{ resource: 0, coefficient: 1 }];
      const wanted: OracleFlow[] = list.map((each) => {
        return { ...each, route, queue: model, owed: 0, reservation: 0, reservationOrder: 0 };
      });
      steps.forEach((step, seconds) => {
        sharing.setCapacity(disks, step);
        sharing.solve(seconds);
        const rates = oracleRates([{ capacity: step, isShared: true, phantomWeight: 3 }], wanted);
        flows.forEach((flow, i) => {
          expect(Math.abs(sharing.rate(flow) - rates[i]!)).toBeLessThan(1e-9 * (1 + rates[i]!));
        });
      });
    });
    fc.assert(agrees, { seed: 20070101, numRuns: 300 });
  });
});
