/** Queues within queues, of several classes, with reservations (design note, rule B). */
import { describe, expect, it } from 'vitest';
import { Held } from './answers.ts';
import { CoupledSharing } from './coupled-sharing.ts';

/** A link of 100 with one queue of 10 slots, so that it has level 10 where nobody else is. */
function link(capacity = 100): { sharing: CoupledSharing; port: number; route: number } {
  const sharing = new CoupledSharing();
  const port = sharing.addResource({ capacity });
  return { sharing, port, route: sharing.openRoute([port]) };
}

describe('a queue within a queue', () => {
  it('has shares of its own, whatever the number of its flows: 50, and 25 twice', () => {
    const { sharing, route } = link();
    const outer = sharing.openQueue(10);
    const inner = sharing.openQueue(32, outer, 1000);
    const lone = sharing.startQueued(outer, route, Infinity, 32, 1000);
    const two = [1, 2].map(() => sharing.startQueued(inner, route, Infinity, 32, 1000));
    sharing.solve(0);
    expect(sharing.rate(lone)).toBeCloseTo(50, 12);
    expect(two.map((flow) => sharing.rate(flow))).toEqual([25, 25]);
    expect([outer, inner].map((queue) => sharing.isQueueFull(queue))).toEqual([true, true]);
    sharing.setQueueShares(inner, 3000);
    sharing.solve(0);
    expect(sharing.rate(lone)).toBeCloseTo(25, 12);
  });

  it('holds its flows at its own slots while the outer one has some to spare', () => {
    const { sharing, port, route } = link();
    const outer = sharing.openQueue(30);
    const inner = sharing.openQueue(4, outer);
    const held = [1, 3].map((shares) => sharing.startQueued(inner, route, Infinity, 32, shares));
    const free = sharing.startQueued(outer, route, Infinity, 16, 1);
    sharing.solve(0);
    const level = sharing.level(port);
    expect(level).toBeCloseTo(5, 12);
    expect(held.map((flow) => sharing.rate(flow) / level)).toEqual([1, 3]);
    expect(sharing.rate(free) / level).toBeCloseTo(16, 12);
    expect([outer, inner].map((queue) => sharing.isQueueFull(queue))).toEqual([false, true]);
    expect(sharing.heldBy(free)).toBe(Held.resource);
    expect(held.map((flow) => sharing.heldBy(flow))).toEqual([Held.queue, Held.queue]);
  });

  it('gives back what a capped flow in it does not use, to its own flows first', () => {
    const { sharing, route } = link();
    const outer = sharing.openQueue(10);
    const [a, b] = [1, 1].map((shares) => sharing.openQueue(32, outer, shares));
    const capped = sharing.startQueued(a!, route, Infinity, 32, 1, 10);
    const beside = sharing.startQueued(a!, route, Infinity, 32, 1);
    const other = sharing.startQueued(b!, route, Infinity, 32, 1);
    sharing.solve(0);
    const rates = [capped, beside, other].map((flow) => sharing.rate(flow));
    expect(rates).toEqual([10, 40, 50]);
    const gradient = sharing.gradientOfCap(capped);
    expect([capped, beside, other].map((flow) => gradient.ofFlow(flow))).toEqual([1, -1, 0]);
    sharing.setCap(beside, 20);
    sharing.solve(0);
    expect(sharing.rate(other)).toBeCloseTo(70, 12);
    const outward = sharing.gradientOfCap(capped);
    expect([capped, beside, other].map((flow) => outward.ofFlow(flow))).toEqual([1, 0, -1]);
  });

  it('ends the work of its flows at the right date', () => {
    const { sharing, route } = link();
    const inner = sharing.openQueue(32, sharing.openQueue(10));
    sharing.startQueued(inner, route, Infinity, 32, 1, 20);
    const finite = sharing.startQueued(inner, route, 160, 32, 1);
    sharing.solve(0);
    expect(sharing.nextFinish()).toBeCloseTo(2, 12);
    sharing.finishDue(sharing.nextFinish(), (flow) => expect(flow).toBe(finite));
  });

  it('closes only when nothing is in it', () => {
    const { sharing } = link();
    const outer = sharing.openQueue(10);
    const inner = sharing.openQueue(4, outer);
    expect(() => sharing.closeQueue(outer)).toThrow('must have no flows');
    sharing.closeQueue(inner);
    sharing.closeQueue(outer);
    expect(() => sharing.openQueue(4, outer)).toThrow('no such queue');
  });
});

describe('reservations in a full queue', () => {
  function reserved(slots: number, owed: readonly number[]): number[] {
    const { sharing, route } = link();
    const queue = sharing.openQueue(slots);
    // Outside of it, so that the level is 100 / 20 = 5.
    sharing.startFlow(route, Infinity, 20 - slots);
    const flows = owed.map((reservation) => {
      return sharing.startQueued(queue, route, Infinity, 64, 1, Infinity, reservation);
    });
    sharing.solve(0);
    return flows.map((flow) => sharing.rate(flow));
  }

  it('come first: 30 of 50 are owed to one, the two others share the rest', () => {
    expect(reserved(10, [30, 0, 0])).toEqual([30, 10, 10]);
  });

  it('count for nothing where shares give more', () => {
    expect(reserved(10, [5, 0])).toEqual([25, 25]);
  });

  it('that exceed what there is divide it among themselves: 60 and 40 owed of 50', () => {
    expect(reserved(10, [60, 40, 0])).toEqual([30, 20, 0]);
  });

  it('are held by name, and end with what the flow can use', () => {
    const { sharing, route } = link();
    const queue = sharing.openQueue(10);
    const owed = sharing.startQueued(queue, route, Infinity, 64, 1, Infinity, 70);
    const other = sharing.startQueued(queue, route, Infinity, 64, 1);
    sharing.solve(0);
    expect([owed, other].map((flow) => sharing.rate(flow))).toEqual([70, 30]);
    expect(sharing.heldBy(owed)).toBe(Held.reservation);
    sharing.setWeight(owed, 4);
    sharing.solve(0);
    expect([owed, other].map((flow) => sharing.rate(flow))).toEqual([40, 60]);
    sharing.setWeight(owed, 64);
    sharing.setReservation(owed, 0);
    sharing.solve(0);
    expect(sharing.rate(owed)).toBe(50);
  });
});

describe('flows of one queue with coefficients of their own', () => {
  it('divide its slots, not the capacity: 4 and 1 of the disks for each request', () => {
    const sharing = new CoupledSharing();
    const disks = sharing.addResource({ capacity: 100 });
    const [large, small] = [4, 1].map((each) => sharing.openRoute([disks], [each]));
    const queue = sharing.openQueue(10);
    const flows = [large!, small!].map((route) => {
      return sharing.startQueued(queue, route, Infinity, 32, 1);
    });
    sharing.solve(0);
    // 5 slots each at level l: 4 * 5 l + 5 l = 100.
    expect(sharing.level(disks)).toBeCloseTo(4, 12);
    expect(flows.map((flow) => sharing.rate(flow))).toEqual([20, 20]);
    expect(sharing.load(disks)).toBeCloseTo(100, 12);
    sharing.reroute(flows[0]!, small!);
    sharing.solve(0);
    expect(flows.map((flow) => sharing.rate(flow))).toEqual([50, 50]);
  });

  it('take more of the disks as a cap rises, so that everybody has less', () => {
    const sharing = new CoupledSharing();
    const disks = sharing.addResource({ capacity: 100 });
    const [large, small] = [4, 1].map((each) => sharing.openRoute([disks], [each]));
    const queue = sharing.openQueue(10);
    const capped = sharing.startQueued(queue, large!, Infinity, 32, 1, 10);
    const beside = sharing.startQueued(queue, small!, Infinity, 32, 1);
    sharing.solve(0);
    // 10 requests at 4 leave 60; the other one has the rest of 10 l, 60, so l = 7.
    expect(sharing.rate(beside)).toBeCloseTo(60, 12);
    expect(sharing.level(disks)).toBeCloseTo(7, 12);
    const gradient = sharing.gradientOfCap(capped);
    expect(gradient.ofFlow(beside)).toBeCloseTo(-4, 12);
    expect(gradient.ofLevel(disks)).toBeCloseTo(-0.3, 12);
  });

  it('move to another path together, and one by one are refused', () => {
    const sharing = new CoupledSharing();
    const [left, right] = [100, 50].map((capacity) => sharing.addResource({ capacity }));
    const [a, b] = [left!, right!].map((path) => sharing.openRoute([path]));
    const queue = sharing.openQueue(10);
    const flows = [1, 4].map((shares) => sharing.startQueued(queue, a!, 1000, 32, shares));
    sharing.solve(0);
    for (const flow of flows) sharing.reroute(flow, b!);
    sharing.solve(2);
    expect(flows.map((flow) => sharing.rate(flow))).toEqual([10, 40]);
    expect(flows.map((flow) => sharing.remaining(flow, 2))).toEqual([960, 840]);
    sharing.reroute(flows[0]!, a!);
    expect(() => sharing.solve(3)).toThrow('cross the same resources');
  });
});
