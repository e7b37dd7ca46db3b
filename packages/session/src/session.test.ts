import { simulate } from '@vdcsim/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { livelyLab, opened, shipped, smallLab, Watched } from './session.fixtures.ts';

function fingerprintOf(file: ReturnType<typeof shipped>): string {
  const simulation = simulate(file.loaded.scenario);
  simulation.runToEnd();
  return simulation.fingerprint();
}

describe('a watched run', () => {
  const files = [opened(livelyLab), shipped('host-failure.yaml')];
  const whole = files.map(fingerprintOf);

  it('is the run that nobody watches, whatever the speed, the budget and the questions', () => {
    const property = fc.property(
      fc.nat({ max: files.length - 1 }),
      fc.constantFrom(137, 600, 12345.678, 'max' as const),
      fc.double({ min: 0, max: 20, noNaN: true }),
      fc.double({ min: 0.001, max: 3, noNaN: true }),
      fc.array(fc.nat({ max: 20 }), { maxLength: 5 }),
      (file, speed, budgetMs, perLook, selection) => {
        const watched = new Watched(files[file]!, { speed }, { nowMs: 0, perLook });
        watched.budgetMs = budgetMs;
        const [host] = watched.session.scene().hosts;
        watched.session.select(selection);
        for (let turn = 0; watched.once() < Number.POSITIVE_INFINITY; turn++) {
          if (turn % 50 !== 0) continue;
          const entity = turn % 7;
          watched.session.ask({ what: 'why', entity: host!.id });
          watched.session.ask({ what: 'preview', command: { verb: 'fail', of: host!.name } });
          watched.session.ask({ what: 'history', metrics: ['host.cpu.usedMHz'], entity });
        }
        expect(watched.session.status()).toMatchObject({ isFinished: true, isPaused: true });
        expect(watched.session.status().fingerprint).toBe(whole[file]);
      },
    );
    fc.assert(property, { seed: 20070105, numRuns: 12 });
  });

  it('opens a while before its first plan where that is asked for, and goes on by itself', () => {
    const file = shipped('host-failure.yaml');
    const watched = new Watched(file, { leadSeconds: 600 });
    const failsAtSeconds = 32 * 60;
    const beganMs = watched.clock.nowMs;
    while (watched.session.status().nowSeconds < 1320) watched.once();
    expect(watched.clock.nowMs - beganMs).toBeLessThan(1000);
    watched.play(5_000);
    const { nowSeconds, isPaused } = watched.session.status();
    expect(isPaused).toBe(false);
    expect(nowSeconds).toBeGreaterThan(1320 + 4 * 60);
    expect(nowSeconds).toBeLessThan(failsAtSeconds);
    const paused = new Watched(file, { leadSeconds: 600, isPaused: true });
    paused.once();
    expect(paused.session.status()).toMatchObject({ nowSeconds: 0, isPaused: true });
  });

  it('with commands given by hand is what its command log replays', () => {
    const deeds = ['fail esx01', 'repair esx01', 'powerOff web0*', 'powerOn web0*', 'reset web02'];
    const property = fc.property(
      fc.array(fc.tuple(fc.constantFrom(...deeds), fc.nat({ max: 150 }), fc.boolean()), {
        maxLength: 8,
      }),
      (acts) => {
        const file = opened(livelyLab);
        const watched = new Watched(file, { speed: 60 }, { nowMs: 0, perLook: 0.37 });
        for (const [deed, seconds, steps] of acts) {
          watched.play(seconds * 10);
          if (watched.session.simulation.isFinished) break;
          if (steps) watched.session.control({ do: 'step' });
          if (steps) watched.play();
          if (watched.session.simulation.isFinished) break;
          const [verb = '', of = ''] = deed.split(' ');
          watched.session.command({ verb, of });
          watched.session.control({ do: 'resume' });
        }
        watched.play();
        const replay = watched.session.simulation.commandLog;
        const again = simulate(file.loaded.scenario, { replay });
        again.runToEnd();
        expect(again.fingerprint()).toBe(watched.session.status().fingerprint);
      },
    );
    fc.assert(property, { seed: 20070106, numRuns: 15 });
  });
});

describe('frames', () => {
  it('are a key frame, then changes that lead to what the simulation itself shows', () => {
    const watched = new Watched(opened(smallLab), { speed: 100 });
    for (let turn = 0; watched.once() < Number.POSITIVE_INFINITY; turn++) {
      if (turn % 20 === 0) expect(watched.state.tables).toEqual(watched.wholeFrame());
    }
    const kinds = watched.of('frame').map(({ frame }) => frame.kind);
    expect(kinds[0]).toBe('key');
    expect(new Set(kinds.slice(1))).toEqual(new Set(['delta']));
    expect(watched.state.tables).toEqual(watched.wholeFrame());
    expect(watched.state.timeSeconds).toBe(1800);
  });

  it('come 10 times a second at most, or as often as was asked for', () => {
    for (const framesPerSecond of [10, 4]) {
      const watched = new Watched(opened(smallLab), { speed: 60, framesPerSecond });
      watched.play(10_000);
      const gaps = watched.frameAtMs.slice(1).map((at, i) => at - watched.frameAtMs[i]!);
      expect(Math.min(...gaps)).toBeGreaterThanOrEqual(1000 / framesPerSecond - 0.1);
      expect(watched.frameAtMs.length).toBeGreaterThan(9.5 * framesPerSecond);
    }
  });

  it('come not at all while nothing moves', () => {
    const watched = new Watched(opened(smallLab), { isPaused: true });
    watched.play();
    const before = watched.told.length;
    expect(watched.once()).toBe(Number.POSITIVE_INFINITY);
    expect(watched.told.length).toBe(before);
  });

  it('come at once after a command, also while paused', () => {
    const watched = new Watched(opened(smallLab), { isPaused: true });
    watched.play();
    watched.session.command({ verb: 'fail', of: 'esx01' });
    watched.play();
    expect(watched.state.number).toBe(2);
    const hosts = watched.state.tables['host']!.columns;
    expect(Array.from(hosts['state']!)).toEqual([1, 0]);
    expect(Array.from(hosts['vmsOn']!)).toEqual([0, 4]);
    expect(watched.of('events').flatMap(({ events }) => events)).toHaveLength(6);
  });

  it('hold when each VM came into its state, and when its boot ends', () => {
    const watched = new Watched(opened(smallLab));
    watched.session.control({ do: 'runTo', timeSeconds: 650 });
    watched.play();
    const { state, host, stateSinceSeconds, stateUntilSeconds } = watched.state.tables['vm']!
      .columns as Record<string, Float64Array>;
    const booting = watched.session.scene().states['vm']!.indexOf('booting');
    const row = state!.indexOf(booting);
    expect([host![row], stateSinceSeconds![row], stateUntilSeconds![row]]).toEqual([0, 615, 705]);
    const running = state!.findIndex((each) => each !== booting);
    expect(stateUntilSeconds![running]).toBeNaN();
  });
});
