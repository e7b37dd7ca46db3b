import type { Command } from 'commander';
import type { ExitCode } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

/** What a command is given beside its arguments. */
export interface CommandContext {
  readonly terminal: Terminal;
  /** The arguments as typed. */
  readonly commandLine: readonly string[];
  /** Runs the action of a command and keeps its exit code. */
  readonly perform: (json: boolean, action: () => Promise<ExitCode>) => Promise<void>;
}

/** A command's own file: it declares its arguments and what it does. */
export interface CommandModule {
  define(command: Command, context: CommandContext): void;
}
