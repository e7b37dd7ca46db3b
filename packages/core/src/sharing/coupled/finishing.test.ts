import { describe, expect, it } from 'vitest';
import { CoupledSharing } from './coupled-sharing.ts';

/** Lets all flows end; tells when and in which order. */
function endsOf(sharing: CoupledSharing): (readonly [seconds: number, flow: number])[] {
  const ends: (readonly [number, number])[] = [];
  for (;;) {
    const next = sharing.nextFinish();
    if (next === Infinity) return ends;
    sharing.finishDue(next, (flow) => ends.push([next, flow]));
    sharing.solve(next);
  }
}

describe('ends of flows', () => {
  it('come when their work is done at the rates that changed on the way', () => {
    const sharing = new CoupledSharing();
    const route = sharing.openRoute([sharing.addResource({ capacity: 10 })]);
    const short = sharing.startFlow(route, 10);
    const long = sharing.startFlow(route, 30);
    sharing.solve(0);
    // 5 each until 10 are done at 2 s; the other 20 take 2 s at the full 10.
    expect(endsOf(sharing)).toEqual([
      [2, short],
      [4, long],
    ]);
    expect(sharing.flowCount).toBe(0);
  });

  it('at one instant are told in the order of the starts, on whatever resource', () => {
    const sharing = new CoupledSharing();
    const routes = [3, 1, 2].map((capacity) =>
      sharing.openRoute([sharing.addResource({ capacity })]),
    );
    const works = [3, 1, 2];
    const started = [2, 0, 1].map((k) => sharing.startFlow(routes[k]!, works[k]!));
    const capped = sharing.startFlow(routes[0]!, 0.5, 1, 0.5);
    const late = sharing.startFlow(routes[0]!, 1e9);
    sharing.setCapacity(1, 6.5);
    sharing.solve(0);
    const order: number[] = [];
    expect(sharing.nextFinish()).toBe(1);
    expect(sharing.finishDue(1, (flow) => order.push(flow))).toBe(4);
    expect(order).toEqual([...started, capped]);
    sharing.solve(1);
    expect(sharing.rate(late)).toBe(6.5);
  });

  it('within 1e-9 of the work are one instant', () => {
    const sharing = new CoupledSharing();
    const route = sharing.openRoute([sharing.addResource({ capacity: 2 })]);
    sharing.startFlow(route, 1);
    sharing.startFlow(route, 1 + 1e-10);
    sharing.solve(0);
    expect(sharing.finishDue(1, () => undefined)).toBe(2);
  });

  it('may start the next flow from the callback', () => {
    const sharing = new CoupledSharing();
    const route = sharing.openRoute([sharing.addResource({ capacity: 1 })]);
    sharing.startFlow(route, 1);
    sharing.solve(0);
    const seconds: number[] = [];
    while (seconds.length < 3) {
      const next = sharing.nextFinish();
      sharing.finishDue(next, () => {
        seconds.push(next);
        sharing.startFlow(route, 1);
      });
      sharing.solve(next);
    }
    expect(seconds).toEqual([1, 2, 3]);
  });

  it('of endless flows never come', () => {
    const sharing = new CoupledSharing();
    const route = sharing.openRoute([sharing.addResource({ capacity: 1 })]);
    const flow = sharing.startFlow(route, Infinity);
    sharing.solve(0);
    expect(sharing.nextFinish()).toBe(Infinity);
    expect(sharing.remaining(flow, 100)).toBe(Infinity);
  });
});

describe('remaining work', () => {
  it('falls with the rate and is handed back by a stop', () => {
    const sharing = new CoupledSharing();
    const route = sharing.openRoute([sharing.addResource({ capacity: 4 })]);
    const flows = [100, 100].map((work) => sharing.startFlow(route, work));
    sharing.solve(0);
    expect(sharing.remaining(flows[0]!, 10)).toBe(80);
    expect(sharing.stopFlow(flows[0]!, 10)).toBe(80);
    sharing.solve(10);
    expect(sharing.nextFinish()).toBe(30);
  });

  it('goes along to another route', () => {
    const sharing = new CoupledSharing();
    const routes = [4, 8].map((capacity) => sharing.openRoute([sharing.addResource({ capacity })]));
    const flow = sharing.startFlow(routes[0]!, 100);
    sharing.solve(0);
    sharing.remaining(flow, 5);
    sharing.reroute(flow, routes[1]!);
    sharing.solve(5);
    expect(sharing.remaining(flow, 5)).toBe(80);
    expect(sharing.nextFinish()).toBe(15);
  });

  it('is exact after 20,000 flows on a clock that is set back many times', () => {
    const sharing = new CoupledSharing({ clockSpan: 4 });
    const route = sharing.openRoute([sharing.addResource({ capacity: 2 })]);
    let ended = 0;
    let last = 0;
    sharing.startFlow(route, 3);
    sharing.startFlow(route, 1);
    sharing.solve(0);
    while (ended < 20_000) {
      last = sharing.nextFinish();
      sharing.finishDue(last, () => {
        ended++;
        sharing.startFlow(route, 1 + (ended % 3));
      });
      sharing.solve(last);
    }
    // Two are always served, at 1 each: all dates are whole seconds.
    expect(last).toBe(Math.round(last));
    expect(last).toBeGreaterThan(19_000);
  });
});

describe('room', () => {
  it('is made for 3,000 flows, routes and resources, and taken back', () => {
    const sharing = new CoupledSharing();
    const shared = sharing.addResource({ capacity: 1000 });
    const opened: (readonly [number, number])[] = [];
    const build = (count: number): number[] => {
      const flows: number[] = [];
      for (let k = 0; k < count; k++) {
        const own = sharing.addResource({ capacity: 1 });
        const route = sharing.openRoute([own, shared]);
        opened.push([own, route]);
        flows.push(sharing.startFlow(route, Infinity));
        if (k % 7 === 0) sharing.solve(0);
      }
      sharing.solve(0);
      return flows;
    };
    const flows = build(3000);
    expect(flows.every((flow) => Math.abs(sharing.rate(flow) - 1 / 3) < 1e-12)).toBe(true);
    const highest = Math.max(...opened.map(([own]) => own));
    for (const flow of flows) sharing.stopFlow(flow, 0);
    sharing.solve(0);
    for (const [own, route] of opened.splice(0)) {
      sharing.closeRoute(route);
      sharing.removeResource(own);
    }
    expect(sharing.flowCount).toBe(0);
    expect(sharing.load(shared)).toBe(0);
    build(3000);
    expect(Math.max(...opened.map(([own]) => own))).toBe(highest);
    expect(sharing.load(shared)).toBeCloseTo(1000, 9);
  });

  it('is one class for a route that is opened twice, until both are closed', () => {
    const sharing = new CoupledSharing();
    const link = sharing.addResource({ capacity: 10 });
    const route = sharing.openRoute([link]);
    expect(sharing.openRoute([link])).toBe(route);
    sharing.closeRoute(route);
    expect(() => sharing.removeResource(link)).toThrow('must have no routes');
    sharing.closeRoute(route);
    sharing.removeResource(link);
    expect(() => sharing.startFlow(route, 1)).toThrow('no such route');
  });
});

describe('wrong use', () => {
  it('is told: no such flow, a flow that ended, time that goes back', () => {
    const sharing = new CoupledSharing();
    const route = sharing.openRoute([sharing.addResource({ capacity: 10 })]);
    const flow = sharing.startFlow(route, 1);
    sharing.solve(5);
    expect(() => sharing.setCap(99, 1)).toThrow('no such flow');
    expect(() => sharing.solve(4)).toThrow('time must not go back');
    expect(() => sharing.startFlow(route, 0)).toThrow('above 0');
    expect(() => sharing.startFlow(route, 1, 1, -1)).toThrow('cap must not be negative');
    expect(() => sharing.addResource({ capacity: Infinity })).toThrow('finite');
    expect(() => sharing.openRoute([])).toThrow('crosses a resource');
    sharing.stopFlow(flow, 5);
    expect(() => sharing.stopFlow(flow, 5)).toThrow('has ended');
  });
});
