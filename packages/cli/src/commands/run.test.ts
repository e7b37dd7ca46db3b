import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  disappointing,
  dyingHost,
  mistaken,
  temporaryFolder,
  vdcsim,
  widthOf,
  written,
} from '../command-line.fixtures.ts';

describe('vdcsim run', () => {
  test('tells what happened within 80 columns: failure, detection, restarts, expectations', async () => {
    const { exitCode, out, err } = await vdcsim(['run', written(dyingHost), '--no-out']);
    expect([exitCode, err]).toEqual([0, '']);
    expect(out).toMatch(/^Dying host\n2 hosts, 4 VMs, seed 1, run 1\n30 min simulated in /);
    expect(out).toContain('  00:10:00  esx02 failed\n');
    expect(out).toContain('  00:10:15  esx02 declared dead\n');
    expect(out).toContain('2 VMs restarted on esx01: web02, web04');
    expect(out).toContain('2 VMs booted, back after 1 min 45 s: web02, web04');
    expect(out).toContain('  pass  vm.downtimeSeconds of web*: at most 120 s; measured max 105 s');
    expect(out).toMatch(/\nFingerprint {2}[0-9a-f]{32}\n$/);
    expect(widthOf(out)).toBeLessThanOrEqual(80);
  });

  test('has colours on a screen, and none with NO_COLOR', async () => {
    const file = written(dyingHost);
    const colour = '\u001B[3';
    const withColours = await vdcsim(['run', file, '--no-out'], { isTTY: true });
    expect(withColours.out).toContain(colour);
    const env = { NO_COLOR: '1' };
    const without = await vdcsim(['run', file, '--no-out'], { isTTY: true, env });
    expect(without.out).not.toContain(colour);
  });

  test('prints one JSON document and nothing else with --json', async () => {
    const { out, err } = await vdcsim(['run', written(dyingHost), '--json', '--no-out']);
    expect(err).toBe('');
    expect(JSON.parse(out)).toMatchObject({
      ...{ scenario: 'Dying host', seed: 1, run: 1, simulatedSeconds: 1800, runFolder: null },
      ha: { hostsFailed: 1, vmsRestarted: 2 },
      wallSeconds: expect.any(Number),
    });
  });

  test('ends with 1 when an expectation failed, and writes the run all the same', async () => {
    const folder = join(temporaryFolder(), 'run');
    const { exitCode, out } = await vdcsim(['run', written(disappointing), '--out', folder]);
    expect(exitCode).toBe(1);
    expect(out).toContain('  FAIL  vm.downtimeSeconds of web*: at most 60 s');
    expect(existsSync(join(folder, 'summary.json'))).toBe(true);
  });

  test('stops at --until and judges nothing then', async () => {
    const line = ['run', written(disappointing), '--until', '+12 min', '--no-out', '--json'];
    const { exitCode, out } = await vdcsim(line);
    expect(exitCode).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ simulatedSeconds: 720, expectations: [] });
  });

  test('refuses an instant that is none, or after the end', async () => {
    const file = written(dyingHost);
    const bad = await vdcsim(['run', file, '--until', 'tomorrow', '--no-out']);
    expect(bad.exitCode).toBe(2);
    expect(bad.err).toContain('--until: "tomorrow" is no instant; write ');
    const late = await vdcsim(['run', file, '--until', '+2 h', '--no-out']);
    expect([late.exitCode, late.err]).toEqual([2, expect.stringContaining('after the end')]);
  });

  test('overwrites nothing: a folder that holds something is refused with 2', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'mine.txt'), 'precious');
    const { exitCode, err } = await vdcsim(['run', written(dyingHost), '--out', folder]);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('nothing is overwritten')]);
    expect(readdirSync(folder)).toEqual(['mine.txt']);
  });

  test('leaves no folder and ends with 130 on Ctrl-C', async () => {
    const parent = temporaryFolder();
    const line = ['run', written(dyingHost), '--out', join(parent, 'run')];
    const { exitCode, err } = await vdcsim(line, { interruptAtBreath: 3 });
    expect([exitCode, err]).toEqual([130, 'vdcsim: stopped; no run folder was written\n']);
    expect(readdirSync(parent)).toEqual([]);
  });

  test('shows no progress where nobody watches', async () => {
    const { err } = await vdcsim(['run', written(dyingHost), '--no-out']);
    expect(err).toBe('');
  });
});

describe('bad input', () => {
  test('all mistakes are told with positions, exit code 2, nothing written', async () => {
    const file = written(mistaken);
    const parent = temporaryFolder();
    const { exitCode, out, err } = await vdcsim(['run', file, '--out', join(parent, 'run')]);
    expect([exitCode, out]).toEqual([2, '']);
    expect(err).toContain(`${file}:4:36: MISSING_UNIT memory: 8; write `);
    expect(err).toContain(`${file}:7:43: UNKNOWN_KEY "clutser" in vms; did you mean "cluster"?`);
    expect(err).not.toMatch(/\n\s+at /);
    expect(readdirSync(parent)).toEqual([]);
  });

  test('with --json the mistakes are a JSON document too', async () => {
    const { exitCode, out } = await vdcsim(['run', written(mistaken), '--json', '--no-out']);
    expect(exitCode).toBe(2);
    expect(JSON.parse(out).errors).toEqual([
      expect.objectContaining({ code: 'MISSING_UNIT', line: 4, column: 36 }),
      expect.objectContaining({ code: 'UNKNOWN_KEY', line: 7 }),
    ]);
  });

  const folder = () => temporaryFolder();
  const cases: readonly (readonly [string, () => string, RegExp])[] = [
    ['a file that is not there', () => join(folder(), 'x.yaml'), /there is no such file/],
    ['a folder that is no run', folder, /is no run folder: it has no scenario.yaml/],
    ['an empty file', () => written(''), /the file is empty/],
    ['a binary file', () => written('PAR1\0\0\0'), /it is no text file/],
    ['a text that is no map', () => written('hello'), /scenario.yaml:1:1: /],
  ];
  for (const [name, path, words] of cases) {
    test(`${name} is told clearly`, async () => {
      const { exitCode, out, err } = await vdcsim(['run', path(), '--no-out']);
      expect([exitCode, out]).toEqual([2, '']);
      expect(err).toMatch(words);
    });
  }
});

describe('a replay', () => {
  let run = '';
  beforeEach(async () => {
    run = join(temporaryFolder(), 'run');
    await vdcsim(['run', written(dyingHost), '--seed', '5', '--run', '3', '--out', run]);
  });

  function changeInputs(change: (inputs: Record<string, unknown>) => void): void {
    const path = join(run, 'inputs.json');
    const inputs = JSON.parse(readFileSync(path, 'utf8'));
    change(inputs);
    writeFileSync(path, JSON.stringify(inputs));
  }

  test('of a run folder comes to the recorded fingerprint, with its seed and run number', async () => {
    const { exitCode, out } = await vdcsim(['run', run]);
    expect(exitCode).toBe(0);
    expect(out).toContain('seed 5, run 3');
    expect(out).toContain('Replayed: the same fingerprint as recorded.');
  });

  test('writes the same run again where --out asks for it', async () => {
    const again = join(temporaryFolder(), 'again');
    await vdcsim(['run', run, '--out', again]);
    for (const file of ['commands.ndjson', 'events.ndjson', 'metrics.parquet']) {
      expect(readFileSync(join(again, file)).equals(readFileSync(join(run, file)))).toBe(true);
    }
  });

  test('gives again the commands that were given from outside', async () => {
    const command = { verb: 'powerOff', of: 'web01', options: {} };
    const line = JSON.stringify({ atSeconds: 0, afterEvents: 0, command });
    writeFileSync(join(run, 'commands.ndjson'), `${line}\n`);
    const { out } = await vdcsim(['run', run, '--json']);
    const web01 = JSON.parse(out).vms.find((vm: { name: string }) => vm.name === 'web01');
    expect(web01).toMatchObject({ state: 'powered-off', plannedDowntimeSeconds: 1800 });
  });

  test('by the same version with another fingerprint is a defect: 3', async () => {
    changeInputs((inputs) => {
      inputs['fingerprint'] = 'f'.repeat(32);
    });
    const { exitCode, err } = await vdcsim(['run', run]);
    expect([exitCode, err]).toEqual([3, expect.stringContaining('please report this')]);
  });

  test('of another version with another fingerprint is a warning', async () => {
    changeInputs((inputs) => {
      inputs['fingerprint'] = 'f'.repeat(32);
      inputs['version'] = '0.0.1';
    });
    const { exitCode, err } = await vdcsim(['run', run]);
    expect([exitCode, err]).toEqual([0, expect.stringContaining('recorded by version 0.0.1')]);
  });

  test('is refused when a trace has changed since', async () => {
    changeInputs((inputs) => {
      const files = inputs['files'] as unknown[];
      files.push({ path: '/traces/20110303/vm1', sha256: 'a'.repeat(64) });
    });
    const { exitCode, err } = await vdcsim(['run', run]);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('put the old file back')]);
  });

  test('takes no other seed', async () => {
    const { exitCode, err } = await vdcsim(['run', run, '--seed', '9']);
    expect([exitCode, err]).toEqual([2, expect.stringContaining('leave out --seed')]);
  });
});
