import { expect, test } from 'vitest';
import { TestTerminal } from '../command-line.fixtures.ts';
import { type Drivable, drive } from './drive.ts';

/** Counts its slices; each look at the terminal's clock is a millisecond. */
class Counting implements Drivable {
  nowSeconds = 0;
  readonly slices: number[] = [];
  readonly scenario = { startEpochSeconds: 0 };

  runUntil(timeSeconds: number): void {
    this.slices.push(timeSeconds);
    this.nowSeconds = timeSeconds;
  }
}

test('slices grow while they are cheap, and the last one ends exactly', async () => {
  const simulation = new Counting();
  expect(await drive(simulation, 86400, new TestTerminal())).toBe(true);
  expect(simulation.slices.length).toBeLessThan(20);
  expect(simulation.nowSeconds).toBe(86400);
});

test('stops between two slices on Ctrl-C', async () => {
  const simulation = new Counting();
  const terminal = new TestTerminal({ interruptAtBreath: 2 });
  expect(await drive(simulation, 86400, terminal)).toBe(false);
  expect(simulation.slices.length).toBe(2);
});

test('what is due at the beginning happens even where there is no time to run', async () => {
  const simulation = new Counting();
  expect(await drive(simulation, 0, new TestTerminal())).toBe(true);
  expect(simulation.slices).toEqual([0]);
});
