import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Engine } from './engine.ts';
import { Phase } from './timers.ts';

const newEngine = (): Engine => new Engine({ seed: 7 });

describe('the order of an instant', () => {
  test('is phase, then sequence of arming', () => {
    const engine = newEngine();
    const order: string[] = [];
    const at = (phase: Phase, name: string): void => {
      engine.arm(
        engine.createTimer(phase, () => order.push(name)),
        5,
      );
    };
    at(Phase.sample, 'sample');
    at(Phase.policy, 'policy');
    at(Phase.arrival, 'arrival 1');
    at(Phase.arrival, 'arrival 2');
    at(Phase.completion, 'completion');
    at(Phase.failure, 'failure');
    engine.runUntil(5);
    expect(order).toEqual(['failure', 'completion', 'arrival 1', 'arrival 2', 'policy', 'sample']);
  });

  test('re-arming for the same time goes behind the others', () => {
    const engine = newEngine();
    const order: number[] = [];
    const timers = [1, 2, 3].map((n) =>
      engine.createTimer(Phase.arrival, (argument) => order.push(argument), n),
    );
    for (const timer of timers) engine.arm(timer, 1);
    engine.arm(timers[0]!, 1);
    engine.runUntil(1);
    expect(order).toEqual([2, 3, 1]);
  });

  test('a timer armed for now by a handler still fires now, an earlier phase first', () => {
    const engine = newEngine();
    const order: string[] = [];
    const failure = engine.createTimer(Phase.failure, () => order.push('failure'));
    const sample = engine.createTimer(Phase.sample, () => order.push('sample'));
    const policy = engine.createTimer(Phase.policy, () => {
      order.push('policy');
      engine.arm(failure, engine.nowSeconds);
    });
    engine.arm(sample, 2);
    engine.arm(policy, 2);
    engine.runUntil(2);
    expect(order).toEqual(['policy', 'failure', 'sample']);
  });
});

describe('the clock', () => {
  test('stands at the time asked for, with everything up to it fired', () => {
    const engine = newEngine();
    const seen: number[] = [];
    const timer = engine.createTimer(Phase.arrival, () => {
      seen.push(engine.nowSeconds);
      engine.arm(timer, engine.nowSeconds + 2);
    });
    engine.arm(timer, 1);
    engine.runUntil(5);
    expect(seen).toEqual([1, 3, 5]);
    expect(engine.nowSeconds).toBe(5);
    engine.runUntil(6.5);
    expect(engine.nowSeconds).toBe(6.5);
    expect(engine.eventCount).toBe(3);
    expect(engine.nextEventAtSeconds()).toBe(7);
  });

  test('runEvents fires the count, or less at the limit, and stays at the last event', () => {
    const engine = newEngine();
    const timer = engine.createTimer(Phase.arrival, () => {
      engine.arm(timer, engine.nowSeconds + 1);
    });
    engine.arm(timer, 1);
    expect(engine.runEvents(3)).toBe(3);
    expect(engine.nowSeconds).toBe(3);
    expect(engine.runEvents(10, 5.5)).toBe(2);
    expect(engine.nowSeconds).toBe(5);
    engine.cancel(timer);
    expect(engine.runEvents(10)).toBe(0);
    expect(engine.nextEventAtSeconds()).toBe(Number.POSITIVE_INFINITY);
  });

  test('refuses the past and times that are no finite number', () => {
    const engine = newEngine();
    const timer = engine.createTimer(Phase.arrival, () => {});
    engine.runUntil(10);
    expect(() => engine.arm(timer, 9)).toThrow('now or later');
    expect(() => engine.arm(timer, Number.NaN)).toThrow('now or later');
    expect(() => engine.arm(timer, Number.POSITIVE_INFINITY)).toThrow('finite');
    expect(() => engine.runUntil(9)).toThrow('back in time');
    expect(() => engine.runUntil(Number.POSITIVE_INFINITY)).toThrow('finite');
  });
});

describe('components', () => {
  test('200 marks at one instant cost one solve, after all timers of the instant', () => {
    const engine = newEngine();
    const order: string[] = [];
    const host = engine.createComponent(() => order.push(`solve at ${engine.nowSeconds}`));
    for (let i = 0; i < 200; i++) {
      engine.arm(
        engine.createTimer(Phase.arrival, () => engine.markDirty(host)),
        3,
      );
    }
    engine.arm(
      engine.createTimer(Phase.sample, () => order.push('sample')),
      3,
    );
    engine.runUntil(10);
    expect(order).toEqual(['sample', 'solve at 3']);
  });

  test('are solved in the order of marking, and one may mark another', () => {
    const engine = newEngine();
    const order: number[] = [];
    const components: number[] = [];
    for (let i = 0; i < 40; i++) {
      const component = engine.createComponent((argument) => {
        order.push(argument);
        if (argument === 3) engine.markDirty(components[39]!);
      }, i);
      components.push(component);
    }
    for (const i of [5, 3, 8, 5]) engine.markDirty(components[i]!);
    expect(engine.nextEventAtSeconds()).toBe(0);
    engine.runUntil(1);
    expect(order).toEqual([5, 3, 8, 39]);
  });

  test('a solve may arm a timer for now, whose change is solved at the same instant', () => {
    const engine = newEngine();
    const order: string[] = [];
    const done = engine.createTimer(Phase.completion, () => {
      order.push('completion');
      engine.markDirty(cpu);
    });
    const cpu = engine.createComponent(() => {
      order.push('solve');
      if (order.length < 3) engine.arm(done, engine.nowSeconds);
    });
    engine.markDirty(cpu);
    engine.runUntil(0);
    expect(order).toEqual(['solve', 'completion', 'solve']);
  });

  test('settle solves early, once, and not from within a solve', () => {
    const engine = newEngine();
    let solves = 0;
    const cpu = engine.createComponent(() => solves++);
    engine.markDirty(cpu);
    engine.settle();
    engine.settle();
    engine.runUntil(1);
    expect(solves).toBe(1);
    const bad = engine.createComponent(() => engine.settle());
    engine.markDirty(bad);
    expect(() => engine.settle()).toThrow('a solve must not settle');
  });
});

/** A small world of queues whose timers, draws and solves depend on each other. */
function worldLog(slices: (engine: Engine) => void): string[] {
  const engine = new Engine({ seed: 11, run: 2 });
  const log: string[] = [];
  const luck = engine.randomStream('luck');
  const timers: number[] = [];
  const rate = engine.createComponent(() => {
    log.push(`solve ${engine.nowSeconds}`);
    if (luck.uniform() < 0.5) engine.arm(timers[0]!, engine.nowSeconds);
  });
  for (let i = 0; i < 6; i++) {
    const timer = engine.createTimer(
      (i % 5) as Phase,
      (argument) => {
        log.push(`${argument} ${engine.nowSeconds}`);
        if (luck.uniform() < 0.7) engine.markDirty(rate);
        engine.arm(timers[argument]!, engine.nowSeconds + Math.ceil(luck.uniform() * 3));
      },
      i,
    );
    timers.push(timer);
    engine.arm(timer, i);
  }
  slices(engine);
  return log;
}

test('slicing a run by time or by events does not change it', () => {
  const whole = worldLog((engine) => engine.runUntil(60));
  expect(whole.length).toBeGreaterThan(100);
  const cut = fc.array(fc.oneof(fc.nat(20), fc.double({ min: 0, max: 9, noNaN: true })));
  const property = fc.property(cut, fc.boolean(), (spans, byEvents) => {
    const sliced = worldLog((engine) => {
      for (const span of spans) {
        if (byEvents) engine.runEvents(Math.ceil(span), 60);
        else engine.runUntil(Math.min(60, engine.nowSeconds + span));
      }
      engine.runUntil(60);
    });
    expect(sliced).toEqual(whole);
  });
  fc.assert(property, { seed: 20070101, numRuns: 60 });
});

test('a stream is the same object at every call, and another name draws other numbers', () => {
  const engine = newEngine();
  expect(engine.randomStream('a')).toBe(engine.randomStream('a'));
  expect(engine.randomStream('a').uniform()).not.toBe(engine.randomStream('b').uniform());
});
