import { formatDiagnostics, ScenarioErrors } from '@vdcsim/scenario';
import type { Command } from 'commander';
import { ExitCode } from '../exit-codes.ts';
import { type ErrorRecord, mistakesOf } from '../failure.ts';
import { loadScenario } from '../load.ts';
import { scenarioFiles } from '../running/scenario-files.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './command.ts';

const help = `
All mistakes of all files are told at once, as file:line:column: CODE what is
wrong; what would be right. Nothing is run. A folder stands for the scenarios in
it and below.

Examples:
  vdcsim validate my.yaml
  vdcsim validate scenarios --json

Exit codes: 0 all files are well, 2 something is wrong, 3 a defect of vdcsim.`;

interface ValidateOptions {
  readonly data?: string;
  readonly json?: true;
}

/** Declares `vdcsim validate`. */
export function define(command: Command, context: CommandContext): void {
  command
    .description('Tells everything that is wrong in scenario files.')
    .argument('<file...>', 'scenario files, or folders with scenarios in them')
    .option('--data <folder>', 'where traces are looked for too (default: VDCSIM_DATA)')
    .option('--json', 'print one JSON document and nothing else on standard output')
    .addHelpText('after', help)
    .action((targets: string[], options: ValidateOptions) =>
      context.perform(options.json === true, async () =>
        validate(targets, options, context.terminal),
      ),
    );
}

interface Finding {
  readonly file: string;
  readonly valid: boolean;
  readonly errors: readonly ErrorRecord[];
  readonly warnings: readonly ErrorRecord[];
}

function validate(
  targets: readonly string[],
  options: ValidateOptions,
  terminal: Terminal,
): ExitCode {
  const findings = scenarioFiles(targets).map((file) => {
    const finding = inspect(file, options, terminal);
    if (finding.valid && options.json !== true) terminal.out(`${file}: well\n`);
    return finding;
  });
  if (options.json === true) {
    terminal.out(`${JSON.stringify({ files: findings }, undefined, 2)}\n`);
  }
  return findings.every((finding) => finding.valid) ? ExitCode.well : ExitCode.badInput;
}

function inspect(file: string, options: ValidateOptions, terminal: Terminal): Finding {
  try {
    const { warnings } = loadScenario(file, { dataFolder: options.data });
    if (warnings.length > 0) terminal.err(`${formatDiagnostics(warnings)}\n`);
    return { file, valid: true, errors: [], warnings: warnings.map(recordOf) };
  } catch (error) {
    const errors = mistakesOf(error);
    if (errors === undefined) throw error;
    const isListed = error instanceof ScenarioErrors;
    const warnings = isListed ? error.warnings : [];
    const said = isListed
      ? formatDiagnostics([...error.diagnostics, ...warnings])
      : `vdcsim: ${errors.map(({ message }) => message).join('\n')}`;
    terminal.err(`${said}\n`);
    return { file, valid: false, errors, warnings: warnings.map(recordOf) };
  }
}

function recordOf(warning: ScenarioErrors['diagnostics'][number]): ErrorRecord {
  const { code, what, remedy, file, line, column } = warning;
  return { code, message: what, file, line, column, remedy };
}
