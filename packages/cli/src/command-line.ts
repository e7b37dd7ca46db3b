import { Command, CommanderError } from 'commander';
import type { CommandContext, CommandModule } from './commands/command.ts';
import { ExitCode } from './exit-codes.ts';
import type { Terminal } from './terminal.ts';
import { productVersion } from './version.ts';

interface CommandEntry {
  readonly summary: string;
  /** Loaded only when this command is asked for: the others cost no start-up time. */
  readonly load: () => Promise<CommandModule>;
}

const entries: Readonly<Record<string, CommandEntry>> = {
  run: {
    summary: 'run a scenario, or replay a run folder',
    load: () => import('./commands/run.ts'),
  },
  test: {
    summary: 'run scenarios and judge what they expect',
    load: () => import('./commands/test.ts'),
  },
  validate: {
    summary: 'tell everything that is wrong in scenario files',
    load: () => import('./commands/validate.ts'),
  },
  serve: {
    summary: 'show scenarios on a page, live',
    load: () => import('./commands/serve.ts'),
  },
  why: {
    summary: 'tell why a VM, host, pool or cluster is as it is',
    load: () => import('./commands/why.ts'),
  },
  schema: {
    summary: 'print the JSON Schema of scenario files, for editors',
    load: () => import('./commands/schema.ts'),
  },
  import: {
    summary: 'make a scenario of a public trace',
    load: () => import('./commands/import.ts'),
  },
};

const description = `Simulates virtualized datacenters: what happens to everybody, minute by minute,
when something breaks, fills up or is overloaded, and why.`;

const epilogue = `
Examples:
  vdcsim run scenarios/first-steps.yaml         run it, see the summary
  vdcsim serve                                  watch it in a browser
  vdcsim test scenarios                         judge all scenarios of a folder
  vdcsim why runs/first-steps-1-1 --entity web02 --at "+12 min"
  vdcsim run --help                             every command has its own help

Exit codes: 0 well, 1 an expectation failed, 2 bad input, 3 a defect of vdcsim.`;

/** Does what the arguments ask. Never throws; everything is told on the terminal. */
export async function runCommandLine(
  commandLine: readonly string[],
  terminal: Terminal,
): Promise<ExitCode> {
  let exitCode: ExitCode = ExitCode.well;
  const context: CommandContext = {
    terminal,
    commandLine,
    async perform(json, action) {
      try {
        exitCode = await action();
      } catch (error) {
        const { reportFailure } = await import('./failure.ts');
        exitCode = reportFailure(error, terminal, { commandLine, json });
      }
    },
  };
  const program = await makeProgram(commandLine, context);
  try {
    if (commandLine.length === 0) program.outputHelp();
    else await program.parseAsync([...commandLine], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    // Commander has told the reason; asking for help or the version is no mistake.
    exitCode = error.exitCode === 0 ? ExitCode.well : ExitCode.badInput;
  }
  return exitCode;
}

async function makeProgram(
  commandLine: readonly string[],
  context: CommandContext,
): Promise<Command> {
  const { terminal } = context;
  const program = new Command('vdcsim');
  program
    .description(description)
    .version(productVersion(), '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .addHelpText('after', epilogue)
    .exitOverride()
    .showSuggestionAfterError()
    .configureOutput({
      writeOut: (text) => terminal.out(text),
      writeErr: (text) => terminal.err(text),
      outputError: (text, write) => write(text.replace(/^error: /, 'vdcsim: ')),
      getOutHelpWidth: () => Math.min(terminal.columns, 80),
      getErrHelpWidth: () => Math.min(terminal.columns, 80),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    });
  for (const [name, entry] of Object.entries(entries)) {
    const command = program.command(name).summary(entry.summary).copyInheritedSettings(program);
    if (isAskedFor(name, commandLine)) (await entry.load()).define(command, context);
  }
  return program;
}

/** Named first, or in `vdcsim help NAME`. */
function isAskedFor(name: string, commandLine: readonly string[]): boolean {
  const words = commandLine.filter((word) => !word.startsWith('-'));
  return words[0] === name || (words[0] === 'help' && words[1] === name);
}
