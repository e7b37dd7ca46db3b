import { describe, expect, it } from 'vitest';
import { opened, smallLab, Watched } from './session.fixtures.ts';

function nowOf(watched: Watched): number {
  return watched.session.status().nowSeconds;
}

describe('the pace of a run', () => {
  it('is so many simulated seconds a second', () => {
    const watched = new Watched(opened(smallLab), { speed: 60 });
    watched.play(5000);
    expect(nowOf(watched)).toBeGreaterThan(288);
    expect(nowOf(watched)).toBeLessThan(306);
    watched.session.control({ do: 'speed', speed: 10 });
    watched.play(5000);
    expect(nowOf(watched)).toBeGreaterThan(336);
    expect(nowOf(watched)).toBeLessThan(357);
    const { speed, reachedSpeed } = watched.session.status();
    expect(speed).toBe(10);
    expect(reachedSpeed).toBeCloseTo(10, 0);
  });

  it('goes on from where it was after a pause, and after nobody watched', () => {
    const watched = new Watched(opened(smallLab), { speed: 60 });
    watched.play(1000);
    watched.session.control({ do: 'pause' });
    watched.play();
    const paused = nowOf(watched);
    watched.clock.nowMs += 1e6;
    watched.session.control({ do: 'resume' });
    watched.once();
    expect(nowOf(watched) - paused).toBeLessThan(7);
    watched.session.hold(true);
    watched.play();
    const held = nowOf(watched);
    expect(watched.session.status().isPaused).toBe(false);
    watched.clock.nowMs += 1e6;
    watched.session.hold(false);
    watched.once();
    expect(nowOf(watched) - held).toBeLessThan(7);
  });

  it('never catches up with more than a quarter of a second', () => {
    const watched = new Watched(opened(smallLab), { speed: 60 });
    watched.play(1000);
    // The host was asleep for 10 s; within its budget the session cannot catch up.
    watched.clock.nowMs += 10_000;
    watched.clock.perLook = 3;
    const before = nowOf(watched);
    watched.once();
    watched.clock.perLook = 0.01;
    const behind = nowOf(watched);
    expect(behind - before).toBeLessThan(600);
    watched.play(1000);
    expect(nowOf(watched) - behind).toBeLessThan(60 * 1.4);
  });

  it('is as fast as can be with speed max, in slices of the budget', () => {
    const watched = new Watched(opened(smallLab), { speed: 'max' }, { nowMs: 0, perLook: 1 });
    watched.budgetMs = 5;
    const before = watched.clock.nowMs;
    expect(watched.once()).toBe(0);
    expect(watched.clock.nowMs - before).toBeLessThan(12);
    watched.play();
    expect(watched.session.status()).toMatchObject({ nowSeconds: 1800, isFinished: true });
  });
});

describe('control', () => {
  it('steps to just after the next instant in which an event is told', () => {
    const watched = new Watched(opened(smallLab), { isPaused: true });
    const seen: [number, number][] = [];
    for (let i = 0; i < 3; i++) {
      watched.session.control({ do: 'step' });
      watched.play();
      seen.push([nowOf(watched), watched.session.status().eventCount]);
    }
    // The failure with its 4 VMs, the declaration with 4 restarts, the 4 that serve again.
    expect(seen).toEqual([
      [600, 6],
      [615, 11],
      [705, 15],
    ]);
    expect(watched.session.status().isPaused).toBe(true);
  });

  it('runs to the next alarm, or to the end where there is none', () => {
    const watched = new Watched(opened(smallLab));
    watched.session.control({ do: 'nextAlarm' });
    watched.play();
    expect(watched.session.status()).toMatchObject({ nowSeconds: 600, isPaused: true });
    watched.session.control({ do: 'nextAlarm' });
    watched.play();
    expect(watched.session.status()).toMatchObject({ nowSeconds: 1800, isFinished: true });
  });

  it('runs to an instant and pauses there, but not back', () => {
    const watched = new Watched(opened(smallLab));
    watched.session.control({ do: 'runTo', timeSeconds: 700.25 });
    watched.play();
    expect(watched.session.status()).toMatchObject({ nowSeconds: 700.25, isPaused: true });
    expect(() => watched.session.control({ do: 'runTo', timeSeconds: 700 })).toThrow(
      expect.objectContaining({ code: 'NOT_AHEAD' }),
    );
  });

  it('can pause a run on its way to an instant', () => {
    const watched = new Watched(opened(smallLab), {}, { nowMs: 0, perLook: 2 });
    watched.budgetMs = 1;
    watched.session.control({ do: 'nextAlarm' });
    watched.once();
    watched.session.control({ do: 'pause' });
    watched.play();
    expect(nowOf(watched)).toBeLessThan(600);
    expect(watched.session.status().isPaused).toBe(true);
  });

  it('refuses to go on after the end, and begins anew with restart', () => {
    const watched = new Watched(opened(smallLab), { speed: 'max' });
    watched.session.command({ verb: 'fail', of: 'esx01' });
    watched.play();
    const lastFrame = watched.state.number;
    for (const what of ['resume', 'step', 'nextAlarm'] as const) {
      expect(() => watched.session.control({ do: what })).toThrow(
        expect.objectContaining({ code: 'RUN_ENDED' }),
      );
    }
    watched.told.length = 0;
    watched.session.control({ do: 'restart' });
    watched.once();
    expect(watched.told[0]!.type).toBe('scene');
    const [first] = watched.of('frame');
    expect(first!.frame).toMatchObject({ kind: 'key', number: lastFrame + 1 });
    watched.play();
    const untouched = new Watched(opened(smallLab), { speed: 'max' });
    untouched.play();
    expect(watched.session.status().fingerprint).toBe(untouched.session.status().fingerprint);
  });

  it('restarts paused what was paused', () => {
    const watched = new Watched(opened(smallLab));
    watched.play(1000);
    watched.session.control({ do: 'pause' });
    watched.session.control({ do: 'restart' });
    watched.play();
    expect(watched.session.status()).toMatchObject({ nowSeconds: 0, isPaused: true });
  });
});
