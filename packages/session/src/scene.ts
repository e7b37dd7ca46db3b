import {
  hostStates,
  mechanisms,
  type PoolSpec,
  partStates,
  platformNames,
  platformTitles,
  type Scenario,
  type Simulation,
  vmStates,
} from '@vdcsim/core';
import type {
  Scene,
  SceneCluster,
  SceneCommand,
  SceneEntity,
  SceneEventType,
  SceneHost,
  ScenePlan,
  ScenePool,
  SceneVm,
} from '@vdcsim/protocol';
import { formatDiagnostic, type LoadedScenario } from '@vdcsim/scenario';

/** What a scene is made of beside the simulation itself. */
export interface SceneSource {
  readonly loaded: LoadedScenario;
  /** Name of the scenario's file. */
  readonly file: string;
  /** Distance of the fine recorded intervals, seconds. */
  readonly intervalSeconds: number;
}

/** What does not change during a run. */
export function sceneOf(simulation: Simulation, source: SceneSource): Scene {
  const { scenario, seed, run, directory, events } = simulation;
  const rows = new Rows(simulation);
  const storage = simulation.storageEstate();
  const told = storage === undefined ? drawnKinds : [...drawnKinds, ...storageKinds];
  return {
    name: scenario.name,
    about: scenario.about ?? '',
    file: source.file,
    seed,
    runNumber: run,
    startEpochSeconds: scenario.startEpochSeconds,
    durationSeconds: scenario.durationSeconds,
    intervalSeconds: source.intervalSeconds,
    states: { vm: vmStates, host: hostStates, ...(storage !== undefined && stateWords()) },
    clusters: scenario.clusters.map((spec): SceneCluster => {
      return { ...rows.entity(spec.name), hasHa: spec.ha !== undefined };
    }),
    hosts: scenario.hosts.map((spec) => hostOf(spec, rows)),
    pools: scenario.pools.map((spec): ScenePool => {
      return { ...rows.entity(spec.name), parent: parentOf(spec, rows) };
    }),
    vms: scenario.vms.map((spec) => vmOf(spec, rows)),
    ...(storage !== undefined && { storage }),
    others: directory
      .all()
      .filter((row) => !told.includes(row.kind))
      .map(({ id, kind, name }) => ({ id, kind, name })),
    commands: commands(),
    planned: planned(scenario),
    eventTypes: events.declared.map((spec): SceneEventType => {
      return { type: spec.type, doc: spec.doc, tone: spec.tone ?? 'plain' };
    }),
    warnings: source.loaded.warnings.map(formatDiagnostic),
  };
}

const drawnKinds = ['cluster', 'host', 'pool', 'vm'];

/** Parts with a state of their own in frames. */
const partKinds = [
  ...['network', 'switch', 'link', 'array', 'controller', 'port', 'raidGroup', 'spindle', 'nas'],
  ...['hba', 'nic', 'cable', 'lun'],
];
const storageKinds = [...partKinds, 'datastore', 'path', 'disk'];

const pathStates = ['active', 'standby', 'dead', 'disabled'];
const mountStates = ['open', 'stalled', 'down', 'lost'];

function stateWords(): Record<string, readonly string[]> {
  const ofParts = partKinds.map((kind) => [kind, partStates] as const);
  return { ...Object.fromEntries(ofParts), mount: mountStates, mountPath: pathStates };
}

/** Finds the rows of names. */
class Rows {
  private readonly directory: Simulation['directory'];
  private readonly clusterOfHost = new Map<string, string>();
  readonly scenario: Scenario;

  constructor(simulation: Simulation) {
    this.directory = simulation.directory;
    this.scenario = simulation.scenario;
    for (const cluster of this.scenario.clusters) {
      for (const host of cluster.hosts) this.clusterOfHost.set(host, cluster.name);
    }
  }

  entity(name: string): SceneEntity {
    const row = this.directory.find(name)!;
    return { id: row.id, kind: row.kind, name };
  }

  /** Row among those of its kind; -1 where there is no name. */
  row(name: string | undefined): number {
    return name === undefined ? -1 : (this.directory.find(name)?.index ?? -1);
  }

  clusterNameOf(host: string | undefined): string | undefined {
    return host === undefined ? undefined : this.clusterOfHost.get(host);
  }
}

function hostOf(spec: Scenario['hosts'][number], rows: Rows): SceneHost {
  const { sockets, coresPerSocket, threadsPerCore, speedMHz } = spec.cpu;
  const cores = sockets * coresPerSocket;
  return {
    ...rows.entity(spec.name),
    cluster: rows.row(rows.clusterNameOf(spec.name)),
    sockets,
    cores,
    threads: cores * threadsPerCore,
    coreMHz: speedMHz,
    memoryMiB: spec.memoryMiB,
    platform: platformTitle(spec.platform, rows.scenario),
  };
}

/** A platform of the scenario's own goes by its name and what it is based on. */
function platformTitle(name: string, scenario: Scenario): string {
  const own = scenario.platforms.find((platform) => platform.name === name);
  const base: string = own?.basedOn ?? name;
  const title = platformTitles[(platformNames as readonly string[]).indexOf(base)] ?? base;
  return own === undefined ? title : `${name}, based on ${title}`;
}

function parentOf(spec: PoolSpec, rows: Rows): ScenePool['parent'] {
  const kind = spec.parent !== undefined ? 'pool' : spec.cluster !== undefined ? 'cluster' : 'host';
  return { kind, row: rows.row(spec.parent ?? spec.cluster ?? spec.host) };
}

function vmOf(spec: Scenario['vms'][number], rows: Rows): SceneVm {
  const cluster = spec.cluster ?? rows.clusterNameOf(spec.host);
  const ha = rows.scenario.clusters.find(({ name }) => name === cluster)?.ha;
  return {
    ...rows.entity(spec.name),
    vcpus: spec.vcpus,
    memoryMiB: spec.memoryMiB,
    cluster: rows.row(cluster),
    pool: rows.row(spec.pool),
    os: spec.os ?? '',
    workload: spec.workload ?? '',
    restartPriority: spec.restartPriority ?? ha?.restartPriority ?? 'medium',
    tags: spec.tags,
  };
}

function commands(): SceneCommand[] {
  return mechanisms.flatMap(({ commands: declared }) =>
    declared.flatMap(({ verb, of, doc, inStates }) =>
      of.map((kind) => ({ verb, kind, doc, inStates: inStates?.[kind] ?? statesOf(kind) })),
    ),
  );
}

function statesOf(kind: string): readonly string[] {
  return kind === 'vm' ? vmStates : kind === 'host' ? hostStates : [];
}

/** What the author did not hide. */
function planned(scenario: Scenario): ScenePlan[] {
  return scenario.timeline
    .filter((command) => !command.hidden)
    .map(({ atSeconds, everySeconds, verb, of, options, note = '' }) => {
      const changes = (options['changes'] ?? []) as readonly { names: readonly string[] }[];
      const whom = of ?? changes.flatMap(({ names }) => names.slice(0, 3)).join(', ');
      const plan = { atSeconds, verb, of: whom, note };
      return everySeconds === undefined ? plan : { ...plan, everySeconds };
    });
}
