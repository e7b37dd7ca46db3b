import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ScenarioErrors } from '@vdcsim/scenario';
import type { RunningServer, ServerOptions } from '@vdcsim/server';
import { type Command, InvalidArgumentError } from 'commander';
import { CommandError } from '../command-error.ts';
import { ExitCode } from '../exit-codes.ts';
import { loadScenario, usualDataFolder } from '../load.ts';
import { scenarioFiles } from '../running/scenario-files.ts';
import type { Terminal } from '../terminal.ts';
import { productVersion } from '../version.ts';
import type { CommandContext } from './command.ts';
import { naturalNumber, positiveNumber } from './options.ts';

const help = `
Opens a page on which the scenario runs: watch it, pause, step, change its speed,
break something, and see why. It begins when the first viewer comes, and rests
when nobody has looked for a minute. Ctrl-C ends it.

Without a file it shows the scenarios that come with vdcsim. A folder stands for
the scenarios in it and below; the page lets you choose among them. On the page
you can also drop a scenario file of your own.

Only this machine can reach the server. With --host others can, and need the
token that is part of the printed address; --token sets it, otherwise it is made
up. There is no encryption: on a network that you do not trust put a proxy
with TLS in front.

Examples:
  vdcsim serve
  vdcsim serve scenarios/noisy-neighbour.yaml --paused
  vdcsim serve lessons --port 8090
  vdcsim serve my.yaml --host 0.0.0.0         for a class-room

The interface for programs: docs/reference/server.md.

Exit codes: 0 stopped with Ctrl-C, 2 bad input or the port is taken, 3 a defect
of vdcsim.`;

/** The demonstration opens ten seconds, at its usual speed, before something happens. */
const leadSeconds = 600;
const usualPort = 8080;
/** Ports that are tried when none is named, before any free one is taken. */
const portsTried = 20;

interface ServeOptions {
  readonly port?: number;
  readonly host: string;
  readonly token?: string;
  readonly seed?: number;
  readonly paused?: true;
  readonly memory?: number;
  readonly data?: string;
}

/** Declares `vdcsim serve`. */
export function define(command: Command, context: CommandContext): void {
  command
    .description('Shows scenarios on a page, live.')
    .argument('[file-or-folder]', 'a scenario file, or a folder with scenarios in it')
    .option('--port <n>', 'port to listen on (default: the first free one from 8080 on)', port)
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--token <text>', 'secret that viewers need; required for other hosts', secret)
    .option('--seed <n>', "seed of all random numbers, instead of the scenario's", naturalNumber)
    .option('--paused', 'let time stand still until somebody presses play')
    .option('--memory <mib>', 'most memory of one run, MiB (default: 1024)', positiveNumber)
    .option('--data <folder>', 'where traces are looked for too (default: VDCSIM_DATA)')
    .addHelpText('after', help)
    .action((target: string | undefined, options: ServeOptions) =>
      context.perform(false, () => serve(target, options, context.terminal)),
    );
}

async function serve(
  target: string | undefined,
  options: ServeOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const { host, token, seed, paused, memory } = options;
  const dataFolder = options.data ?? usualDataFolder();
  const scenarios = target === undefined ? shipped() : named(target, dataFolder);
  const server = await listen(options.port, {
    ...{ host, scenarios, version: productVersion() },
    ...(dataFolder !== undefined && { dataFolder }),
    ...(token !== undefined && { token }),
    ...(seed !== undefined && { seed }),
    ...(paused !== undefined && { isPaused: paused }),
    ...(memory !== undefined && { limits: { runMemoryMiB: memory } }),
    ...(target === undefined && { leadSeconds }),
  });
  const secretPart = server.token === undefined ? '' : `#token=${server.token}`;
  terminal.out(`vdcsim is at ${server.url}${secretPart}\n`);
  await interrupted(terminal);
  await server.stop();
  return ExitCode.well;
}

/** The first Ctrl-C; the next one ends the process at once. */
function interrupted(terminal: Terminal): Promise<void> {
  return new Promise((resolve) => {
    const release = terminal.onInterrupt(() => {
      release();
      resolve();
    });
  });
}

/** @throws CommandError BAD_OPTION when it cannot listen there */
async function listen(
  named: number | undefined,
  options: Omit<ServerOptions, 'port'>,
): Promise<RunningServer> {
  const tried = Array.from({ length: portsTried }, (_, index) => usualPort + index);
  // Loaded only now: help and mistakes are told without it.
  const { startServer } = await import('@vdcsim/server');
  for (const port of named === undefined ? [...tried, 0] : [named]) {
    try {
      return await startServer({ ...options, port });
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      if (code === 'EADDRINUSE' && named === undefined) continue;
      throw refusal(error, port, options.host ?? '');
    }
  }
  throw new CommandError('BAD_OPTION', 'no port is free');
}

function refusal(error: unknown, port: number, host: string): unknown {
  const words: Readonly<Record<string, string>> = {
    EADDRINUSE: `port ${port} is taken; name another, or leave out --port`,
    EACCES: `port ${port} is for the system; name one above 1023`,
    EADDRNOTAVAIL: `${host} is no address of this machine`,
    ENOTFOUND: `${host} is no address of this machine`,
  };
  const message = words[(error as NodeJS.ErrnoException).code ?? ''];
  return message === undefined ? error : new CommandError('BAD_OPTION', message);
}

/** What a file or folder stands for. What is shown first must be well, or all is told. */
function named(target: string, dataFolder: string | undefined): readonly string[] {
  if (statSync(target, { throwIfNoEntry: false })?.isDirectory() !== true) {
    loadScenario(target, { dataFolder });
    return [target, ...shippedOrNone().filter((path) => basename(path) !== basename(target))];
  }
  const files = scenarioFiles([target]);
  let mistakes: unknown;
  for (const file of files) {
    try {
      loadScenario(file, { dataFolder });
      return [file, ...files.filter((other) => other !== file)];
    } catch (error) {
      if (!(error instanceof ScenarioErrors)) throw error;
      mistakes ??= error;
    }
  }
  throw mistakes;
}

/** The scenarios of the checkout, the demonstration first. @throws CommandError NOTHING_TO_RUN */
function shipped(): readonly string[] {
  const files = shippedOrNone();
  if (files.length > 0) return files;
  const message = 'no scenarios came with this installation; name a scenario file';
  throw new CommandError('NOTHING_TO_RUN', message);
}

function shippedOrNone(): readonly string[] {
  const here = dirname(fileURLToPath(import.meta.url));
  const folder = join(here, '../../../../scenarios');
  if (!existsSync(folder)) return [];
  const demonstration = join(folder, 'host-failure.yaml');
  const others = scenarioFiles([folder]).filter((path) => path !== demonstration);
  return [demonstration, ...others];
}

function port(text: string): number {
  const number = naturalNumber(text);
  if (number <= 65_535) return number;
  throw new InvalidArgumentError('Write a port, 0 to 65535; 0 takes any free one.');
}

function secret(text: string): string {
  if (/^[\w.~-]{8,200}$/.test(text)) return text;
  throw new InvalidArgumentError('Write at least 8 letters, digits, "-", "_", "." or "~".');
}
