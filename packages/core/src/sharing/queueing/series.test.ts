/** Rule D of the design note on coupling. */
import { describe, expect, it } from 'vitest';
import { CoupledSharing } from '../coupled/index.ts';
import { attributeSeconds } from './series.ts';

function partsOf(whole: number, service: number[], binding: number[]): number[] {
  const seconds = new Float64Array(service.length);
  const isBinding = Uint8Array.from(binding);
  attributeSeconds(whole, service.length, Float64Array.from(service), isBinding, seconds);
  return [...seconds];
}

describe('the time of a request', () => {
  it('that a network port holds back is spent there, not at the disks: 1, 62 and 1 of 64 ms', () => {
    const parts = partsOf(0.064, [0.001, 0.001, 0.001], [0, 1, 0]);
    [0.001, 0.062, 0.001].forEach((seconds, i) => {
      expect(parts[i]).toBeCloseTo(seconds, 15);
    });
  });

  it('is split evenly between resources that are tied', () => {
    expect(partsOf(0.065, [0.001, 0.002, 0.001], [1, 0, 1])).toEqual([0.0315, 0.002, 0.0315]);
  });

  it('of a stream that nothing holds back is its service', () => {
    expect(partsOf(1, [0.001, 0.002], [0, 0])).toEqual([0.001, 0.002]);
  });
});

describe('two full resources in a row', () => {
  it.each([
    [1000, 1000, [500, 500, 500]],
    [750, 1125, [375, 375, 750]],
  ])('of %i and %i a second share by max-min', (first, second, rates) => {
    const sharing = new CoupledSharing();
    const [a, b] = [first, second].map((capacity) => sharing.addResource({ capacity }));
    const ways = [[a!, b!], [a!], [b!]];
    const flows = ways.map((way) => sharing.startFlow(sharing.openRoute(way), Infinity, 32));
    sharing.solve(0);
    expect(flows.map((flow) => sharing.rate(flow))).toEqual(rates);
    // What queues of fixed windows would do: 330, 667, 667, and 367, 367, 766.
    expect(sharing.isTied(flows[0]!)).toBe(first === second);
  });
});
