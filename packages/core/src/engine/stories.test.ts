import { describe, expect, test } from 'vitest';
import { Engine } from './engine.ts';
import { runPositionOf } from './errors.ts';
import { Interrupted, type Story, type StoryHandle } from './stories.ts';
import { Phase } from './timers.ts';
import { type Wait, wait, waitUntil } from './waits.ts';

const newEngine = (): Engine => new Engine({ seed: 1 });

function at(engine: Engine, seconds: number, action: () => void): void {
  engine.arm(engine.createTimer(Phase.failure, action), seconds);
}

/** Sleeps and notes what happens to it. */
function* sleeper(engine: Engine, seconds: number, log: string[]): Story<string> {
  try {
    yield* wait(seconds);
    log.push(`woke at ${engine.nowSeconds}`);
    return 'slept';
  } finally {
    log.push(`left at ${engine.nowSeconds}`);
  }
}

/** No timer is left armed: the engine has nothing to do. */
function expectNothingArmed(engine: Engine): void {
  expect(engine.nextEventAtSeconds()).toBe(Number.POSITIVE_INFINITY);
}

describe('a story', () => {
  test('starts after its caller has finished, waits, and returns its result', () => {
    const engine = newEngine();
    const log: string[] = [];
    const story = engine.spawn(
      (function* (): Story<number> {
        log.push('started');
        yield* wait(2);
        yield* waitUntil(5);
        log.push(`ends at ${engine.nowSeconds}`);
        return 42;
      })(),
    );
    log.push('caller');
    story.onEnd((ended) => log.push(`result ${ended.result}`));
    engine.runUntil(10);
    expect(log).toEqual(['caller', 'started', 'ends at 5', 'result 42']);
    expect(story.done).toBe(true);
    story.onEnd(() => log.push('at once'));
    expect(log.at(-1)).toBe('at once');
    expectNothingArmed(engine);
  });

  test('joins another and gets its result, also of one that has ended', () => {
    const engine = newEngine();
    const results: (string | undefined)[] = [];
    const child = engine.spawn(sleeper(engine, 3, []), 'child');
    engine.spawn(
      (function* (): Story<void> {
        results.push(yield* child.join());
        expect(engine.nowSeconds).toBe(3);
        results.push(yield* child.join());
      })(),
    );
    engine.runUntil(3);
    expect(results).toEqual(['slept', 'slept']);
  });

  test('that runs into an error stops the run, with its label', () => {
    const engine = newEngine();
    engine.spawn(
      // biome-ignore lint/correctness/useYield: it fails before it waits
      (function* (): Story<void> {
        throw new Error('no such datastore');
      })(),
      'backup of web01',
    );
    let thrown: unknown;
    try {
      engine.runUntil(1);
    } catch (error) {
      thrown = error;
    }
    expect((thrown as Error).message).toBe('no such datastore');
    expect(runPositionOf(thrown)?.label).toBe('backup of web01');
    expect(() => engine.runUntil(2)).toThrow('no such datastore');
  });

  test('that yields anything but a wait, or waits for the past, stops the run', () => {
    const bare = newEngine();
    bare.spawn(
      (function* (): Story<void> {
        yield 3 as unknown as Wait<unknown>;
      })(),
    );
    expect(() => bare.runUntil(1)).toThrow('write yield*');
    const past = newEngine();
    past.spawn(sleeper(past, -1, []));
    expect(() => past.runUntil(1)).toThrow('must not wait for the past');
  });
});

describe('an interrupt', () => {
  test('in the middle of a wait runs finally at once and leaves no timer armed', () => {
    const engine = newEngine();
    const log: string[] = [];
    const story = engine.spawn(sleeper(engine, 100, log));
    at(engine, 4, () => {
      story.interrupt('host failed');
      log.push('interrupt returned');
    });
    engine.runUntil(4);
    expect(log).toEqual(['left at 4', 'interrupt returned']);
    expect([story.done, story.result, story.interruptReason]).toEqual([
      true,
      undefined,
      'host failed',
    ]);
    expectNothingArmed(engine);
    story.interrupt('again');
    engine.runUntil(200);
    expect(log).toHaveLength(2);
  });

  test('unwinds nested finally blocks, whose own waits are waited for', () => {
    const engine = newEngine();
    const log: string[] = [];
    const story = engine.spawn(
      (function* (): Story<void> {
        try {
          try {
            yield* wait(100);
          } finally {
            log.push(`inner at ${engine.nowSeconds}`);
            yield* wait(2);
          }
        } finally {
          log.push(`outer at ${engine.nowSeconds}`);
        }
      })(),
    );
    at(engine, 5, () => story.interrupt('stop'));
    engine.runUntil(6);
    expect(story.done).toBe(false);
    engine.runUntil(50);
    expect(log).toEqual(['inner at 5', 'outer at 7']);
    expect(story.interruptReason).toBe('stop');
    expectNothingArmed(engine);
  });

  test('may be caught, and the story goes on', () => {
    const engine = newEngine();
    const story = engine.spawn(
      (function* (): Story<string> {
        try {
          yield* wait(100);
        } catch (error) {
          if (!(error instanceof Interrupted)) throw error;
          yield* wait(1);
          return `after ${error.reason}`;
        }
        return 'never';
      })(),
    );
    at(engine, 5, () => story.interrupt('a pause'));
    engine.runUntil(50);
    expect(story.result).toBe('after a pause');
    expect(story.interruptReason).toBe(undefined);
  });

  test('before the start ends a story that has not done anything', () => {
    const engine = newEngine();
    const log: string[] = [];
    const story = engine.spawn(sleeper(engine, 1, log));
    story.interrupt('changed my mind');
    engine.runUntil(5);
    expect([log.length, story.done]).toEqual([0, true]);
    expectNothingArmed(engine);
  });

  test('between two stories that interrupt each other in finally ends both once', () => {
    const engine = newEngine();
    const log: string[] = [];
    const pair: StoryHandle<void>[] = [];
    const rival = function* (self: number): Story<void> {
      try {
        yield* wait(100);
      } finally {
        log.push(`${self} out`);
        pair[1 - self]!.interrupt(`by ${self}`);
      }
    };
    for (const self of [0, 1]) pair.push(engine.spawn(rival(self)));
    at(engine, 1, () => pair[0]!.interrupt('start'));
    engine.runUntil(1);
    expect(log).toEqual(['0 out', '1 out']);
    expect(pair.map((story) => story.interruptReason)).toEqual(['start', 'by 0']);
    expectNothingArmed(engine);
  });

  test('of a story by itself comes at its next wait', () => {
    const engine = newEngine();
    const log: string[] = [];
    const started: StoryHandle<void>[] = [];
    const story = engine.spawn(
      (function* (): Story<void> {
        started[0]!.interrupt('enough');
        log.push('still here');
        yield* wait(1);
        log.push('never');
      })(),
    );
    started.push(story);
    engine.runUntil(5);
    expect(log).toEqual(['still here']);
    expect(story.interruptReason).toBe('enough');
    expectNothingArmed(engine);
  });

  test('of a joined story wakes the one that joins, with undefined', () => {
    const engine = newEngine();
    const child = engine.spawn(sleeper(engine, 100, []));
    const parent = engine.spawn(
      (function* (): Story<string> {
        return `got ${yield* child.join()} at ${engine.nowSeconds}`;
      })(),
    );
    at(engine, 2, () => child.interrupt('stop'));
    engine.runUntil(2);
    expect(parent.result).toBe('got undefined at 2');
  });
});

test('1,000 stories, half of them interrupted at any time, give back every timer', () => {
  const engine = newEngine();
  const luck = engine.randomStream('luck');
  const log: string[] = [];
  const stories: StoryHandle<string>[] = [];
  for (let i = 0; i < 1000; i++) {
    stories.push(engine.spawn(sleeper(engine, 10 * luck.uniform(), log)));
  }
  for (let i = 0; i < 500; i++) {
    const victim = stories[Math.floor(luck.uniform() * 1000)]!;
    at(engine, 10 * luck.uniform(), () => victim.interrupt('unlucky'));
  }
  engine.runUntil(10);
  expect(stories.every((story) => story.done)).toBe(true);
  expect(log.filter((line) => line.startsWith('left'))).toHaveLength(1000);
  expectNothingArmed(engine);
  const fresh = engine.createTimer(Phase.policy, () => {});
  expect(fresh).toBeLessThan(1500);
});
