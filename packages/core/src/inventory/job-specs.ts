import type { WindowSpec } from '../declare/index.ts';
import type { DistributionSpec, Sampler } from '../engine/distributions.ts';

/** An amount of work of the CPU. */
export interface WorkSpec {
  /** Seconds of one uncontended core of the host, or cycles in millions, which know no host. */
  readonly unit: 'coreSeconds' | 'megacycles';
  readonly amount: DistributionSpec | Sampler;
}

/** A stage of a job: what it names goes on at once, and it ends with the last of it. */
export interface StageSpec {
  /** Work of all threads together. */
  readonly cpu?: WorkSpec;
  /** Threads that divide the work evenly, at least 1. */
  readonly threads: number;
  /** Time that passes, seconds. */
  readonly wait?: DistributionSpec | Sampler;
  /** Read from and written to the disk, MiB, above 0. */
  readonly readMiB?: number;
  readonly writeMiB?: number;
  /** Sent over the network to `to`, or out of the datacenter, MiB, above 0. */
  readonly sendMiB?: number;
  /** Read here and written at `to`, MiB, above 0; `streamed` through all resources at once. */
  readonly copyMiB?: number;
  /** Name of a VM or host. */
  readonly to?: string;
  readonly streamed?: boolean;
  /** Name of a disk of the VM. Absent: its first. */
  readonly disk?: string;
  /** Selector text; absent: where the job runs. */
  readonly runOn?: string;
  /** How often it is done; a job does it a whole number of times. */
  readonly times: number;
}

/** When instances of a job arrive: one of the sources, or `everySeconds` beside `atSeconds`. */
export interface ArrivalsSpec {
  /** Seconds after the start; with `everySeconds` the first of each row. */
  readonly atSeconds?: readonly number[];
  /** Period, above 0; without `atSeconds` from the start on. */
  readonly everySeconds?: number;
  /** Time from one arrival to the next, the first counted from the start. */
  readonly interarrival?: DistributionSpec | Sampler;
  /** Seconds after the start, in order, as a file has them. */
  readonly times?: readonly number[];
  /**
   * From code only: a closed loop. After an instance has finished, the next one arrives this much
   * later; `atSeconds` gives the first of each customer.
   */
  readonly think?: DistributionSpec | Sampler;
  /** Arrivals outside of it do not take place. */
  readonly during?: WindowSpec;
  /** At most so many. */
  readonly count?: number;
}

export interface CheckpointSpec {
  /** Progress of each thread from one checkpoint to the next, seconds of a core, above 0. */
  readonly everySeconds: number;
  /** What one costs each thread, seconds of a core. */
  readonly costSeconds: number;
}

/** Finite work that arrives, may wait for its turn, runs in stages, and ends. */
export interface JobSpec {
  readonly name: string;
  /** Selector text of VMs. */
  readonly runOn: string;
  readonly arrivals: ArrivalsSpec;
  /** At least one. */
  readonly stages: readonly StageSpec[];
  /** Names of jobs: instance k begins when instance k of each of them has finished. */
  readonly after?: readonly string[];
  readonly discipline: 'shared' | 'fcfs' | 'priority';
  /** Higher goes first. */
  readonly priority: number;
  /** Instances in the line before it from which on an arrival is refused; absent: no limit. */
  readonly queueLimit?: number;
  /** Which of several VMs. */
  readonly policy: 'least-busy' | 'round-robin' | 'random';
  /** Seconds after the arrival. */
  readonly deadlineSeconds?: number;
  readonly lostWork: 'redo' | 'keep';
  readonly checkpoint?: CheckpointSpec;
}
