/**
 * From collected entries to typed things, kind by kind: overrides, templates, types, and what
 * kinds need of one another. Hosts come before clusters, clusters before pools and VMs.
 */
import {
  type ClusterSpec,
  type HostSpec,
  type JobSpec,
  matchesSelector,
  type PlatformSpec,
  type PoolSpec,
  type VmSpec,
  type WorkloadSpec,
} from '@vdcsim/core';
import { checkClusters } from '../checks/clusters.ts';
import { checkFit } from '../checks/fit.ts';
import { checkHosts } from '../checks/hosts.ts';
import { checked, type Inventory } from '../checks/inventory.ts';
import { checkJobs } from '../checks/jobs.ts';
import { checkPlatformClaims } from '../checks/platform-claims.ts';
import { checkPools } from '../checks/pools.ts';
import { checkVmPlaces } from '../checks/vms.ts';
import { checkWorkloads } from '../checks/workloads.ts';
import { child, type MapNode } from '../document/tree.ts';
import { entityLists } from '../language/language.ts';
import { readArrivalFiles } from '../meaning/arrivals.ts';
import { allPlatformCells, typePlatforms } from '../meaning/platforms.ts';
import { readTraceWorkloads } from '../meaning/traces.ts';
import type { Typing } from '../typing/typing.ts';
import type { Entry, NameTable } from './entries.ts';
import { type Override, overrideKind } from './overrides.ts';
import { Places } from './places.ts';
import type { Population, Variant } from './population.ts';
import type { SelectorCheck } from './selectors.ts';
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
const firstKinds = ['platform', 'template', 'host', 'cluster', 'pool', 'workload'];

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
    pools: new Map(),
  });

  constructor(parts: BuildParts) {
    this.parts = parts;
  }

  build(): Built {
    const all = entityLists(this.parts.typing.language).map((list) => list.kind);
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
    if (kind === 'cluster') this.spreadHosts(things);
    if (kind === 'pool') this.settlePlaces();
    if (kind === 'workload') {
      this.things.set(kind, readTraceWorkloads(things, variants, typing));
      checkWorkloads(checked<WorkloadSpec>(this.things.get(kind)!), typing.problems);
    }
    if (kind === 'job') {
      this.things.set(kind, readArrivalFiles(things, typing));
      checkJobs(checked<JobSpec>(this.things.get(kind)!), population, typing);
    }
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

  /** `hosts` of a cluster is a selector; typed, it is the names of its hosts. */
  private spreadHosts(clusters: Thing[]): void {
    const { population, selectors } = this.parts;
    for (const [index, thing] of clusters.entries()) {
      const node = child(this.nodeOf('cluster', thing), 'hosts');
      const selector = thing.spec && node && selectors.parse(node);
      if (selector === undefined) continue;
      const hosts: string[] = [];
      population.some('host', (member) => {
        if (matchesSelector(selector, member)) hosts.push(member.name);
        return false;
      });
      hosts.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
      clusters[index] = { ...thing, spec: { ...thing.spec, hosts } };
    }
  }

  private nodeOf(kind: string, thing: Thing): MapNode {
    const at = thing.entry.names.indexOf(thing.name);
    const variants = this.parts.population.variantsOf(kind);
    const own = variants.find(
      ({ entry, members }) =>
        entry === thing.entry && (members === undefined || members.includes(at)),
    );
    return own?.node ?? thing.entry.node;
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
    const isBroken = (kind: string) =>
      (this.things.get(kind) ?? []).some((thing) => thing.spec === undefined) ||
      (this.parts.entries.get(kind) ?? []).some((entry) => entry.names.length === 0);
    const inventory: Inventory = {
      hosts: checked(this.things.get('host') ?? []),
      clusters: checked(this.things.get('cluster') ?? []),
      pools: checked(this.things.get('pool') ?? []),
      vms: checked(this.things.get('vm') ?? []),
      places: this.places,
      platforms: allPlatformCells(this.platforms, this.parts.typing.language),
      isPartial: ['host', 'cluster', 'pool'].some(isBroken),
      problems: this.parts.typing.problems,
    };
    checkHosts(inventory);
    checkClusters(inventory);
    checkPools(inventory);
    checkVmPlaces(inventory);
    checkFit(inventory);
    checkPlatformClaims(inventory);
  }

  /** Writes the derived places into VMs and pools. */
  private placeAll(): void {
    const { places } = this;
    this.replaceSpecs('vm', (spec: VmSpec) => {
      const written = { host: spec.host, cluster: spec.cluster, pool: spec.pool };
      return places.homeOfVm(written).home;
    });
    this.replaceSpecs('pool', (spec: PoolSpec) => {
      const written = { cluster: spec.cluster, host: spec.host, parent: spec.parent };
      return places.baseOfPool(written).base;
    });
  }

  private replaceSpecs<Spec>(
    kind: string,
    derive: (spec: Spec) => Readonly<Record<'host' | 'cluster', string | undefined>>,
  ): void {
    const list = this.things.get(kind) ?? [];
    for (const [index, thing] of list.entries()) {
      if (thing.spec === undefined) continue;
      const { host, cluster } = derive(thing.spec as unknown as Spec);
      const isWritten = host === thing.spec['host'] && cluster === thing.spec['cluster'];
      if (isWritten) continue;
      const spec: Record<string, unknown> = { ...thing.spec };
      if (host !== undefined) spec['host'] = host;
      if (cluster !== undefined) spec['cluster'] = cluster;
      list[index] = { ...thing, spec };
    }
  }
}
