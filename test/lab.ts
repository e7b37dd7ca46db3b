import {
  type ClusterSpec,
  type DistributionSpec,
  type HostSpec,
  type JobSpec,
  type Scenario,
  type SimulateOptions,
  type Simulation,
  type SimulationEvent,
  type StageSpec,
  simulate,
  type TimedCommand,
  type VmSpec,
  type WorkloadSpec,
} from '@vdcsim/core';

/** Typed scenarios for tests, short to write, and a run of one, read by names. */

/** `cores` stands for one socket of so many; default 4 cores of 2,000 MHz and 64 GiB. */
export function host(
  name: string,
  { cores = 4, speedMHz = 2000, cpu = {}, ...more }: HostParts = {},
): HostSpec {
  return {
    name,
    platform: 'esx5',
    cpu: { sockets: 1, coresPerSocket: cores, threadsPerCore: 1, speedMHz, ...cpu },
    memoryMiB: 65536,
    power: 'powered-on',
    tags: {},
    ...more,
  };
}

type HostParts = Partial<Omit<HostSpec, 'cpu'>> & {
  cores?: number;
  speedMHz?: number;
  cpu?: Partial<HostSpec['cpu']>;
};

/** One vCPU, 1 GiB, boots in 90 s; where it is must be said. */
export function vm(name: string, more: Partial<VmSpec> = {}): VmSpec {
  return {
    name,
    vcpus: 1,
    memoryMiB: 1024,
    guestClock: 'ticks',
    allocation: {},
    boot: [{ waitSeconds: 90 }],
    power: 'powered-on',
    tags: {},
    ...more,
  };
}

/** `prefix01`, `prefix02` ... of the same kind. */
export function vms(prefix: string, count: number, more: Partial<VmSpec> = {}): VmSpec[] {
  return Array.from({ length: count }, (_, i) =>
    vm(`${prefix}${String(i + 1).padStart(2, '0')}`, more),
  );
}

/** Arrives once, at the start, on any VM, and shares it. */
export function job(
  name: string,
  stages: readonly StageSpec[],
  more: Partial<JobSpec> = {},
): JobSpec {
  return {
    name,
    runOn: 'all',
    arrivals: { atSeconds: [0] },
    stages,
    discipline: 'shared',
    priority: 0,
    policy: 'least-busy',
    lostWork: 'redo',
    ...more,
  };
}

export const exponential = (mean: number) => ({ dist: 'exponential', mean }) as const;
export const always = (value: number) => ({ dist: 'deterministic', value }) as const;

/** A stage of so many seconds of a core, or drawn; of a job, or of a transaction. */
export function cpu(
  amount: number | DistributionSpec,
  more: { threads?: number; times?: number; runOn?: string; wait?: DistributionSpec } = {},
) {
  const drawn = typeof amount === 'number' ? always(amount) : amount;
  const work = { unit: 'coreSeconds', amount: drawn } as const;
  return { threads: 1, times: 1, ...more, cpu: work };
}

/** A stage in which time passes. */
export function pause(seconds: number) {
  return { wait: always(seconds), threads: 1, times: 1 };
}

export const percent = (value: number) => ({ dimension: 'percent', value: value / 100 }) as const;
export const MHz = (value: number) => ({ dimension: 'frequency', value }) as const;

/** Demand of a percentage of the VM's vCPUs. */
export const steady = (name: string, ofVcpus: number): WorkloadSpec => ({
  name,
  kind: 'steady',
  demand: { cpu: percent(ofVcpus) },
});

/** Wants all its vCPUs. */
export const busy: WorkloadSpec = steady('busy', 100);

export function at(
  atSeconds: number,
  verb: string,
  of: string,
  more: Partial<TimedCommand> = {},
): TimedCommand {
  return { atSeconds, verb, of, options: {}, hidden: false, ...more };
}

/** One change of `set`, as an option of a command. */
export function change(kind: string, names: readonly string[], path: string, value: unknown) {
  return { changes: [{ kind, names, path: path.split('.'), value }] };
}

/** A cluster of all these hosts, with HA unless told otherwise. */
export function cluster(name: string, hosts: readonly string[], ha = true): ClusterSpec {
  return { name, hosts, ...(ha && { ha: { restartPriority: 'medium' } as const }) };
}

const byName = (a: { name: string }, b: { name: string }): number =>
  a.name < b.name ? -1 : a.name > b.name ? 1 : 0;

/** A scenario of an hour that records nothing; entities are sorted as the loader sorts them. */
export function lab(parts: Partial<Scenario> & Pick<Scenario, 'hosts' | 'vms'>): Scenario {
  return {
    name: 'lab',
    startEpochSeconds: 1_167_609_600,
    durationSeconds: 3600,
    seed: 1,
    platforms: [],
    timeline: [],
    record: { intervalSeconds: 300 },
    expect: [],
    ...parts,
    hosts: [...parts.hosts].sort(byName),
    clusters: [...(parts.clusters ?? [])].sort(byName),
    pools: [...(parts.pools ?? [])].sort(byName),
    workloads: [...(parts.workloads ?? [busy])].sort(byName),
    vms: [...parts.vms].sort(byName),
    jobs: [...(parts.jobs ?? [])].sort(byName),
  };
}

/** A simulation that is read by names. */
export class Lab {
  readonly simulation: Simulation;
  private readonly names: readonly string[];

  constructor(scenario: Scenario, options: SimulateOptions = {}) {
    this.simulation = simulate(scenario, { percentiles: false, ...options });
    const { hosts, clusters, pools, workloads, vms: machines, jobs = [] } = scenario;
    const kinds = [hosts, clusters, pools, workloads, machines, jobs];
    this.names = ['estate', ...kinds.flatMap((kind) => kind.map(({ name }) => name))];
  }

  /** Lets time pass to an instant. */
  to(seconds: number): this {
    this.simulation.runUntil(seconds);
    return this;
  }

  /** Present value of a gauge, or present rate of an integral. */
  now(metric: string, name: string): number {
    return this.simulation.metrics.metric(metric)!.value(this.indexIn(metric, name));
  }

  /** Growth of an integral since the start. */
  total(metric: string, name: string): number {
    return this.simulation.metrics.metric(metric)!.total(this.indexIn(metric, name));
  }

  /** Present values of a VM's CPU, in the order used, ready, limited; MHz and percent. */
  cpu(name: string): { usedMHz: number; ready: number; limited: number } {
    return {
      usedMHz: this.now('vm.cpu.usedMHz', name),
      ready: this.now('vm.cpu.readyPercent', name),
      limited: this.now('vm.cpu.limitedPercent', name),
    };
  }

  /** MHz that each of these VMs is given now. */
  used(...names: readonly string[]): number[] {
    return names.map((name) => this.now('vm.cpu.usedMHz', name));
  }

  /** When events of a type happened, and to whom: `120 web01`. */
  log(...types: readonly string[]): string[] {
    return this.events(...types).map((event) => `${event.timeSeconds} ${this.subject(event)}`);
  }

  events(...types: readonly string[]): SimulationEvent[] {
    return [...this.simulation.events.all()].filter((event) => types.includes(event.type));
  }

  subject(event: SimulationEvent): string {
    return this.names[event.subject]!;
  }

  /** Name of the first other entity of an event: the host of a VM that was switched on. */
  other(event: SimulationEvent): string | undefined {
    return event.others[0] === undefined ? undefined : this.names[event.others[0]];
  }

  /** Gives a command now. */
  give(verb: string, of: string, options: Readonly<Record<string, unknown>> = {}): this {
    this.simulation.command({ verb, of, options });
    return this;
  }

  /** Changes a key of one entity now. */
  set(kind: string, name: string, path: string, value: unknown): this {
    this.simulation.command({ verb: 'set', options: change(kind, [name], path, value) });
    return this;
  }

  /** Present state and host of a VM, as the summary tells them. */
  vm(name: string) {
    return this.simulation.summary().vms.find((each) => each.name === name)!;
  }

  private indexIn(metric: string, name: string): number {
    const kind = this.simulation.metrics.metric(metric)!.spec.entity;
    const { hosts, clusters, pools, workloads, vms: machines, jobs } = this.simulation.scenario;
    const lists: Readonly<Record<string, readonly { name: string }[]>> = {
      host: hosts,
      cluster: clusters,
      pool: pools,
      workload: workloads,
      vm: machines,
      job: jobs ?? [],
    };
    const index = lists[kind]!.findIndex((each) => each.name === name);
    if (index < 0) throw new Error(`the test asks for ${name}, which is no ${kind}`);
    return index;
  }
}

/** Runs a scenario to an instant. */
export function run(
  parts: Parameters<typeof lab>[0],
  toSeconds: number,
  options: SimulateOptions = {},
): Lab {
  return new Lab(lab(parts), options).to(toSeconds);
}
