/**
 * From collected entries to typed things, kind by kind: overrides, templates, types, and what
 * kinds need of one another. Hosts come before clusters, clusters before pools and VMs.
 */
import type {
  ClusterSpec,
  HostSpec,
  JobSpec,
  PlatformSpec,
  PoolSpec,
  VmSpec,
  WorkloadSpec,
} from '@vdcsim/core';
import { checkAll } from '../checks/check-all.ts';
import { checked, inventoryOf } from '../checks/inventory.ts';
import { checkJobs } from '../checks/jobs.ts';
import { checkMoves } from '../checks/moves.ts';
import { checkWorkloads } from '../checks/workloads.ts';
import type { MapNode } from '../document/tree.ts';
import { readArrivalFiles } from '../meaning/arrivals.ts';
import { allPlatformCells, typePlatforms } from '../meaning/platforms.ts';
import { readTraceWorkloads } from '../meaning/traces.ts';
import type { Typing } from '../typing/typing.ts';
import type { Entry, NameTable } from './entries.ts';
import { type Override, overrideKind } from './overrides.ts';
import { datastoreOf, Places } from './places.ts';
import type { Population, Variant } from './population.ts';
import type { SelectorCheck } from './selectors.ts';
import { withNames } from './spread.ts';
import { Templates } from './templates.ts';
import { type Thing, typeThings } from './things.ts';

export interface BuildParts {
  readonly entries: ReadonlyMap<string, readonly Entry[]>;
  readonly names: NameTable;
  readonly overrides: readonly Override[];
  readonly population: Population;
  readonly selectors: SelectorCheck;
  readonly typing: Typing;
}

/** Things by kind, sorted by name; own platforms typed; places derived. */
export interface Built {
  readonly things: ReadonlyMap<string, readonly Thing[]>;
  readonly platforms: readonly PlatformSpec[];
  readonly places: Places;
}

/** Kinds whose things others need first; the rest follows in the order of the language. */
const firstKinds = [
  ...['platform', 'template', 'network', 'switch', 'link', 'array', 'host', 'zone', 'nas'],
  ...['datastore', 'cluster', 'pool', 'workload'],
];

/** Types everything that has a name, and checks how it fits together. */
export function buildThings(parts: BuildParts): Built {
  return new Builder(parts).build();
}

class Builder {
  private readonly parts: BuildParts;
  private readonly things = new Map<string, Thing[]>();
  private readonly mayLack = new Set<Entry>();
  private platforms: PlatformSpec[] = [];
  private places = new Places({
    hosts: [],
    platformByHost: new Map(),
    clusters: [],
    clusterByHost: new Map(),
    datastores: [],
    pools: new Map(),
  });

  constructor(parts: BuildParts) {
    this.parts = parts;
  }

  build(): Built {
    const all = this.parts.typing.language.lists.map((list) => list.kind);
    const kinds = [
      ...firstKinds.filter((kind) => all.includes(kind)),
      ...all.filter((kind) => !firstKinds.includes(kind)),
    ];
    for (const kind of kinds) this.populate(kind);
    for (const kind of kinds) this.typeKind(kind);
    this.check();
    this.placeAll();
    for (const list of this.things.values()) {
      list.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
    }
    return { things: this.things, platforms: this.platforms, places: this.places };
  }

  private populate(kind: string): void {
    const { entries, population } = this.parts;
    const variants = (entries.get(kind) ?? []).map((entry): Variant => {
      return { entry, node: entry.node, members: undefined };
    });
    population.replace(kind, variants);
  }

  private typeKind(kind: string): void {
    const { population, overrides, selectors, typing } = this.parts;
    if (kind === 'vm') this.applyTemplates();
    overrideKind(kind, overrides, population, selectors);
    const variants = population.variantsOf(kind);
    const things = typeThings(variants, typing, ({ entry }) => this.mayLack.has(entry));
    this.things.set(kind, things);
    if (kind === 'platform') this.platforms = typePlatforms(things, variants, typing);
    this.spread(kind, things);
    if (kind === 'pool') this.settlePlaces();
    if (kind === 'workload') {
      this.things.set(kind, readTraceWorkloads(things, variants, typing, this.hasWays()));
      checkWorkloads(checked<WorkloadSpec>(this.things.get(kind)!), typing.problems);
    }
    if (kind === 'job') {
      this.things.set(kind, readArrivalFiles(things, typing));
      checkJobs(checked<JobSpec>(this.things.get(kind)!), population, typing);
    }
  }

  /** Whether some VM may have a disk or a network. */
  private hasWays(): boolean {
    const { population } = this.parts;
    const kinds = ['vm', 'template', 'host'];
    return kinds.some((kind) =>
      population.some(kind, ({ node }) =>
        ['disks', 'nics'].some((key) => node?.entries.has(key) === true),
      ),
    );
  }

  /** VMs get the keys of their templates, which `set` may have changed. */
  private applyTemplates(): void {
    const { population, names, typing } = this.parts;
    const nodes = new Map<string, MapNode>();
    for (const variant of population.variantsOf('template')) {
      const indexes = variant.members ?? variant.entry.names.keys();
      for (const index of indexes) nodes.set(variant.entry.names[index]!, variant.node);
    }
    const templates = new Templates((name) => nodes.get(name), names, typing.problems);
    for (const [name, node] of nodes) templates.check(name, node);
    const merged = population.variantsOf('vm').map((variant): Variant => {
      const { node, mayLack } = templates.merge(variant.node);
      if (mayLack) this.mayLack.add(variant.entry);
      return { ...variant, node };
    });
    population.replace('vm', merged);
  }

  /** Keys that select others; typed, they are names. */
  private spread(kind: string, things: Thing[]): void {
    const { population, selectors } = this.parts;
    const variants = population.variantsOf(kind);
    for (const [index, thing] of things.entries()) {
      things[index] = withNames(thing, variants, kind, selectors);
    }
  }

  private settlePlaces(): void {
    const hosts = checked<HostSpec>(this.things.get('host') ?? []);
    const clusters = checked<ClusterSpec>(this.things.get('cluster') ?? []);
    const pools = checked<PoolSpec>(this.things.get('pool') ?? []);
    this.places = new Places({
      hosts: (this.things.get('host') ?? []).map((host) => host.name),
      platformByHost: new Map(hosts.map(({ spec }) => [spec.name, spec.platform])),
      clusters: (this.things.get('cluster') ?? []).map((cluster) => cluster.name),
      clusterByHost: new Map(
        clusters.flatMap(({ spec }) => spec.hosts.map((host) => [host, spec.name] as const)),
      ),
      datastores: (this.things.get('datastore') ?? []).map((datastore) => datastore.name),
      pools: new Map(
        pools.map(({ spec }) => [
          spec.name,
          { cluster: spec.cluster, host: spec.host, parent: spec.parent },
        ]),
      ),
    });
    this.parts.population.settlePlaces(this.places);
  }

  private check(): void {
    const { entries, typing } = this.parts;
    const { places, things } = this;
    const isBroken = (kind: string) =>
      (things.get(kind) ?? []).some((thing) => thing.spec === undefined) ||
      (entries.get(kind) ?? []).some((entry) => entry.names.length === 0);
    const platforms = allPlatformCells(this.platforms, typing.language);
    const { problems } = typing;
    checkAll(inventoryOf({ things, places, platforms, isBroken, problems }));
    const of = <Spec>(kind: string) => checked<Spec>(things.get(kind) ?? []);
    const { population } = this.parts;
    const [jobs, workloads] = [of<JobSpec>('job'), of<WorkloadSpec>('workload')];
    checkMoves({ jobs, workloads, vms: of<VmSpec>('vm'), population, problems });
  }

  /** Writes the derived places into VMs and pools. */
  private placeAll(): void {
    const { places } = this;
    this.replaceSpecs('vm', (spec: VmSpec) => {
      const written = { host: spec.host, cluster: spec.cluster, pool: spec.pool };
      const { host, cluster } = places.homeOfVm(written).home;
      return { host, cluster, datastore: datastoreOf(spec, places) };
    });
    this.replaceSpecs('pool', (spec: PoolSpec) => {
      const written = { cluster: spec.cluster, host: spec.host, parent: spec.parent };
      const { host, cluster } = places.baseOfPool(written).base;
      return { host, cluster };
    });
  }

  private replaceSpecs<Spec>(
    kind: string,
    derive: (spec: Spec) => Readonly<Record<string, string | undefined>>,
  ): void {
    const list = this.things.get(kind) ?? [];
    for (const [index, thing] of list.entries()) {
      if (thing.spec === undefined) continue;
      const places = Object.entries(derive(thing.spec as unknown as Spec));
      if (places.every(([key, name]) => name === thing.spec![key])) continue;
      const spec: Record<string, unknown> = { ...thing.spec };
      for (const [key, name] of places) if (name !== undefined) spec[key] = name;
      list[index] = { ...thing, spec };
    }
  }
}
