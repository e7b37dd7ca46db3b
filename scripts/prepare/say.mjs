import { spawnSync } from 'node:child_process';

/** A preparation that cannot go on; its message says what the reader can do. */
export class PreparationError extends Error {}

/** One line on the standard error, so that the command's own output stays clean. */
export function say(line) {
  process.stderr.write(`vdcsim: ${line}\n`);
}

/**
 * Runs a program to its end; what it prints goes to the standard error. Returns its exit status,
 * or undefined when it could not be started or was killed.
 */
export function run(program, programArguments, options = {}) {
  const { status } = spawnSync(program, programArguments, {
    stdio: ['ignore', 2, 2],
    ...options,
  });
  return status ?? undefined;
}
