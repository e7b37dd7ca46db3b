import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Measurement } from '../src/measurement.ts';
import { root } from './programs.ts';

/** Runs the command on a small scenario as a user would, in an empty folder; only time counts. */
export function measureCommand(): Measurement {
  const folder = mkdtempSync(join(tmpdir(), 'vdcsim-bench-'));
  const bin = join(root, 'packages/cli/bin/vdcsim.js');
  const scenario = join(root, 'scenarios/first-steps.yaml');
  try {
    const start = performance.now();
    const words = [bin, 'run', scenario];
    const { status, stderr } = spawnSync(process.execPath, words, {
      cwd: folder,
      encoding: 'utf8',
    });
    const wallSeconds = (performance.now() - start) / 1e3;
    if (status !== 0) throw new Error(`vdcsim run ended with ${status}:\n${stderr}`);
    return { check: 0, operations: 1, cpuSeconds: Number.NaN, wallSeconds, peakRssMiB: Number.NaN };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
