import { jsonSchema } from '@vdcsim/scenario';
import type { Command } from 'commander';
import { ExitCode } from '../exit-codes.ts';
import type { CommandContext } from './command.ts';

const help = `
Editors with a YAML language server complete and explain keys with it. Write it
to a file and name it in the first line of a scenario:

  vdcsim schema > vdcsim.schema.json
  # yaml-language-server: $schema=vdcsim.schema.json`;

/** Declares `vdcsim schema`. */
export function define(command: Command, context: CommandContext): void {
  command
    .description('Prints the JSON Schema (draft-07) of scenario files.')
    .option('--json', 'the schema is JSON with or without it')
    .addHelpText('after', help)
    .action(() =>
      context.perform(false, async () => {
        context.terminal.out(`${JSON.stringify(jsonSchema(), undefined, 2)}\n`);
        return ExitCode.well;
      }),
    );
}
