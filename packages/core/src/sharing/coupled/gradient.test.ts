import { describe, expect, it } from 'vitest';
import { CoupledSharing } from './coupled-sharing.ts';

describe('the gradient', () => {
  it('runs along a chain of links: a gain at the first alternates down the line', () => {
    const sharing = new CoupledSharing();
    const links = [10, 30, 70, 150].map((capacity) => sharing.addResource({ capacity }));
    const flows = links.slice(1).map((link, i) => {
      return sharing.startFlow(sharing.openRoute([links[i]!, link]), Infinity);
    });
    flows.push(sharing.startFlow(sharing.openRoute([links[3]!]), Infinity));
    sharing.solve(0);
    expect(flows.map((flow) => sharing.rate(flow))).toEqual([10, 20, 50, 100]);
    const gradient = sharing.gradient(links[0]!);
    expect(flows.map((flow) => gradient.ofFlow(flow))).toEqual([1, -1, 1, -1]);
    expect(gradient.isTied).toBe(false);
  });

  it('is 0 everywhere for a slack resource', () => {
    const sharing = new CoupledSharing();
    const links = [10, 30].map((capacity) => sharing.addResource({ capacity }));
    const flow = sharing.startFlow(sharing.openRoute(links), Infinity);
    sharing.solve(0);
    const gradient = sharing.gradient(links[1]!);
    expect([gradient.ofFlow(flow), gradient.ofLevel(links[0]!), gradient.isTied]).toEqual([
      0,
      0,
      false,
    ]);
  });

  it('of a device with c servers is smaller by its phantom weight: 32 / 41', () => {
    const sharing = new CoupledSharing();
    const disks = sharing.addResource({ capacity: 1000, servers: 10 });
    const flow = sharing.startFlow(sharing.openRoute([disks]), Infinity, 32);
    sharing.solve(0);
    expect(sharing.gradient(disks).ofFlow(flow)).toBeCloseTo(32 / 41, 12);
  });

  it('of a cap gives to the flow what others lose, and nothing to a flow not at its cap', () => {
    const sharing = new CoupledSharing();
    const route = sharing.openRoute([sharing.addResource({ capacity: 100 })], [2]);
    const capped = sharing.startFlow(route, Infinity, 1, 10);
    const others = [1, 3].map((weight) => sharing.startFlow(route, Infinity, weight));
    sharing.solve(0);
    const gains = (of: number): number[] => {
      const gradient = sharing.gradientOfCap(of);
      return [capped, ...others].map((flow) => gradient.ofFlow(flow));
    };
    expect(gains(capped)).toEqual([1, -0.25, -0.75]);
    expect(gains(others[0]!)).toEqual([0, 0, 0]);
  });
});
