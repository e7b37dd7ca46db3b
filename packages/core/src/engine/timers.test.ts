import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Phase, type TimerId, Timers } from './timers.ts';

const ignore = (): void => {};

interface Entry {
  timer: TimerId;
  atSeconds: number;
  phase: Phase;
  sequence: number;
}

/** The same event set as a plain list, to compare with. */
class ListedTimers {
  private armed: Entry[] = [];
  private sequence = 0;

  arm(timer: TimerId, phase: Phase, atSeconds: number): void {
    this.cancel(timer);
    this.armed.push({ timer, atSeconds, phase, sequence: this.sequence++ });
  }

  cancel(timer: TimerId): void {
    this.armed = this.armed.filter((entry) => entry.timer !== timer);
  }

  first(): Entry | undefined {
    return [...this.armed].sort(
      (a, b) => a.atSeconds - b.atSeconds || a.phase - b.phase || a.sequence - b.sequence,
    )[0];
  }

  atSeconds(timer: TimerId): number {
    return this.armed.find((entry) => entry.timer === timer)?.atSeconds ?? Number.POSITIVE_INFINITY;
  }
}

const operation = fc.oneof(
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('arm'), of: fc.nat(), at: fc.nat(12) }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('take'), of: fc.nat(), at: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('cancel'), of: fc.nat(), at: fc.nat(1) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('renew'), of: fc.nat(), at: fc.nat(4) }) },
);

describe('Timers', () => {
  test('agree with a sorted list under any operations, with the hole and without', () => {
    const property = fc.property(fc.array(operation, { maxLength: 120 }), (operations) => {
      const timers = new Timers();
      const list = new ListedTimers();
      const phases: Phase[] = [];
      const ids: TimerId[] = [];
      for (let i = 0; i < 9; i++) {
        phases.push((i % 5) as Phase);
        ids.push(timers.create(phases[i]!, ignore, i, ''));
      }
      for (const { kind, of, at } of operations) {
        const index = of % ids.length;
        const timer = ids[index]!;
        if (kind === 'arm') {
          timers.arm(timer, at);
          list.arm(timer, phases[index]!, at);
        } else if (kind === 'cancel') {
          timers.cancel(timer);
          list.cancel(timer);
        } else if (kind === 'renew') {
          timers.free(timer);
          list.cancel(timer);
          phases[index] = at as Phase;
          ids[index] = timers.create(phases[index]!, ignore, 0, '');
        } else if (list.first() !== undefined) {
          const first = list.first()!;
          expect(timers.takeFirst()).toBe(first.timer);
          list.cancel(first.timer);
        }
        expect(timers.nextSeconds()).toBe(list.first()?.atSeconds ?? Number.POSITIVE_INFINITY);
        for (const id of ids) expect(timers.armedAtSeconds(id)).toBe(list.atSeconds(id));
      }
    });
    fc.assert(property, { seed: 20070101, numRuns: 300 });
  });

  test('1,000 timers at random times come out in order, past several growths', () => {
    const timers = new Timers();
    let state = 7;
    for (let i = 0; i < 1000; i++) {
      state = (Math.imul(state, 1103515245) + 12345) >>> 0;
      timers.arm(timers.create(Phase.arrival, ignore, i, ''), state % 500);
    }
    let last = 0;
    for (let i = 0; i < 1000; i++) {
      const next = timers.nextSeconds();
      expect(next).toBeGreaterThanOrEqual(last);
      last = next;
      timers.takeFirst();
    }
    expect(timers.nextSeconds()).toBe(Number.POSITIVE_INFINITY);
  });

  test('a freed number is given to the next timer and refuses arming meanwhile', () => {
    const timers = new Timers();
    const first = timers.create(Phase.failure, ignore, 0, 'first');
    timers.free(first);
    expect(timers.count).toBe(0);
    expect(() => timers.arm(first, 1)).toThrow('freed');
    expect(() => timers.cancel(first)).toThrow('freed');
    expect(timers.create(Phase.sample, ignore, 0, 'second')).toBe(first);
    expect(timers.labelOf(first)).toBe('second');
    expect(timers.isArmed(first)).toBe(false);
  });

  test('refuse an argument that is no 32-bit integer, and a timer that never was', () => {
    const timers = new Timers();
    expect(() => timers.create(Phase.failure, ignore, 0.5, '')).toThrow('32-bit');
    expect(() => timers.arm(3, 1)).toThrow('does not exist');
  });
});
