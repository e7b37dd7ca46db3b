/** Import of a day of the PlanetLab trace: one VM a file, on a farm that fits. */
import {
  columnNames,
  formatQuantity,
  parseCalendar,
  readPlanetlab,
  type Trace,
} from '@vdcsim/scenario';
import {
  type FarmHost,
  hostMemoryFor,
  hostsForDemand,
  hostsForMemory,
  peakOf,
  withSpares,
} from './farm.ts';
import { ImportError } from './import-error.ts';
import { hostCount, type ImportedScenario, type ImportOptions } from './imported-scenario.ts';
import { counted, nameRange, numbered, scenarioText } from './scenario-text.ts';
import { filesOnDisk, reference, sourceName } from './source-files.ts';

/** Wishes for an imported PlanetLab scenario. */
export interface PlanetlabImportOptions extends ImportOptions {
  /** Memory of each VM in MiB; the trace does not tell. Default 2048. */
  readonly memoryPerVmMiB?: number;
}

/** assumption: the shape of a host in the trace-day example of the language. */
const HOST = { sockets: 2, coresPerSocket: 4, speedMHz: 2400 };

/**
 * Reads a folder of PlanetLab files and writes a scenario that replays them.
 *
 * @param sourceFolder one file a VM, 288 whole percentages for a day
 * @throws ImportError with all problems of the folder
 */
export function importPlanetlab(
  sourceFolder: string,
  options: PlanetlabImportOptions = {},
): ImportedScenario {
  const read = readPlanetlab(filesOnDisk(sourceFolder));
  if (!read.ok) throw new ImportError(read.problems);
  const { source } = read.value;
  const memoryMiB = options.memoryPerVmMiB ?? 2048;
  const host: FarmHost = { ...HOST, memoryMiB: hostMemoryFor(memoryMiB) };
  const needed = Math.max(
    hostsForMemory(new Array(source.columns).fill(memoryMiB), host.memoryMiB),
    hostsForDemand(peakOf(source) * host.speedMHz, host),
  );
  const warnings = oddNames(read.value);
  const hosts = hostCount(options.hosts, needed, withSpares(needed), warnings);
  const folder = sourceName(sourceFolder);
  const startEpochSeconds = options.startEpochSeconds ?? dateOf(folder);
  if (startEpochSeconds === undefined) {
    warnings.push(`"${folder}" is no date such as 20110303: the scenario has the default start`);
  }
  const durationSeconds = source.length * source.periodSeconds;
  const yaml = scenarioText({
    comment: comment(read.value, memoryMiB),
    name: options.name ?? `PlanetLab day${dateOf(folder) === undefined ? '' : ` ${folder}`}`,
    about: `What do ${counted(source.columns, 'VM')} ask of ${counted(hosts, 'host')} in a day?`,
    ...(startEpochSeconds === undefined ? {} : { startEpochSeconds }),
    durationSeconds,
    workload: 'planetlab',
    traceFile: reference(sourceFolder, options.scenarioFolder),
    traceFormat: 'planetlab',
    platform: 'esx5',
    hosts,
    host,
    vms: [{ name: nameRange('vm', source.columns), vcpus: 1, memoryMiB }],
  });
  return { yaml, warnings, vms: source.columns, hosts };
}

function comment({ source, originals }: Trace, memoryMiB: number): string[] {
  const first = numbered('vm', 1, source.columns);
  return [
    `A real day of ${counted(source.columns, 'VM')}: each follows one file of the PlanetLab ` +
      'trace, a sample every 5 minutes, in percent of its vCPU. CPU that a full host does not ' +
      `serve is lost. VMs take the files in the order of their names: ${first} follows the ` +
      `first, ${originals[0]}.`,
    'Look at: the load of the hosts through the day, and vm.cpu.readyPercent where it is crowded.',
    `The trace tells no memory: ${formatQuantity(memoryMiB, 'size')} a VM is an assumption, and ` +
      'the number of hosts follows from it.',
    'The trace stays where it is; this file only names it.',
  ];
}

/** 20110303 is 2011-03-03 00:00. */
function dateOf(folder: string): number | undefined {
  const match = /^(\d{4})(\d{2})(\d{2})$/.exec(folder);
  if (match === null) return undefined;
  const date = parseCalendar('', `${match[1]}-${match[2]}-${match[3]} 00:00`);
  return date.ok ? date.value : undefined;
}

function oddNames({ originals }: Trace): string[] {
  const names = columnNames(originals);
  const odd = originals.filter((original, index) => original !== names[index]);
  if (odd.length === 0) return [];
  const example = JSON.stringify(odd[0]);
  return [
    `odd characters in ${counted(odd.length, 'file name')}, as in ${example}: VMs are numbered`,
  ];
}
