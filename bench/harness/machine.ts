import { spawnSync } from 'node:child_process';
import { cpus, loadavg, platform, release, totalmem } from 'node:os';
import { root } from './programs.ts';

/** Where a benchmark ran. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  readonly memoryGiB: number;
  readonly system: string;
  readonly node: string;
  /** Processes that wanted to run in the minute before: above 1 the times are noisy. */
  readonly loadBefore: number;
}

/** What was measured. */
export interface SourceState {
  /** Commit of the checkout; `none` outside of git. */
  readonly commit: string;
  /** Whether the checkout held changes that are in no commit. */
  readonly isModified: boolean;
}

export function machine(): Machine {
  const all = cpus();
  return {
    cpu: all[0]?.model.trim() ?? 'unknown',
    cores: all.length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}`,
    node: process.version,
    loadBefore: Math.round(loadavg()[0]! * 100) / 100,
  };
}

export function sourceState(): SourceState {
  const commit = git('rev-parse', '--short=12', 'HEAD');
  return { commit: commit ?? 'none', isModified: git('status', '--porcelain') !== '' };
}

function git(...words: string[]): string | undefined {
  const { status, stdout } = spawnSync('git', words, { cwd: root, encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}
