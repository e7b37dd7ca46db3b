import { expect, test } from 'vitest';
import { TestTerminal } from '../command-line.fixtures.ts';
import { ProgressLine, progressText } from './progress-line.ts';

const span = { startEpochSeconds: 0, untilSeconds: 86400 };

test('tells how far, simulated time, speed and what is left', () => {
  expect(progressText(21600, 2, span)).toBe(
    '[======>                 ]  25 %  06:00:00  10,800 x real time  6 s left',
  );
  expect(progressText(86400, 8, span)).toContain(
    '[========================] 100 %  day 2 00:00:00',
  );
  expect(progressText(0, 0, span)).toContain('? left');
});

test('is drawn at most ten times a second, and wiped', () => {
  const terminal = new TestTerminal({ isTTY: true });
  const line = new ProgressLine(terminal, span);
  for (let step = 0; step < 1000; step++) line.show(step);
  line.clear();
  const drawn = terminal.errText.split('\r').length - 2;
  expect(drawn).toBeGreaterThan(5);
  // The clock of this terminal goes on a millisecond a look: a second has passed.
  expect(drawn).toBeLessThanOrEqual(10);
  expect(terminal.errText.endsWith('\r\u001B[K')).toBe(true);
});

test('is silent where nobody watches', () => {
  const terminal = new TestTerminal();
  const line = new ProgressLine(terminal, span);
  for (let step = 0; step < 1000; step++) line.show(step);
  line.clear();
  expect(terminal.errText).toBe('');
});
