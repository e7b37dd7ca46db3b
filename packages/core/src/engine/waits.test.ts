import { describe, expect, test } from 'vitest';
import { Engine } from './engine.ts';
import type { Story } from './stories.ts';
import { Phase } from './timers.ts';
import { Signal, Wait, wait, within } from './waits.ts';

const newEngine = (): Engine => new Engine({ seed: 1 });

function at(engine: Engine, seconds: number, action: () => void): void {
  engine.arm(engine.createTimer(Phase.failure, action), seconds);
}

/** No timer is left armed: the engine has nothing to do. */
function expectNothingArmed(engine: Engine): void {
  expect(engine.nextEventAtSeconds()).toBe(Number.POSITIVE_INFINITY);
}

describe('a wait of one’s own', () => {
  test('goes on with the value after the one who resumes it has finished', () => {
    const engine = newEngine();
    const log: string[] = [];
    let grant: (value: number) => void = () => {};
    const slot = new Wait<number>((resume) => {
      grant = resume;
      return () => log.push('given up');
    });
    engine.spawn(
      (function* (): Story<void> {
        const value = yield* slot;
        log.push(`got ${value} at ${engine.nowSeconds}`);
        yield* wait(1);
        log.push('done');
      })(),
    );
    at(engine, 3, () => {
      grant(7);
      grant(8);
      log.push('granted');
    });
    at(engine, 3.5, () => grant(9));
    engine.runUntil(10);
    expect(log).toEqual(['granted', 'got 7 at 3', 'done']);
  });

  test('is given up once even if the interrupt comes after it was granted', () => {
    const engine = newEngine();
    const log: string[] = [];
    let grant: () => void = () => {};
    const slot = new Wait<void>((resume) => {
      grant = resume;
      return () => log.push('given up');
    });
    const story = engine.spawn(
      (function* (): Story<void> {
        yield* slot;
        log.push('never');
      })(),
    );
    at(engine, 3, () => {
      grant();
      story.interrupt('too late');
    });
    engine.runUntil(10);
    expect(log).toEqual(['given up']);
    expectNothingArmed(engine);
  });
});

describe('a signal', () => {
  test('wakes all who wait, first come first, and not those who come later', () => {
    const engine = newEngine();
    const log: string[] = [];
    const signal = new Signal<string>();
    const listener = function* (name: string, delay: number): Story<void> {
      yield* wait(delay);
      log.push(`${name} ${yield* signal.wait()} at ${engine.nowSeconds}`);
    };
    engine.spawn(listener('a', 0));
    engine.spawn(listener('b', 1));
    const late = engine.spawn(listener('c', 6));
    at(engine, 5, () => signal.fire('repaired'));
    engine.runUntil(10);
    expect(log).toEqual(['a repaired at 5', 'b repaired at 5']);
    expect(signal.waitingCount).toBe(1);
    late.interrupt('end');
    expect(signal.waitingCount).toBe(0);
  });

  test('within a time gives its value, or undefined when the time is over', () => {
    const engine = newEngine();
    const answers: (string | undefined)[] = [];
    const signal = new Signal<string>();
    engine.spawn(
      (function* (): Story<void> {
        answers.push(yield* within(4, signal.wait()));
        expect(engine.nowSeconds).toBe(2);
        answers.push(yield* within(4, signal.wait()));
        expect(engine.nowSeconds).toBe(6);
        expect(signal.waitingCount).toBe(0);
      })(),
    );
    at(engine, 2, () => signal.fire('alive'));
    engine.runUntil(10);
    expect(answers).toEqual(['alive', undefined]);
    expectNothingArmed(engine);
  });
});
