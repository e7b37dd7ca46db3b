import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { Disk } from './disk.ts';

/**
 * A run is written to `NAME.partial-MACHINE-PID-RANDOM` beside its place and renamed when whole.
 * What a killed run left behind is told by its name: same machine, no such process any more.
 */

/** Files of a run folder; whatever holds something else is not ours to remove. */
export const runFiles = [
  'scenario.yaml',
  'commands.ndjson',
  'summary.json',
  'events.ndjson',
  'metrics.parquet',
  'inputs.json',
] as const;

const pattern = /\.partial-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}$/;

/** A fresh name for the unfinished run that will become `target`. */
export function partialName(target: string): string {
  const random = randomBytes(4).toString('hex');
  const name = `${basename(target)}.partial-${machine()}-${process.pid}-${random}`;
  return join(dirname(target), name);
}

/** Removes from a folder what dead runs of this machine left unfinished. Returns their paths. */
export function removeLeftovers(folder: string, disk: Disk): string[] {
  const removed: string[] = [];
  for (const name of disk.list(folder)) {
    const match = pattern.exec(name);
    if (match === null || match[1] !== machine() || isAlive(Number(match[2]))) continue;
    const path = join(folder, name);
    if (!holdsOnlyRunFiles(disk.list(path))) continue;
    disk.remove(path);
    removed.push(path);
  }
  return removed;
}

function holdsOnlyRunFiles(names: readonly string[]): boolean {
  const known: readonly string[] = runFiles;
  return names.every((name) => known.includes(name));
}

/** Eight hexadecimal digits that stand for this machine on a shared disk. */
function machine(): string {
  return createHash('sha256').update(hostname()).digest('hex').slice(0, 8);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
