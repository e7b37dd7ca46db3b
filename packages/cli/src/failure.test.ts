import { assert, SimulatorError } from '@vdcsim/core';
import { expect, test } from 'vitest';
import { TestTerminal } from './command-line.fixtures.ts';
import { reportFailure } from './failure.ts';

const request = { commandLine: ['run', 'x.yaml'], json: false };

test('a mistake of the user is one line, exit code 2', () => {
  const terminal = new TestTerminal();
  const error = new SimulatorError('NO_MATCH', '"wbe*" matches no VM');
  expect(reportFailure(error, terminal, request)).toBe(2);
  expect(terminal.errText).toBe('vdcsim: "wbe*" matches no VM\n');
});

test('a defect tells all that a report needs, exit code 3', () => {
  const terminal = new TestTerminal();
  const position = { seed: 7, run: 2, atSeconds: 12.5, label: 'cpu esx01', eventNumber: 99 };
  try {
    assert(false, 'a sum is wrong');
  } catch (error) {
    Object.assign(error as Error, { runPosition: position });
    expect(reportFailure(error, terminal, request)).toBe(3);
  }
  for (const words of [
    'Please report these lines',
    '  version   0.1.0\n',
    '  command   vdcsim run x.yaml\n',
    '  seed      7, run 2\n',
    '  time      12.5 s, timer 99, cpu esx01\n',
    'AssertionFailure: a sum is wrong',
    'failure.test.ts',
  ]) {
    expect(terminal.errText).toContain(words);
  }
  expect(terminal.outText).toBe('');
});
