import { existsSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { assert, Simulation } from '@vdcsim/core';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { dyingHost, TestTerminal, vdcsim, written } from '../src/command-line.fixtures.ts';
import { reportFailure } from '../src/failure.ts';
import { loadScenario, type PlacementPolicy, simulate } from '../src/index.ts';

afterEach(() => vi.restoreAllMocks());

/** Well when it is loaded; at 20 min esx02 is dead and its VMs are elsewhere. */
const nobodyThere = dyingHost.replace(
  'fail: esx02 }',
  'fail: esx02 }, { at: +20 min, powerOff: host=esx02 and kind=vm }',
);

describe('a run that stops because of its scenario', () => {
  test('says in one line what is wrong and when, ends with 2 and writes nothing', async () => {
    const file = written(nobodyThere);
    expect(await vdcsim(['validate', file])).toMatchObject({ exitCode: 0 });
    const line = ['run', file, '--out', join(dirname(file), 'run')];
    const { exitCode, out, err } = await vdcsim(line);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toMatch(
      /^vdcsim: "host=esx02 and kind=vm" matches no vm or host \(at 1200 s, in "timeline powerOff", event \d+, seed 1, run 1\)\n$/,
    );
    expect(readdirSync(dirname(file))).toEqual(['scenario.yaml']);
  });

  test('is told with its code with --json, by test and by why as well', async () => {
    const file = written(nobodyThere);
    const run = await vdcsim(['run', file, '--no-out', '--json']);
    expect(run.exitCode).toBe(2);
    expect(JSON.parse(run.out).errors).toEqual([
      { code: 'NO_MATCH', message: expect.stringContaining('(at 1200 s, in') },
    ]);
    const judged = await vdcsim(['test', file]);
    expect([judged.exitCode, judged.err]).toEqual([2, expect.stringContaining('(at 1200 s, in')]);
    const why = await vdcsim(['why', file, '--entity', 'web01']);
    expect([why.exitCode, why.out]).toEqual([2, '']);
  });
});

describe('a policy of the user’s own', () => {
  test('that chooses a host which was not offered stops the run with its name: 2', () => {
    let first: ReturnType<PlacementPolicy['choose']>;
    const stubborn: PlacementPolicy = {
      name: 'stubborn',
      choose(_vm, candidates) {
        // The host that it once was offered is dead by the time of the restarts.
        first ??= candidates.find(({ host }) => host.name === 'esx02');
        return first;
      },
    };
    const { scenario } = loadScenario(written(dyingHost));
    const simulation = simulate(scenario, { policies: { placement: stubborn } });
    const terminal = new TestTerminal();
    try {
      simulation.runToEnd();
      expect.unreachable();
    } catch (error) {
      const request = { commandLine: ['run', 'x.yaml'], json: false };
      expect(reportFailure(error, terminal, request)).toBe(2);
    }
    expect(terminal.errText).toMatch(
      /^vdcsim: the placement policy stubborn chose esx02 for web01, which is not among .*\(at 615 s, .*\)\n$/,
    );
  });
});

describe('a defect of ours inside of a run', () => {
  test('tells what to report, with seed and time, ends with 3 and leaves no folder', async () => {
    const file = written(dyingHost);
    const runUntil = Simulation.prototype.runUntil;
    vi.spyOn(Simulation.prototype, 'runUntil').mockImplementation(function (
      this: Simulation,
      seconds,
    ) {
      this.onEvent((event) => assert(event.type !== 'vm.restarted', 'a sum is wrong'));
      runUntil.call(this, seconds);
    });
    const folder = join(dirname(file), 'run');
    const line = ['run', file, '--seed', '7', '--run', '2', '--out', folder];
    const { exitCode, out, err } = await vdcsim(line);
    expect([exitCode, out]).toEqual([3, '']);
    for (const words of [
      'vdcsim met a defect of its own. Please report these lines',
      `  command   vdcsim ${line.join(' ')}\n`,
      '  seed      7, run 2\n',
      /\n {2}time {6}615 s, timer \d+, \S.*\n/,
      'AssertionFailure: a sum is wrong',
    ]) {
      expect(err).toMatch(words);
    }
    expect(existsSync(folder)).toBe(false);
    expect(readdirSync(dirname(file))).toEqual(['scenario.yaml']);
  });
});
