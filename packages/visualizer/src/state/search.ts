import type { Scene } from '@vdcsim/protocol';
import { columnOf, type Health, type Tables } from './health.ts';
import type { Entity, Inventory } from './inventory.ts';

/** One condition of a search; all of them must hold. */
export type Term =
  | { readonly form: 'text'; readonly text: string }
  | { readonly form: 'property'; readonly name: string; readonly value: string }
  | {
      readonly form: 'figure';
      readonly name: FigureName;
      readonly isAbove: boolean;
      readonly value: number;
    };

const figures = {
  ready: 'readyPercent',
  costop: 'coStopPercent',
  guest: 'guestPercent',
  limited: 'limitedPercent',
} as const;
type FigureName = keyof typeof figures;

/** Reads `tier=gold ready>10% web`. */
export function parseSearch(query: string): readonly Term[] {
  const terms: Term[] = [];
  for (const word of query.toLowerCase().split(/\s+/)) {
    if (word === '') continue;
    const compared = /^([a-z]+)([<>])=?(\d+(?:\.\d+)?)%?$/.exec(word);
    const name = compared?.[1];
    if (compared !== null && name !== undefined && name in figures) {
      const isAbove = compared[2] === '>';
      terms.push({ form: 'figure', name: name as FigureName, isAbove, value: Number(compared[3]) });
      continue;
    }
    const property = /^([^=<>]+)=(.*)$/.exec(word);
    if (property !== null) {
      terms.push({ form: 'property', name: property[1] ?? '', value: property[2] ?? '' });
    } else terms.push({ form: 'text', text: word });
  }
  return terms;
}

/** What a search found. */
export interface Found {
  readonly entities: readonly Entity[];
  /** Their numbers. */
  readonly ids: ReadonlySet<number>;
  /** When nothing was found: a search that is near and finds something. */
  readonly nearest?: { readonly query: string; readonly count: number };
}

/**
 * Searches clusters, hosts, pools and VMs. Figures and tags are asked of VMs, names and
 * `kind=`, `health=`, `state=` of all.
 */
export function search(
  query: string,
  inventory: Inventory,
  tables: Tables,
  vmHealths: readonly Health[],
): Found {
  const terms = parseSearch(query);
  if (terms.length === 0) return { entities: [], ids: new Set() };
  const entities = entitiesThatMatch(terms, inventory, tables, vmHealths);
  const ids = new Set(entities.map(({ id }) => id));
  if (entities.length > 0) return { entities, ids };
  const nearest = nearestSearch(terms, (others) =>
    entitiesThatMatch(others, inventory, tables, vmHealths),
  );
  return nearest === undefined ? { entities, ids } : { entities, ids, nearest };
}

function entitiesThatMatch(
  terms: readonly Term[],
  inventory: Inventory,
  tables: Tables,
  vmHealths: readonly Health[],
): readonly Entity[] {
  const found: Entity[] = [];
  for (const entity of inventory.byId.values()) {
    if (entity.row < 0) continue;
    const matches = terms.every((term) =>
      isMatch(term, entity, inventory.scene, tables, vmHealths),
    );
    if (matches) found.push(entity);
  }
  return found;
}

function isMatch(
  term: Term,
  entity: Entity,
  scene: Scene,
  tables: Tables,
  vmHealths: readonly Health[],
): boolean {
  if (term.form === 'text') return entity.name.toLowerCase().includes(term.text);
  if (term.form === 'property') {
    const value = propertyOf(term.name, entity, scene, tables, vmHealths);
    return value?.toLowerCase().startsWith(term.value) === true;
  }
  if (entity.kind !== 'vm') return false;
  const value = columnOf(tables, 'vm', figures[term.name])?.[entity.row];
  if (value === undefined || Number.isNaN(value)) return false;
  return term.isAbove ? value > term.value : value < term.value;
}

function propertyOf(
  name: string,
  { kind, row }: Entity,
  scene: Scene,
  tables: Tables,
  vmHealths: readonly Health[],
): string | undefined {
  if (name === 'kind') return kind;
  if (name === 'state') {
    const place = columnOf(tables, kind, 'state')?.[row];
    return place === undefined ? undefined : scene.states[kind]?.[place];
  }
  const vm = kind === 'vm' ? scene.vms[row] : undefined;
  if (vm === undefined) return undefined;
  if (name === 'health') return vmHealths[row];
  if (name === 'os') return vm.os;
  if (name === 'workload') return vm.workload;
  if (name === 'host') return scene.hosts[columnOf(tables, 'vm', 'host')?.[row] ?? -1]?.name;
  if (name === 'cluster') return scene.clusters[vm.cluster]?.name;
  if (name === 'pool') return scene.pools[vm.pool]?.name;
  const tag = Object.entries(vm.tags).find(([key]) => key.toLowerCase() === name);
  return tag?.[1];
}

/** Lowers a figure until something is found, or leaves out one term. */
function nearestSearch(
  terms: readonly Term[],
  find: (terms: readonly Term[]) => readonly Entity[],
): { query: string; count: number } | undefined {
  for (const [place, term] of terms.entries()) {
    if (term.form !== 'figure') continue;
    for (const share of [0.8, 0.5, 0.2]) {
      const value = term.isAbove ? term.value * share : term.value / share;
      const nearer = terms.map((other, at) =>
        at === place ? { ...term, value: Number(value.toPrecision(2)) } : other,
      );
      const count = find(nearer).length;
      if (count > 0) return { query: formatSearch(nearer), count };
    }
  }
  if (terms.length < 2) return undefined;
  for (const place of terms.keys()) {
    const fewer = terms.filter((_, other) => other !== place);
    const count = find(fewer).length;
    if (count > 0) return { query: formatSearch(fewer), count };
  }
  return undefined;
}

/** A search as text, the way that `parseSearch` reads it. */
export function formatSearch(terms: readonly Term[]): string {
  return terms
    .map((term) => {
      if (term.form === 'text') return term.text;
      if (term.form === 'property') return `${term.name}=${term.value}`;
      return `${term.name}${term.isAbove ? '>' : '<'}${term.value}%`;
    })
    .join(' ');
}
