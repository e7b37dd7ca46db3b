/** Check values of the benchmarks' workloads, which SimGrid computes as well (design note). */
import { describe, expect, it } from 'vitest';
import { CoupledSharing } from './coupled-sharing.ts';
import { runRace, type Sender, sendersOfW3, sendersOfW5 } from './race-workloads.fixtures.ts';

describe('closed loops of VMs on shared storage', () => {
  it('W5, 10 hosts and 2,000 flows, ends at 1754.2182 with a sum of 9.688106e5', () => {
    const { lastDone, sumDone, sharing } = runRace(10, 2000, sendersOfW5);
    expect(lastDone.toFixed(4)).toBe('1754.2182');
    expect(sumDone.toExponential(6)).toBe('9.688106e+5');
    expect(sharing.flowCount).toBe(0);
  });

  it('W3, 1,000 hosts and 20,000 flows, ends at 182.2365 with a sum of 7.104488e5', () => {
    const { lastDone, sumDone } = runRace(1000, 20_000, sendersOfW3);
    expect(lastDone.toFixed(4)).toBe('182.2365');
    expect(sumDone.toExponential(6)).toBe('7.104488e+5');
  });

  it('W3 moves about one level an event, and W5 at 100 hosts about twenty', () => {
    const w3 = runRace(100, 5000, sendersOfW3).sharing.counters;
    expect(w3.moves / w3.solves).toBeLessThan(1.5);
    expect(w3.settles / w3.moves).toBeLessThan(1.2);
    const w5 = runRace(100, 5000, sendersOfW5).sharing.counters;
    expect(w5.moves / w5.solves).toBeLessThan(40);
    expect(w5.settles / w5.moves).toBeLessThan(1.2);
  });
});

describe('many changes at one instant', () => {
  /** All VMs of W5 on 40 hosts send an endless flow; `rebuilds` counts solves from scratch. */
  function crowd(isMended: boolean): { sharing: CoupledSharing; flows: number[]; all: Sender[] } {
    const sharing = new CoupledSharing(isMended ? { fewestForRebuild: Infinity } : {});
    const all = sendersOfW5(sharing, 40);
    const flows = all.map(({ route, weight, cap }) => {
      return sharing.startFlow(route, 1e12, weight, cap);
    });
    sharing.solve(0);
    return { sharing, flows, all };
  }

  it('are solved from scratch: 400 starts, 200 stops, all adapters at half', () => {
    const mended = crowd(true);
    const anew = crowd(false);
    const compare = (rebuilds: number): void => {
      expect(anew.sharing.counters.rebuilds).toBe(rebuilds);
      expect(mended.sharing.counters.rebuilds).toBe(0);
      anew.flows.forEach((flow, i) => {
        const other = mended.flows[i]!;
        const rate = mended.sharing.rate(other);
        expect(Math.abs(anew.sharing.rate(flow) / rate - 1)).toBeLessThan(1e-11);
        expect(anew.sharing.boundBy(flow)).toBe(mended.sharing.boundBy(other));
        expect(anew.sharing.remaining(flow, anew.sharing.nowSeconds)).toBeCloseTo(
          mended.sharing.remaining(other, mended.sharing.nowSeconds),
          1,
        );
      });
      const [next, otherNext] = [anew.sharing.nextFinish(), mended.sharing.nextFinish()];
      expect(Math.abs(next / otherNext - 1)).toBeLessThan(1e-11);
    };
    compare(1);
    for (const { sharing, flows } of [mended, anew]) {
      for (const flow of flows.splice(0, 200)) sharing.stopFlow(flow, 10);
      sharing.solve(10);
    }
    compare(2);
    for (const { sharing } of [mended, anew]) {
      for (let adapter = 1; adapter <= 80; adapter++) {
        sharing.setCapacity(adapter, sharing.capacity(adapter) / 2);
      }
      sharing.solve(20);
    }
    compare(3);
    for (const { sharing } of [mended, anew]) {
      sharing.setCapacity(100, sharing.capacity(100) / 2);
      sharing.solve(30);
    }
    compare(3);
  });
});
