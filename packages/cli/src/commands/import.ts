import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type ImportedScenario, importGwaT12, importPlanetlab } from '@vdcsim/exchange';
import { parseQuantity } from '@vdcsim/scenario';
import type { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { ExitCode } from '../exit-codes.ts';
import { counted } from '../report/format.ts';
import type { Terminal } from '../terminal.ts';
import type { CommandContext } from './command.ts';
import { positiveNumber } from './options.ts';

const help = `
The scenario names the trace where it lies; the trace itself is not copied.
"vdcsim import KIND --help" says where a data set is to be had.`;

const planetlabHelp = `
Where to get it: CPU of more than 1,000 VMs on ten days of 2011, every 300 s. It
is part of CloudSim (on GitHub: Cloudslab/cloudsim), in the folder
modules/cloudsim-examples/src/main/resources/workload/planetlab; each day is a
folder, 20110303 ...

Example:
  vdcsim import planetlab traces/20110303 -o day.yaml`;

const gwaHelp = `
Where to get it: 1,750 business VMs of Bitbrains over a month of 2013, every 300
s. It is trace GWA-T-12 (fastStorage and rnd) of the Grid Workloads Archive of
Delft University of Technology.

Example:
  vdcsim import gwa-t-12 fastStorage/2013-8 -o bitbrains.yaml`;

interface ImportCommandOptions {
  readonly out: string;
  readonly name?: string;
  readonly hosts?: number;
  readonly memory?: string;
  readonly force?: true;
  readonly json?: true;
}

/** Declares `vdcsim import` with its kinds. */
export function define(command: Command, context: CommandContext): void {
  command.description('Makes a scenario of a public trace.').addHelpText('after', help);
  const planetlab = command
    .command('planetlab')
    .summary('a day of the PlanetLab trace: a folder, one VM a file')
    .description('Makes a scenario of a day of the PlanetLab trace.')
    .argument('<source>', 'the folder of the day')
    .option('--memory <size>', 'memory of each VM, which the trace does not tell: "2 GiB"');
  withCommonOptions(planetlab)
    .addHelpText('after', planetlabHelp)
    .action((source: string, options: ImportCommandOptions) =>
      context.perform(options.json === true, async () =>
        importTrace(importPlanetlabWith, source, options, context.terminal),
      ),
    );
  const gwa = command
    .command('gwa-t-12')
    .summary('the Bitbrains trace GWA-T-12: a file, or a folder of them')
    .description('Makes a scenario of the Bitbrains trace GWA-T-12.')
    .argument('<source>', 'a file of the trace, or a folder of such files');
  withCommonOptions(gwa)
    .addHelpText('after', gwaHelp)
    .action((source: string, options: ImportCommandOptions) =>
      context.perform(options.json === true, async () =>
        importTrace(importGwaWith, source, options, context.terminal),
      ),
    );
}

function withCommonOptions(command: Command): Command {
  return command
    .requiredOption('-o, --out <file>', 'the scenario file to write; "-" prints it')
    .option('--name <text>', 'name of the scenario')
    .option('--hosts <n>', 'number of hosts (default: as many as the VMs need)', positiveNumber)
    .option('--force', 'replace the file if it exists')
    .option('--json', 'print one JSON document and nothing else on standard output');
}

type Importer = (source: string, options: ImportCommandOptions) => ImportedScenario;

const importPlanetlabWith: Importer = (source, options) => {
  const { memory } = options;
  const memoryMiB = memory === undefined ? undefined : memoryOf(memory);
  const wishes = memoryMiB === undefined ? {} : { memoryPerVmMiB: memoryMiB };
  return importPlanetlab(source, { ...commonWishes(options), ...wishes });
};

const importGwaWith: Importer = (source, options) => importGwaT12(source, commonWishes(options));

function commonWishes({ name, hosts, out }: ImportCommandOptions) {
  return {
    ...(name !== undefined && { name }),
    ...(hosts !== undefined && { hosts }),
    ...(out !== '-' && { scenarioFolder: dirname(resolve(out)) }),
  };
}

function memoryOf(text: string): number {
  const type = { form: 'quantity', dimension: 'size', min: 0, exclusiveMin: true } as const;
  const size = parseQuantity('--memory', text, type);
  if (!size.ok) throw new CommandError('BAD_OPTION', `${size.what}; ${size.remedy}`);
  return size.value;
}

function importTrace(
  importer: Importer,
  source: string,
  options: ImportCommandOptions,
  terminal: Terminal,
): ExitCode {
  const { out } = options;
  if (out !== '-') checkTarget(out, options.force === true);
  const { yaml, warnings, vms, hosts } = importer(source, options);
  if (warnings.length > 0) terminal.err(`${warnings.join('\n')}\n`);
  if (out !== '-') writeFileSync(out, yaml);
  if (options.json === true) {
    const file = out === '-' ? null : out;
    const text = out === '-' ? { yaml } : {};
    terminal.out(`${JSON.stringify({ file, vms, hosts, warnings, ...text }, undefined, 2)}\n`);
  } else if (out === '-') {
    terminal.out(yaml);
  } else {
    terminal.out(`${out}: ${counted(vms, 'VM')} on ${counted(hosts, 'host')}\n`);
    terminal.out(`Next: vdcsim run ${out}\n`);
  }
  return ExitCode.well;
}

function checkTarget(path: string, replace: boolean): void {
  const isFolder = (name: string): boolean =>
    statSync(name, { throwIfNoEntry: false })?.isDirectory() === true;
  if (isFolder(path)) {
    throw new CommandError('BAD_OPTION', `${path} is a folder; name a file, "${path}/day.yaml"`);
  }
  if (!isFolder(dirname(resolve(path)))) {
    throw new CommandError('BAD_OPTION', `there is no folder ${dirname(path)} to write to`);
  }
  if (existsSync(path) && !replace) {
    throw new CommandError('FILE_EXISTS', `${path} exists; name another file, or add --force`);
  }
}
