import { type Explanation, type Simulation, simulate } from '@vdcsim/core';
import { didYouMean, formatDiagnostics } from '@vdcsim/scenario';
import type { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { ExitCode } from '../exit-codes.ts';
import { wrapped } from '../report/format.ts';
import { paintFor } from '../report/paint.ts';
import { drive } from '../running/drive.ts';
import { type PreparedRun, prepareRun } from '../running/prepare.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './command.ts';
import { naturalNumber } from './options.ts';

const help = `
Runs the scenario, or replays the run folder, to the instant, and tells the
state of the VM, host, pool or cluster then: the chain of events behind it, its
downtime, and what its CPU was bound by.

Examples:
  vdcsim why runs/first-steps-1-1 --entity web02 --at "+12 min"
  vdcsim why scenarios/noisy-neighbour.yaml --entity web01 --at 00:15
  vdcsim why scenarios/host-failure.yaml --entity test06 --json

Exit codes: 0 well, 2 bad input, 3 a defect of vdcsim.`;

interface WhyOptions {
  readonly entity: string;
  readonly at?: string;
  readonly seed?: number;
  readonly run?: number;
  readonly data?: string;
  readonly json?: true;
}

/** Declares `vdcsim why`. */
export function define(command: Command, context: CommandContext): void {
  command
    .description('Tells why a VM, host, pool or cluster is as it is at an instant.')
    .argument('<run>', 'a run folder, or a scenario file')
    .requiredOption('--entity <name>', 'the VM, host, pool or cluster')
    .option('--at <time>', 'the instant, as in a scenario: "+12 min", "10:30" (default: end)')
    .option('--seed <n>', "seed instead of the scenario's", naturalNumber)
    .option('--run <n>', 'number of the replication', naturalNumber)
    .option('--data <folder>', 'where traces are looked for too (default: VDCSIM_DATA)')
    .option('--json', 'print one JSON document and nothing else on standard output')
    .addHelpText('after', help)
    .action((target: string, options: WhyOptions) =>
      context.perform(options.json === true, () => why(target, options, context.terminal)),
    );
}

async function why(target: string, options: WhyOptions, terminal: Terminal): Promise<ExitCode> {
  const prepared = prepareRun(target, { ...options, until: options.at });
  const { loaded } = prepared;
  if (loaded.warnings.length > 0) terminal.err(`${formatDiagnostics(loaded.warnings)}\n`);
  const simulation = simulate(loaded.scenario, {
    ...{ seed: prepared.seed, run: prepared.run, replay: prepared.commands },
    ...{ record: { metrics: [] }, percentiles: false, keepIntervals: false },
  });
  checkName(simulation, prepared, options.entity);
  if (!(await drive(simulation, prepared.untilSeconds, terminal))) return ExitCode.interrupted;
  const explanation = simulation.why(options.entity);
  if (options.json === true) terminal.out(`${JSON.stringify(explanation, undefined, 2)}\n`);
  else terminal.out(explanationText(explanation, terminal));
  return ExitCode.well;
}

/** A wrong name is told before anything is run. */
function checkName({ directory }: Simulation, { loaded }: PreparedRun, name: string): void {
  const kinds = ['vm', 'host', 'pool', 'cluster'];
  if (kinds.includes(directory.find(name)?.kind ?? '')) return;
  const { vms, hosts, pools, clusters } = loaded.scenario;
  const known = [...vms, ...hosts, ...pools, ...clusters].map((each) => each.name);
  const guess = didYouMean(name, known);
  throw new CommandError(
    'NO_SUCH_ENTITY',
    `no VM, host, pool or cluster is called "${name}"; ${guess ?? 'see the names in the scenario'}`,
  );
}

function explanationText(explanation: Explanation, terminal: Terminal): string {
  const paint = paintFor(terminal);
  const title = `${explanation.kind} ${explanation.entity} at ${explanation.clock}`;
  const parts = explanation.parts.map((part) => part.lines.flatMap(shownLine).join('\n'));
  return `${[paint.title(title), ...parts].join('\n\n')}\n`;
}

/** Keeps the indent of a line when it is broken. */
function shownLine(line: string): string[] {
  const indent = line.length - line.trimStart().length;
  const [first, ...rest] = wrapped(line.trim(), 80 - indent - 2);
  return [' '.repeat(indent) + first!, ...rest.map((more) => ' '.repeat(indent + 2) + more)];
}
