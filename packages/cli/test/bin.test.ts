import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeEach, describe, expect, onTestFinished, test } from 'vitest';

/** The command as it is installed: needs the build that `npm test` makes first. */
const bin = fileURLToPath(new URL('../bin/vdcsim.js', import.meta.url));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdcsim-bin-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
});

const small = `vdcsim: 1
name: Small
duration: 30 min
hosts: [{ name: esx01, memory: 8 GiB }]
workloads: [{ name: office, kind: steady, demand: { cpu: 20% } }]
vms: [{ name: web01..04, memory: 512 MiB, workload: office }]
`;

/** Long enough to be killed in the midst of it: every VM changes its wish every few seconds. */
const long = small
  .replace('duration: 30 min', 'duration: 10 y')
  .replace(
    /workloads: .*/,
    'workloads: [{ name: office, kind: bursty, low: { cpu: 1% }, high: { cpu: 50% }, burst: 3 s, pause: 2 s }]',
  );

function scenario(text: string): string {
  const path = join(folder, 'scenario.yaml');
  writeFileSync(path, text);
  return path;
}

function vdcsim(...commandLine: string[]) {
  const options = {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, NO_COLOR: '1' },
  } as const;
  const { status, stdout, stderr } = spawnSync(process.execPath, [bin, ...commandLine], options);
  return { status, stdout, stderr };
}

describe('the command', () => {
  test('writes runs/SCENARIO-SEED-RUN by default, and counts on', () => {
    const path = scenario(small);
    expect(vdcsim('run', path)).toMatchObject({ status: 0, stderr: '' });
    expect(vdcsim('run', path).stdout).toContain('Run folder   runs/small-1-1-2\n');
    expect(readdirSync(join(folder, 'runs'))).toEqual(['small-1-1', 'small-1-1-2']);
  });

  test('ends with the exit code of what it did', () => {
    expect(vdcsim('run', 'none.yaml')).toMatchObject({
      ...{ status: 2, stdout: '' },
      stderr: 'vdcsim: cannot read none.yaml: there is no such file\n',
    });
  });

  test('is quiet when its reader leaves', () => {
    const line = `"${process.execPath}" "${bin}" schema | head -c 10`;
    expect(execFileSync('sh', ['-c', line], { encoding: 'utf8' })).toHaveLength(10);
  });
});

describe('a run that is killed', () => {
  test('leaves no half folder under its name, and the next run cleans up', async () => {
    const child = spawn(process.execPath, [bin, 'run', scenario(long)], { cwd: folder });
    const runs = join(folder, 'runs');
    await untilEventsGrow(runs);
    child.kill('SIGKILL');
    await ended(child);
    expect(readdirSync(runs)).toEqual([expect.stringMatching(/^small-1-1\.partial-/)]);
    expect(vdcsim('run', scenario(small))).toMatchObject({ status: 0 });
    expect(readdirSync(runs)).toEqual(['small-1-1']);
  });

  test('ends with 130 and leaves nothing when it is asked to stop', async () => {
    const child = spawn(process.execPath, [bin, 'run', scenario(long)], { cwd: folder });
    const runs = join(folder, 'runs');
    await untilEventsGrow(runs);
    child.kill('SIGINT');
    expect(await ended(child)).toBe(130);
    expect(readdirSync(runs)).toEqual([]);
  });
});

/** Waits until the run has written something of its metrics. */
async function untilEventsGrow(runs: string): Promise<void> {
  await expect
    .poll(
      () => {
        const [name] = existsSync(runs) ? readdirSync(runs) : [];
        if (name === undefined) return 0;
        const metrics = join(runs, name, 'metrics.parquet');
        return existsSync(metrics) ? statSync(metrics).size : 0;
      },
      { timeout: 50_000, interval: 50 },
    )
    .toBeGreaterThan(0);
}

function ended(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.on('exit', (code) => resolve(code)));
}
