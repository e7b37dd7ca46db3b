/**
 * W2, processor sharing: ten VMs of one vCPU on each host, each with one task at a time; a task is
 * exponential with mean 1e9 cycles on cores of 1 GHz, the pause before the next one exponential
 * with mean 1 s. Here as closed jobs, one for each VM.
 */
import {
  type HostSpec,
  type JobSpec,
  type Sampler,
  type Scenario,
  type Simulation,
  simulate,
  type VmSpec,
} from '@vdcsim/core';
import { printMeasurement, timed } from './measurement.ts';
import { Streams } from './stream.ts';

export const tasksVmsPerHost = 10;
const coreMHz = 1000;

/** What is recorded: cores in use and tasks of each job, CPU of each VM and host. */
export const recordedMetrics = [
  'job.busyCores',
  'job.finishedCount',
  'job.responseSeconds',
  'vm.cpu.usedMHz',
  'vm.cpu.readyPercent',
  'host.cpu.usedMHz',
] as const;

/** The workload as a scenario built in code, `tasks` dealt evenly to all VMs. */
export function tasksScenario(hosts: number, tasks: number, cores: number): Scenario {
  const vms = hosts * tasksVmsPerHost;
  const streams = new Streams(vms);
  const numbers = Array.from({ length: vms }, (_, number) => number);
  return {
    name: 'tasks',
    startEpochSeconds: 0,
    durationSeconds: 1e6,
    seed: 1,
    platforms: [],
    hosts: Array.from({ length: hosts }, (_, number) => hostSpec(number, cores)),
    clusters: [],
    pools: [],
    workloads: [],
    vms: numbers.map(vmSpec),
    jobs: numbers.map((number) => jobSpec(number, Math.floor(tasks / vms), streams)),
    timeline: [],
    record: { intervalSeconds: 300, metrics: recordedMetrics },
    expect: [],
  };
}

const numbered = (prefix: string, number: number): string =>
  `${prefix}${String(number).padStart(6, '0')}`;

function hostSpec(number: number, cores: number): HostSpec {
  return {
    name: numbered('host', number),
    platform: 'esx4',
    cpu: { sockets: 1, coresPerSocket: cores, threadsPerCore: 1, speedMHz: coreMHz },
    memoryMiB: 16384,
    power: 'powered-on',
    tags: {},
  };
}

function vmSpec(number: number): VmSpec {
  return {
    name: numbered('vm', number),
    vcpus: 1,
    memoryMiB: 1024,
    host: numbered('host', Math.floor(number / tasksVmsPerHost)),
    guestClock: 'ticks',
    allocation: {},
    boot: [],
    power: 'powered-on',
    tags: {},
  };
}

function jobSpec(number: number, count: number, streams: Streams): JobSpec {
  const drawn = (mean: number): Sampler => new ExponentialSampler(streams, number, mean);
  return {
    name: numbered('job', number),
    runOn: numbered('vm', number),
    arrivals: { atSeconds: [0], think: drawn(1), count },
    stages: [{ cpu: { unit: 'megacycles', amount: drawn(1000) }, threads: 1, times: 1 }],
    discipline: 'shared',
    priority: 0,
    policy: 'least-busy',
    lostWork: 'redo',
  };
}

/** Draws from the stream of one VM. */
class ExponentialSampler implements Sampler {
  private readonly streams: Streams;
  private readonly vm: number;
  private readonly scale: number;

  constructor(streams: Streams, vm: number, scale: number) {
    this.streams = streams;
    this.vm = vm;
    this.scale = scale;
  }

  sample(): number {
    return this.scale * this.streams.exponential(this.vm);
  }
}

/** Sum of the instants at which tasks ended, and the last of them. */
export class TaskEnds {
  sumSeconds = 0;
  lastSeconds = 0;
  tasks = 0;

  /** Looks at the engine's clock whenever a metric of the jobs takes a sample. */
  follow(simulation: Simulation): void {
    const metric = simulation.metrics.metric('job.responseSeconds')!;
    metric.attach({
      fold: (_job, _value, atSeconds) => {
        this.sumSeconds += atSeconds;
        this.lastSeconds = atSeconds;
        this.tasks++;
      },
      grow: () => {},
    });
  }
}

/**
 * Runs a scenario of jobs until so many of their instances have ended, its metrics recorded and
 * handed to a listener, and prints what that took. Set-up ends with the first instant, in which all
 * VMs are placed.
 */
export function measureTasks(
  makeScenario: () => Scenario,
  whole: number,
  operationsEach: number,
  stepSeconds: number,
): void {
  const setUpStart = performance.now();
  const simulation = simulate(makeScenario(), {
    stats: ['mean', 'max'],
    percentiles: false,
    keepIntervals: false,
  });
  const ends = new TaskEnds();
  ends.follow(simulation);
  let rows = 0;
  simulation.recorder.onRow(() => rows++);
  simulation.runUntil(0);
  const setUpSeconds = (performance.now() - setUpStart) / 1e3;
  const span = timed(() => {
    while (ends.tasks < whole) simulation.runUntil(simulation.nowSeconds + stepSeconds);
  });
  printMeasurement({
    check: ends.sumSeconds,
    operations: operationsEach * ends.tasks,
    ...span,
    parts: { lastSeconds: ends.lastSeconds, setUpSeconds, rows },
  });
}
