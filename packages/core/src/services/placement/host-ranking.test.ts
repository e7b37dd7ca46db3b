import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cluster, host, lab, vm as vmSpec } from '../../../../../test/lab.ts';
import { simulate } from '../../simulation.ts';
import { mostUnreserved } from './most-unreserved.ts';

describe('ranking of hosts', () => {
  it('places every VM where the policy would, looking at all hosts', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 16 }), { minLength: 1, maxLength: 60 });
    const hosts = fc.array(fc.integer({ min: 8, max: 64 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(hosts, sizes, (hostGiB, vmGiB) => {
        const name = (prefix: string, i: number): string =>
          `${prefix}${String(i).padStart(2, '0')}`;
        const scenario = lab({
          hosts: hostGiB.map((GiB, i) => host(name('h', i), { memoryMiB: GiB * 1024 })),
          clusters: [
            cluster(
              'c',
              hostGiB.map((_, i) => name('h', i)),
            ),
          ],
          vms: vmGiB.map((GiB, i) =>
            vmSpec(name('v', i), { memoryMiB: GiB * 512, cluster: 'c', vcpus: 1 }),
          ),
        });
        const ranked = simulate(scenario);
        // A policy of the same rule under another identity sees all candidates.
        const placement = { name: 'all', choose: mostUnreserved.choose.bind(mostUnreserved) };
        const scanned = simulate(scenario, { policies: { placement } });
        for (const simulation of [ranked, scanned]) simulation.runUntil(0);
        expect(ranked.frame()).toEqual(scanned.frame());
      }),
      { seed: 20070113, numRuns: 100 },
    );
  });
});
