import { describe, expect, test } from 'vitest';
import { Engine } from './engine.ts';
import { assert, engineErrors, notePosition, runPositionOf, SimulatorError } from './errors.ts';
import { Phase } from './timers.ts';

const newEngine = (): Engine => new Engine({ seed: 7 });

function thrownBy(action: () => void): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

describe('an error in a run', () => {
  test('an assertion that fails in a handler carries time, label, event number and seed', () => {
    const engine = new Engine({ seed: 7, run: 1 });
    const bad = engine.createTimer(Phase.arrival, () => engine.arm(bad, 0), 0, 'web01 arrival');
    engine.arm(bad, 2.5);
    const error = thrownBy(() => engine.runUntil(10));
    expect((error as Error).message).toBe(
      'a timer must be armed for now or later ' +
        '(at 2.5 s, in "web01 arrival", event 1, seed 7, run 1)',
    );
    expect(runPositionOf(error)).toEqual({
      atSeconds: 2.5,
      label: 'web01 arrival',
      eventNumber: 1,
      seed: 7,
      run: 1,
    });
  });

  test('any other error passes through with its position as a field, its message untouched', () => {
    const engine = newEngine();
    const cpu = engine.createComponent(
      () => {
        throw new TypeError('x is undefined');
      },
      0,
      'esx01 CPU',
    );
    const timer = engine.createTimer(Phase.arrival, () => engine.markDirty(cpu));
    engine.arm(timer, 4);
    const error = thrownBy(() => engine.runUntil(10));
    expect((error as Error).message).toBe('x is undefined');
    expect(runPositionOf(error)?.label).toBe('esx01 CPU');
    expect(runPositionOf(error)?.atSeconds).toBe(4);
  });

  test('after an error the engine refuses to go on and names the first one', () => {
    const engine = newEngine();
    const timer = engine.createTimer(Phase.arrival, () => {
      throw new Error('first');
    });
    engine.arm(timer, 1);
    const first = thrownBy(() => engine.runUntil(10));
    const again = thrownBy(() => engine.runUntil(20)) as SimulatorError;
    expect(again).toBeInstanceOf(SimulatorError);
    expect(again.code).toBe('RUN_STOPPED');
    expect(again.message).toContain('first');
    expect(again.cause).toBe(first);
  });

  test('a handler that runs the engine is refused', () => {
    const engine = newEngine();
    const timer = engine.createTimer(Phase.arrival, () => engine.runUntil(3));
    engine.arm(timer, 1);
    expect(() => engine.runUntil(2)).toThrow('a handler must not run the engine');
  });

  test('an instant of endless timers or solves is given up, with who keeps it going', () => {
    const engine = newEngine();
    const ping = engine.createTimer(Phase.policy, () => engine.markDirty(cpu), 0, 'balancer');
    const cpu = engine.createComponent(() => engine.arm(ping, engine.nowSeconds), 0, 'esx07 CPU');
    engine.arm(ping, 3);
    const error = thrownBy(() => engine.runUntil(10)) as SimulatorError;
    expect(error.code).toBe('INSTANT_DOES_NOT_SETTLE');
    expect(error.message).toContain('balancer');
    expect(error.message).toContain('esx07 CPU');
    expect(error.message).toContain('at 3 s');
    expect(error.message).toContain('seed 7, run 0');
  });
});

test('the first position of an error stays, and a thrown text is left alone', () => {
  const position = { atSeconds: 1, label: '', eventNumber: 2, seed: 3, run: 4 };
  const error = thrownBy(() => assert(false, 'the sum must be positive'));
  notePosition(error, position);
  notePosition(error, { ...position, atSeconds: 9 });
  expect((error as Error).message).toBe(
    'the sum must be positive (at 1 s, event 2, seed 3, run 4)',
  );
  notePosition('a text', position);
  expect(runPositionOf('a text')).toBe(undefined);
});

test('the table names each code once, with a remedy', () => {
  const codes = engineErrors.map((row) => row.code);
  expect(new Set(codes).size).toBe(codes.length);
  expect(engineErrors.every((row) => row.doc !== '' && row.remedy !== '')).toBe(true);
});
