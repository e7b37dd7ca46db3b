/**
 * W4 from the text of a scenario with ranges of names, as the command does it: read, checked,
 * built, run, every interval handed out. The draws of the race stand in for a trace file.
 * VM i is on host i modulo the hosts: names are dealt out in turn.
 *
 *     w4-file HOSTS PERIODS [write]
 *
 * With `write` a run folder is written in a scratch folder, and timed apart.
 */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Scenario, type Simulation, simulate } from '@vdcsim/core';
import { RunFolderWriter } from '@vdcsim/exchange';
import { memoryFiles, parseScenario } from '@vdcsim/scenario';
import { dayTrace, periodSeconds, RecordedWork, recordedMetrics, vmsPerHost } from './day.ts';
import { printMeasurement, timed } from './measurement.ts';

const hosts = Number(process.argv[2]);
const periods = Number(process.argv[3]);
const writes = process.argv[4] === 'write';

function dayText(): string {
  const hostNames = `host${digits(1)}..${digits(hosts)}`;
  return `vdcsim: 1
name: Trace day
duration: ${periods * periodSeconds} s
hosts:
  - name: ${hostNames}
    platform: esx4
    cpu: { sockets: 1, coresPerSocket: 4, speed: 2 GHz }
    memory: 16 GiB
workloads: [{ name: day, kind: steady, demand: { cpu: 0% } }]
vms:
  - name: vm${digits(1)}..${digits(hosts * vmsPerHost)}
    vcpus: 1
    memory: 1 GiB
    host: ${hostNames}
    workload: day
record:
  interval: ${periodSeconds} s
  metrics: [${recordedMetrics.join(', ')}]
`;
}

function digits(number: number): string {
  return String(number).padStart(6, '0');
}

/** The scenario of the text, its workload replaced by the streams of the race. */
function loadDay(): Scenario {
  const { scenario } = parseScenario('day.yaml', memoryFiles({ 'day.yaml': dayText() }));
  const source = dayTrace(hosts * vmsPerHost);
  return { ...scenario, workloads: [{ name: 'day', kind: 'trace', source, replay: 'lose' }] };
}

/** Writes the intervals to a run folder; returns the seconds that this takes and what it wrote. */
class FolderWriting {
  seconds = 0;
  private readonly folder = mkdtempSync(join(tmpdir(), 'vdcsim-bench-'));
  private readonly writer: RunFolderWriter;
  private readonly simulation: Simulation;

  constructor(simulation: Simulation) {
    this.simulation = simulation;
    const { hosts: hostSpecs, vms } = simulation.scenario;
    this.writer = new RunFolderWriter({
      place: { parent: this.folder, name: 'day' },
      entityName: (kind, index) => (kind === 'vm' ? vms : hostSpecs)[index]!.name,
      nameOf: (id) => String(id),
      createdBy: 'vdcsim',
    });
    simulation.recorder.onRow((row) => {
      this.seconds += timed(() => this.writer.recordRow(row)).wallSeconds;
    });
  }

  finish(): { writeSeconds: number; writtenMiB: number } {
    const { seed, run } = this.simulation;
    let path = '';
    this.seconds += timed(() => {
      path = this.writer.finish({
        scenarioYaml: dayText(),
        commands: [],
        summary: {},
        inputs: {
          product: 'vdcsim',
          version: '',
          node: process.version,
          seed,
          run,
          untilSeconds: this.simulation.nowSeconds,
          fingerprint: this.simulation.fingerprint(),
          scenarioFile: 'day.yaml',
          dataFolder: null,
          files: [],
        },
      });
    }).wallSeconds;
    const writtenMiB = statSync(join(path, 'metrics.parquet')).size / 2 ** 20;
    rmSync(this.folder, { recursive: true, force: true });
    return { writeSeconds: this.seconds, writtenMiB };
  }
}

const loadStart = performance.now();
const scenario = loadDay();
const loadEnd = performance.now();
const simulation = simulate(scenario, {
  stats: ['mean', 'max'],
  percentiles: false,
  keepIntervals: false,
});
const work = new RecordedWork();
work.follow(simulation);
simulation.runUntil(0);
const setUpSeconds = (performance.now() - loadEnd) / 1e3;
const writing = writes ? new FolderWriting(simulation) : undefined;
const span = timed(() => simulation.runToEnd());
const written = writing?.finish();
printMeasurement({
  check: work.vmCycles,
  operations: hosts * vmsPerHost * periods,
  ...span,
  parts: {
    hostCycles: work.hostCycles,
    loadSeconds: (loadEnd - loadStart) / 1e3,
    setUpSeconds,
    ...written,
    processSeconds: performance.now() / 1e3 - (written?.writeSeconds ?? 0),
  },
});
