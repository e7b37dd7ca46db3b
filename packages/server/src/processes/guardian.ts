import { Worker } from 'node:worker_threads';

/**
 * Watches over a child process from a thread of its own, so that it can act while the simulation
 * does not come back: when the parent is gone, and when the process outgrows its memory. Arrays of
 * numbers lie outside of the heap, which Node limits by itself.
 *
 * It is text, since a thread would need a loader of its own to read a module of ours.
 */
const watch = `
const { workerData } = require('node:worker_threads');
const { writeSync } = require('node:fs');
const end = () => process.kill(process.pid, 'SIGKILL');
setInterval(() => {
  try {
    process.kill(workerData.parent, 0);
  } catch {
    end();
  }
  if (process.memoryUsage.rss() <= workerData.mostBytes) return;
  writeSync(2, 'out of memory: the process has outgrown its limit\\n');
  end();
}, 250);
`;

/** Starts the watch; it ends with the process, and does not keep it alive. */
export function startGuardian(mostBytes: number): void {
  const thread = new Worker(watch, {
    eval: true,
    execArgv: [],
    workerData: { parent: process.ppid, mostBytes },
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
  });
  thread.unref();
}
