import { formatDiagnostics } from '@vdcsim/scenario';
import type { Command } from 'commander';
import { ExitCode, graver } from '../exit-codes.ts';
import { type Paint, paintFor } from '../report/paint.ts';
import { type FileVerdict, judgeFile } from '../running/judge-file.ts';
import { scenarioFiles } from '../running/scenario-files.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './command.ts';

const help = `
A scenario says in "expect:" what must come true. Each line is judged and told
with what was measured; nothing is written. A folder stands for the scenarios in
it and below. A scenario whose trace is not there is skipped, with how to get
it.

Examples:
  vdcsim test scenarios/host-failure.yaml
  vdcsim test scenarios                           all of a folder
  vdcsim test scenarios --data ~/traces --json

Exit codes: 0 all came true (or was skipped), 1 an expectation failed, 2 bad
input, 3 a defect of vdcsim.`;

interface TestOptions {
  readonly data?: string;
  readonly json?: true;
}

/** Declares `vdcsim test`. */
export function define(command: Command, context: CommandContext): void {
  command
    .description('Runs scenarios and judges what they expect.')
    .argument('<file...>', 'scenario files, or folders with scenarios in them')
    .option('--data <folder>', 'where traces are looked for too (default: VDCSIM_DATA)')
    .option('--json', 'print one JSON document and nothing else on standard output')
    .addHelpText('after', help)
    .action((targets: string[], options: TestOptions) =>
      context.perform(options.json === true, () => test(targets, options, context.terminal)),
    );
}

async function test(
  targets: readonly string[],
  options: TestOptions,
  terminal: Terminal,
): Promise<ExitCode> {
  const paint = paintFor(terminal);
  const verdicts: FileVerdict[] = [];
  for (const file of scenarioFiles(targets)) {
    const verdict = await judgeFile(file, options.data, terminal);
    if (verdict.status === 'interrupted') return ExitCode.interrupted;
    verdicts.push(verdict);
    tellProblems(verdict, terminal);
    if (options.json !== true) terminal.out(`${verdictLines(verdict, paint).join('\n')}\n`);
  }
  const counts = countsOf(verdicts);
  if (options.json === true) {
    const files = verdicts.map(({ diagnostics: _, warnings: __, ...verdict }) => verdict);
    terminal.out(`${JSON.stringify({ files, ...counts }, undefined, 2)}\n`);
  } else {
    terminal.out(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  }
  return verdicts.map(exitCodeOf).reduce(graver, ExitCode.well);
}

function exitCodeOf({ status }: FileVerdict): ExitCode {
  if (status === 'failed') return ExitCode.expectationFailed;
  return status === 'bad input' ? ExitCode.badInput : ExitCode.well;
}

/** Expectations are counted one by one; a file that could not run counts as one. */
function countsOf(verdicts: readonly FileVerdict[]) {
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const { status, expectations } of verdicts) {
    if (status === 'skipped') counts.skipped++;
    if (status === 'bad input') counts.failed++;
    for (const { pass } of expectations) counts[pass ? 'passed' : 'failed']++;
  }
  return counts;
}

/** What is wrong, with positions, goes to standard error; so do warnings. */
function tellProblems({ status, errors, diagnostics, warnings }: FileVerdict, terminal: Terminal) {
  if (warnings.length > 0) terminal.err(`${formatDiagnostics(warnings)}\n`);
  if (status !== 'bad input') return;
  if (diagnostics.length > 0) terminal.err(`${formatDiagnostics(diagnostics)}\n`);
  else terminal.err(`${errors.map((error) => `vdcsim: ${error.message}`).join('\n')}\n`);
}

function verdictLines(verdict: FileVerdict, paint: Paint): string[] {
  const { file, status, expectations, errors } = verdict;
  if (status === 'skipped') {
    return [
      `${paint.doubtful('skip')}  ${file}`,
      ...errors.map(({ message, remedy }) => `      ${message}; ${remedy}`),
    ];
  }
  if (status === 'bad input') return [`${paint.bad('FAIL')}  ${file}: cannot be run`];
  const lines = [`${status === 'passed' ? paint.good('pass') : paint.bad('FAIL')}  ${file}`];
  if (expectations.length === 0) lines.push('      it expects nothing');
  for (const { pass, message, position, because } of expectations) {
    if (pass) {
      lines.push(`      ${paint.good('pass')}  ${message}`);
      continue;
    }
    const where = position === null ? '' : ` (${position})`;
    lines.push(`      ${paint.bad('FAIL')}  ${message}${where}`);
    if (because !== null) lines.push(`            because ${because}`);
  }
  return lines;
}
