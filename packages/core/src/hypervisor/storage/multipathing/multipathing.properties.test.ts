import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { at, farm, machine, type SanLab, type SanParts } from '../../../../test/san-lab.ts';
import type { World } from '../../../inventory/world.ts';
import { ailmentOf } from './ailment.ts';

/**
 * Faults at random in a SAN of two hosts: any part, crash or hang, any time within 20 minutes;
 * everything is mended at 1,200 s, and the hosts look again at 1,500 s at the latest.
 */

const parts = [
  ...['esx01:vmhba0', 'esx01:vmhba1', 'esx02:vmhba0:cable', 'esx02:vmhba1', 'fcA', 'fcB', 'fcC'],
  ...['isl1', 'isl2', 'array1', 'array1:spa', 'array1:spb', 'array1:spa:p0', 'array1:spb:p1'],
  ...['array1:spa:p1:cable', 'array1:rg1:spindle1', 'array1:rg1:spindle2', 'lun1', 'filer', 'lan'],
  'esx01:nic0',
];
const prefer = fc.constantFrom(
  ...([undefined, ['array1:spa:p0'], ['array1:spb:p0', 'array1:spb:p1']] as const),
);
const policy = fc.constantFrom(...(['fixed', 'mru', 'round-robin', 'alua'] as const));
const when = fc.integer({ min: 0, max: 239 }).map((fifths) => 5 * fifths);

const fault = fc
  .tuple(when, fc.constantFrom(...parts), fc.constantFrom('fail', 'fail', 'repair'), fc.boolean())
  .map(([seconds, part, verb, hangs]) => {
    const options = verb === 'fail' ? { effect: hangs ? 'hang' : 'crash' } : {};
    return at(seconds, verb, part, { options });
  });
const hostVerb = fc
  .tuple(when, fc.constantFrom('fail', 'repair', 'rescan'), fc.constantFrom('esx01', 'esx02'))
  .map(([seconds, verb, name]) => at(seconds, verb, name));

const scenario = fc.record({
  kind: fc.constantFrom(...(['active-active', 'active-passive', 'alua'] as const)),
  platform: fc.constantFrom('esx41', 'esx6'),
  policies: fc.tuple(policy, policy),
  prefers: fc.tuple(prefer, prefer),
  timeouts: fc.constantFrom(25, 60, 9999),
  timeline: fc.array(fc.oneof({ weight: 4, arbitrary: fault }, hostVerb), { maxLength: 16 }),
});
type Drawn = typeof scenario extends fc.Arbitrary<infer T> ? T : never;

function farmOf({ kind, platform, policies, prefers, timeouts, timeline }: Drawn): SanLab {
  const patient = { diskTimeoutSeconds: timeouts, cluster: 'prod' };
  const pathing = (i: 0 | 1) => {
    const preferred = policies[i] === 'fixed' ? prefers[i] : undefined;
    return { policy: policies[i], ...(preferred !== undefined && { preferred }) };
  };
  const given: SanParts = {
    kind,
    platform,
    multipathing: { esx01: pathing(0), esx02: pathing(1) },
    vms: [
      machine('db01', 'esx01', 'ds1', patient),
      machine('db02', 'esx02', 'ds1', { ...patient, os: 'linux' }),
      machine('db03', 'esx01', 'ds2', patient),
      machine('web', 'esx02', 'share', patient),
    ],
  };
  const mended = [...parts, 'array1:rg1'].map((part) => at(1200, 'repair', part));
  const sorted = [...timeline].sort((a, b) => a.atSeconds - b.atSeconds);
  return farm(given, [...sorted, ...mended]);
}

const worldOf = (run: SanLab) => (run.simulation as unknown as { world: World }).world;

describe('random faults', () => {
  it('never let I/O use a path that does not work, and lose nothing once all is mended', () => {
    fc.assert(
      fc.property(scenario, (drawn) => {
        const run = farmOf(drawn);
        const { storage, hosts } = worldOf(run);
        const cables = new Map(storage.cables.map((cable) => [cable.end, cable]));
        for (let seconds = 1; seconds < 1600; seconds += 37) {
          run.to(seconds);
          for (const { host, state, using, lun, datastore } of storage.mounts) {
            if (host.state !== 'connected') continue;
            if (state === 'open' && lun !== undefined) {
              expect(using.length).toBeGreaterThan(0);
              for (const path of using) expect(ailmentOf(path, cables)).toBeUndefined();
            }
            const isSeen = state === 'open' || state === 'stalled';
            expect(host.datastores.has(datastore)).toBe(isSeen);
          }
        }
        for (const { host, state, pathStates } of storage.mounts) {
          if (host.state !== 'connected') continue;
          expect(state).toBe('open');
          expect(pathStates).not.toContain('dead');
        }
        expect(hosts.every(({ state }) => state !== 'powered-off')).toBe(true);
        for (const { index, name } of worldOf(run).vms) {
          const stalled = run.simulation.metrics.metric('vm.io.stalledSeconds')!.value(index);
          expect([name, stalled]).toEqual([name, 0]);
        }
      }),
      { seed: 20070101, numRuns: 150 },
    );
  }, 60_000);

  it('come to the same end however the run is sliced, and come to rest', () => {
    fc.assert(
      fc.property(scenario, (drawn) => {
        const whole = farmOf(drawn).to(1600).simulation;
        const sliced = farmOf(drawn);
        for (let seconds = 0; seconds <= 1600; seconds += 13) sliced.to(seconds);
        sliced.to(1600);
        expect(sliced.simulation.events.fingerprint()).toBe(whole.events.fingerprint());
        const before = whole.eventCount;
        whole.runUntil(3600);
        expect(whole.eventCount - before).toBeLessThan(60);
      }),
      { seed: 20070102, numRuns: 60 },
    );
  }, 60_000);
});
