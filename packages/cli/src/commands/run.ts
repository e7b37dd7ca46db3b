import { resolve } from 'node:path';
import { type Simulation, type Summary, simulate } from '@vdcsim/core';
import { RunFolderWriter, type RunPlace, runName } from '@vdcsim/exchange';
import { formatDiagnostics } from '@vdcsim/scenario';
import type { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { ExitCode } from '../exit-codes.ts';
import { paintFor } from '../report/paint.ts';
import { runReport } from '../report/run-report.ts';
import { Story } from '../report/story.ts';
import { Confidence, type ConfidenceRow } from '../running/confidence.ts';
import { drive } from '../running/drive.ts';
import { instantOf, type PreparedRun, prepareRun } from '../running/prepare.ts';
import { judgeReplay } from '../running/replay.ts';
import type { Terminal } from '../terminal.ts';
import { productVersion } from '../version.ts';
import type { CommandContext } from './command.ts';
import { confidenceLevel, naturalNumber } from './options.ts';

const help = `
A scenario is a YAML file. A run folder, as this command writes it, is replayed:
same seed, same commands, and the fingerprint is compared with the recorded one.

The run folder holds scenario.yaml (resolved), commands.ndjson, events.ndjson,
metrics.parquet, summary.json and inputs.json. It appears under its name when it
is whole, and nothing is ever overwritten: --out must name a folder that does
not exist or is empty; without --out it is runs/SCENARIO-SEED-RUN, with -2, -3
... behind it when that is taken. A replay writes a folder only with --out.

Times are written as in a scenario: "+90 min", "02:20", "day 2 02:20".

--confidence cuts the recorded intervals of this one run into batches and tells
in which range the true means of jobs and users lie. Read its caveats: a run
that is short against its own memory is told so.

Examples:
  vdcsim run scenarios/first-steps.yaml
  vdcsim run scenarios/host-failure.yaml --until "+40 min" --seed 7
  vdcsim run scenarios/planetlab-day.yaml --data ~/traces --out day1
  vdcsim run runs/first-steps-1-1                    replay a run
  vdcsim run scenarios/researcher-jobs.yaml --confidence 95%
  vdcsim run my.yaml --json --no-out | jq .ha

Exit codes: 0 well, 1 an expectation failed, 2 bad input, 3 a defect of vdcsim
(also when a replay by the same version ends with another fingerprint), 130
stopped with Ctrl-C.`;

interface RunOptions {
  readonly seed?: number;
  readonly run?: number;
  readonly until?: string;
  /** False: --no-out. */
  readonly out?: string | false;
  readonly data?: string;
  /** Level, 0.5 to 0.9999. */
  readonly confidence?: number;
  readonly warmUp?: string;
  readonly json?: true;
}

/** Declares `vdcsim run`. */
export function define(command: Command, context: CommandContext): void {
  command
    .description('Runs a scenario, or replays a run folder, and prints a summary.')
    .argument('<file-or-run>', 'a scenario file, or the folder of an earlier run')
    .option('--seed <n>', "seed of all random numbers, instead of the scenario's", naturalNumber)
    .option('--run <n>', 'number of the replication: same seed, other luck', naturalNumber)
    .option('--until <time>', 'stop at this instant instead of the end')
    .option('--out <folder>', 'where the run folder goes (default: runs/SCENARIO-SEED-RUN)')
    .option('--no-out', 'write no run folder')
    .option('--data <folder>', 'where traces are looked for too (default: VDCSIM_DATA)')
    .option('--confidence <level>', 'add intervals for jobs and users: 95%', confidenceLevel)
    .option('--warm-up <time>', 'forget what came before, for --confidence (default: nothing)')
    .option('--json', 'print one JSON document and nothing else on standard output')
    .addHelpText('after', help)
    .action((target: string, options: RunOptions) =>
      context.perform(options.json === true, () => run(target, options, context.terminal)),
    );
}

async function run(target: string, options: RunOptions, terminal: Terminal): Promise<ExitCode> {
  const prepared = prepareRun(target, options);
  const { loaded, seed, run: runNumber, commands } = prepared;
  if (loaded.warnings.length > 0) terminal.err(`${formatDiagnostics(loaded.warnings)}\n`);
  const simulation = simulate(loaded.scenario, {
    ...{ seed, run: runNumber, replay: commands, keepIntervals: false },
  });
  const warmUpSeconds = warmUpOf(prepared, options);
  const confidence = options.confidence === undefined ? undefined : new Confidence(simulation);
  const writer = writerFor(prepared, simulation, options);
  try {
    const begun = terminal.nowMilliseconds();
    const story = new Story(simulation.directory);
    simulation.onEvent((event) => story.add(event));
    const completed = await drive(simulation, prepared.untilSeconds, terminal);
    if (!completed) {
      writer?.abandon();
      terminal.err('vdcsim: stopped; no run folder was written\n');
      return ExitCode.interrupted;
    }
    simulation.recorder.closeInterval(simulation.nowSeconds);
    const wallSeconds = (terminal.nowMilliseconds() - begun) / 1000;
    const summary = { ...judged(simulation), wallSeconds };
    const runFolder = writer?.finish({
      scenarioYaml: loaded.resolvedYaml,
      commands: simulation.commandLog,
      summary,
      inputs: inputsOf(prepared, simulation),
    });
    const level = options.confidence ?? Number.NaN;
    const intervals = confidence?.rows({ level, warmUpSeconds });
    return tell({ prepared, summary, story, runFolder, intervals }, options, terminal);
  } catch (error) {
    writer?.abandon();
    throw error;
  }
}

/** Windows that are still open when a run is stopped early would judge half of what they should. */
function judged(simulation: Simulation): Summary {
  const summary = simulation.summary();
  return simulation.isFinished ? summary : { ...summary, expectations: [] };
}

interface Outcome {
  readonly prepared: PreparedRun;
  readonly summary: Summary & { readonly wallSeconds: number };
  readonly story: Story;
  readonly runFolder: string | undefined;
  /** Undefined unless they were asked for. */
  readonly intervals: readonly ConfidenceRow[] | undefined;
}

function warmUpOf({ loaded }: PreparedRun, { confidence, warmUp }: RunOptions): number {
  if (warmUp === undefined) return 0;
  if (confidence !== undefined) return instantOf('--warm-up', warmUp, loaded.scenario);
  throw new CommandError('BAD_OPTION', '--warm-up belongs to --confidence; add --confidence 95%');
}

function tell(outcome: Outcome, options: RunOptions, terminal: Terminal): ExitCode {
  const { prepared, summary, story, runFolder, intervals } = outcome;
  const replay = judgeReplay(prepared, summary);
  const { startEpochSeconds, durationSeconds, expect } = prepared.loaded.scenario;
  const isEarly = prepared.untilSeconds < durationSeconds && expect.length > 0;
  if (replay.warning !== undefined) terminal.err(`vdcsim: ${replay.warning}\n`);
  if (options.json === true) {
    const confidence = intervals && { confidence: intervals };
    const document = { ...summary, ...confidence, runFolder: runFolder ?? null };
    terminal.out(`${JSON.stringify(document, undefined, 2)}\n`);
  } else {
    const early = isEarly ? 'Stopped before the end: the expectations were not judged.' : undefined;
    const remark = replay.remark ?? early;
    const { wallSeconds } = summary;
    const report = { summary, wallSeconds, startEpochSeconds, story, runFolder, remark, intervals };
    terminal.out(runReport(report, paintFor(terminal)));
  }
  if (replay.exitCode !== ExitCode.well) return replay.exitCode;
  const isWell = summary.expectations.every((expectation) => expectation.pass);
  return isWell ? ExitCode.well : ExitCode.expectationFailed;
}

function writerFor(
  prepared: PreparedRun,
  simulation: Simulation,
  options: RunOptions,
): RunFolderWriter | undefined {
  const place = placeFor(prepared, options);
  if (place === undefined) return undefined;
  const { directory } = simulation;
  const writer = new RunFolderWriter({
    place,
    entityName: (kind, index) => directory.ofKind(kind)[index]!.name,
    nameOf: (id) => directory.nameOf(id),
    events: prepared.loaded.scenario.record.events,
    createdBy: `vdcsim ${productVersion()}`,
  });
  simulation.recorder.onRow((row) => writer.recordRow(row));
  simulation.onEvent((event) => writer.recordEvent(event));
  return writer;
}

function placeFor(prepared: PreparedRun, { out }: RunOptions): RunPlace | undefined {
  if (typeof out === 'string') return { folder: out };
  if (out === false || prepared.recorded !== undefined) return undefined;
  const { scenario } = prepared.loaded;
  return { parent: 'runs', name: runName(scenario.name, prepared.seed, prepared.run) };
}

function inputsOf(prepared: PreparedRun, simulation: Simulation) {
  const { target, loaded, recorded, dataFolder, seed, run: runNumber } = prepared;
  return {
    ...{ product: 'vdcsim', version: productVersion(), node: process.version },
    ...{ seed, run: runNumber, untilSeconds: simulation.nowSeconds },
    fingerprint: simulation.fingerprint(),
    scenarioFile: recorded?.inputs.scenarioFile ?? resolve(target),
    dataFolder: dataFolder === null ? null : resolve(dataFolder),
    files: loaded.inputs.map(({ path, sha256 }) => ({ path: resolve(path), sha256 })),
  };
}
