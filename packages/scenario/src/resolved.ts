/**
 * The resolved file: one document that gives the same typed scenario without any other part.
 * Entries stay as they are written, ranges and templates too; parts are merged in, `set` is kept,
 * and what nobody wrote is filled in with a comment that says where it comes from.
 */
import type { KeySpec, ValueType } from '@vdcsim/core';
import { child, type ListNode, type MapNode, type TreeNode, textOf } from './document/tree.ts';
import { type OutMap, type OutNode, writeYaml } from './document/write-yaml.ts';
import type { FileSource } from './files.ts';
import { type Language, type Shape, shapeOf } from './language/language.ts';
import type { EntityList } from './language/lists.ts';
import type { Override } from './load/overrides.ts';
import type { Places } from './load/places.ts';
import type { Population, Variant } from './load/population.ts';
import { nodeAt, type SourceFile } from './load/sources.ts';
import { absentText } from './typing/absent.ts';

export interface ResolvedParts {
  readonly language: Language;
  readonly sources: readonly SourceFile[];
  /** Top level of the scenario, overrides applied. */
  readonly root: MapNode;
  readonly overrides: readonly Override[];
  readonly population: Population;
  readonly places: Places;
  readonly files: FileSource;
}

const heading = `The whole scenario as vdcsim ran it: parts merged, defaults filled in.
Written by vdcsim; "default:" says where a value comes from that nobody wrote.`;

/** Top-level keys in customary order; others stand between these two groups. */
const firstKeys = [
  'vdcsim',
  'kind',
  'name',
  'about',
  'set',
  'start',
  'duration',
  'seed',
  'platforms',
  'hosts',
  'clusters',
  'pools',
  'workloads',
  'templates',
  'vms',
];
const lastKeys = ['timeline', 'record', 'expect'];

type OutEntry = readonly [key: string, value: OutNode];

/** Text of the resolved file of a scenario that is well. */
export function resolvedYaml(parts: ResolvedParts): string {
  return writeYaml(new Resolver(parts).document(), heading);
}

class Resolver {
  private readonly parts: ResolvedParts;

  constructor(parts: ResolvedParts) {
    this.parts = parts;
  }

  document(): OutMap {
    const { language, root, overrides } = this.parts;
    const scenario = shapeOf(language, 'Scenario');
    const lists = new Map(language.lists.map((list) => [list.key, list]));
    const entries: OutEntry[] = [];
    for (const key of orderedKeys(scenario)) {
      const spec = scenario.keys.get(key)!;
      const list = lists.get(key);
      const within = language.lists.filter(({ path }) => path.length > 1 && path[0] === key);
      if (key === 'import') continue;
      if (key === 'set') {
        if (overrides.length > 0) entries.push(['set', this.overrideMap()]);
      } else if (within.length > 0) {
        const map = this.container(within);
        if (map.entries.length > 0) entries.push([key, map]);
      } else if (list !== undefined || key === 'timeline' || key === 'expect') {
        const items = this.listItems([key], spec.type, list?.shape);
        if (items.length > 0) entries.push([key, { kind: 'list', items }]);
      } else {
        const entry = this.entry(scenario, key, spec, child(root, key), child(root, key));
        if (entry !== undefined) entries.push(entry);
      }
    }
    return { kind: 'map', entries };
  }

  private overrideMap(): OutMap {
    const byPath = new Map<string, OutNode>();
    for (const { target, value } of this.parts.overrides) {
      byPath.delete(target.text);
      byPath.set(target.text, this.written(value, target.spec.type));
    }
    return { kind: 'map', entries: [...byPath] };
  }

  /** A map whose keys are lists of named things: `storage`. */
  private container(lists: readonly EntityList[]): OutMap {
    const entries: OutEntry[] = [];
    for (const { path, shape } of lists) {
      const items = this.listItems(path, { form: 'shape', shape: shape.name }, shape);
      if (items.length > 0) entries.push([path[path.length - 1]!, { kind: 'list', items }]);
    }
    return { kind: 'map', entries };
  }

  private listItems(
    path: readonly string[],
    listed: ValueType,
    shape: Shape | undefined,
  ): OutNode[] {
    const items: OutNode[] = [];
    const type = listed.form === 'list' ? listed.item : listed;
    for (const { root } of this.parts.sources) {
      const list = nodeAt(root, path);
      if (list?.kind !== 'list') continue;
      for (const item of list.items) {
        const isPlain = item.kind !== 'map' || shape === undefined || shape.entity === 'template';
        if (isPlain) items.push(this.written(item, type));
        else items.push(this.entity(item, shape));
      }
    }
    return items;
  }

  private entity(node: MapNode, shape: Shape): OutMap {
    const kind = shape.entity!;
    const variants = this.parts.population
      .variantsOf(kind)
      .filter((variant) => variant.entry.node === node);
    const full = leastOf(variants)?.node ?? node;
    const map = this.map(node, full, shape);
    return { ...map, entries: [...map.entries, ...this.place(kind, variants)] };
  }

  /** The only cluster, host or datastore, where that is what an entry without one means. */
  private place(kind: string, variants: readonly Variant[]): OutEntry[] {
    if (kind !== 'vm' && kind !== 'pool') return [];
    const has = (key: string) => variants.some(({ node }) => node.entries.has(key));
    const { soleCluster, soleHost, soleDatastore } = this.parts.places;
    const entries: OutEntry[] = [];
    const name = soleCluster ?? soleHost;
    if (name !== undefined && !['host', 'cluster', 'pool', 'parent'].some(has)) {
      entries.push(soleOne(soleCluster === undefined ? 'host' : 'cluster', name));
    }
    const asks = variants.some(({ node }) => asksForDatastore(node));
    if (kind === 'vm' && soleDatastore !== undefined && asks && !has('datastore')) {
      entries.push(soleOne('datastore', soleDatastore));
    }
    return entries;
  }

  /** `written` is what stands in the file, `full` has the keys of templates and overrides too. */
  private map(written: MapNode | undefined, full: MapNode, shape: Shape): OutMap {
    const entries: OutEntry[] = [];
    for (const [key, { value }] of written?.entries ?? []) {
      const spec = shape.keys.get(key);
      if (spec === undefined) continue;
      const entry = this.entry(shape, key, spec, value, child(full, key));
      if (entry !== undefined) entries.push(entry);
    }
    const kind = textOf(full, 'kind');
    for (const [key, spec] of shape.keys) {
      const isForeign = spec.kinds !== undefined && !spec.kinds.includes(kind ?? '');
      if (isForeign || full.entries.has(key) || written?.entries.has(key) === true) continue;
      const entry = this.entry(shape, key, spec, undefined, undefined);
      if (entry !== undefined) entries.push(entry);
    }
    return { kind: 'map', entries };
  }

  private entry(
    shape: Shape,
    key: string,
    spec: KeySpec,
    written: TreeNode | undefined,
    full: TreeNode | undefined,
  ): OutEntry | undefined {
    if (written !== undefined) {
      const below = spec.type.form === 'shape' ? spec.type.shape : undefined;
      if (written.kind === 'map' && below !== undefined) {
        const whole = full?.kind === 'map' ? full : written;
        return [key, this.map(written, whole, shapeOf(this.parts.language, below))];
      }
      const parts = this.partShape(spec.type);
      if (written.kind === 'list' && parts !== undefined) {
        return [key, this.partList(written, full, parts)];
      }
      return [key, this.written(written, spec.type)];
    }
    const absent = absentText(shape.name, key, spec);
    if (absent === undefined) return undefined;
    const { node, source } = absent;
    if (node.kind === 'map' && spec.type.form === 'shape') {
      const map = this.map(undefined, node, shapeOf(this.parts.language, spec.type.shape));
      return map.entries.length === 0 ? undefined : [key, map];
    }
    if (source === undefined) return undefined;
    return [key, { ...this.written(node, spec.type), comment: `default: ${source}` }];
  }

  /** Shape of the named things in a list of them. */
  private partShape(type: ValueType): Shape | undefined {
    if (type.form !== 'list' || type.item.form !== 'shape') return undefined;
    const shape = shapeOf(this.parts.language, type.item.shape);
    return shape.entity === undefined ? undefined : shape;
  }

  private partList(written: ListNode, full: TreeNode | undefined, shape: Shape): OutNode {
    const items = written.items.map((item, i): OutNode => {
      if (item.kind !== 'map') return this.written(item, { form: 'any' });
      const whole = full?.kind === 'list' ? full.items[i] : undefined;
      return this.map(item, whole?.kind === 'map' ? whole : item, shape);
    });
    return { kind: 'list', items };
  }

  /** A value as it was written, with paths that lead to the same files from anywhere. */
  private written(node: TreeNode, type: ValueType): OutNode {
    switch (node.kind) {
      case 'scalar': {
        const isFile = type.form === 'file';
        const text = isFile ? this.parts.files.resolve(node.source.path, node.text) : node.text;
        return { kind: 'text', text, quoted: node.quoted };
      }
      case 'list': {
        const item = type.form === 'list' || type.form === 'oneOrList' ? type.item : type;
        return { kind: 'list', items: node.items.map((each) => this.written(each, item)) };
      }
      case 'map':
        return this.writtenMap(node, type);
      case 'broken':
        throw new Error('a scenario that is well holds nothing broken');
    }
  }

  private writtenMap(node: MapNode, type: ValueType): OutMap {
    const shape = type.form === 'shape' ? this.parts.language.shapes.get(type.shape) : undefined;
    const entries = [...node.entries].map(([key, { value }]): OutEntry => {
      const isFile = type.form === 'distribution' && key === 'file';
      const fallback: ValueType = isFile ? { form: 'file' } : { form: 'any' };
      const below = type.form === 'map' ? type.value : (shape?.keys.get(key)?.type ?? fallback);
      return [key, this.written(value, below)];
    });
    return { kind: 'map', entries };
  }
}

function soleOne(key: string, name: string): OutEntry {
  return [key, { kind: 'text', text: name, quoted: false, comment: `default: the only ${key}` }];
}

/** Some disk of a VM does not say where it lies. */
function asksForDatastore(vm: MapNode): boolean {
  const disks = child(vm, 'disks');
  if (disks?.kind !== 'list') return false;
  return disks.items.some((disk) => disk.kind === 'map' && !disk.entries.has('datastore'));
}

function orderedKeys(scenario: Shape): readonly string[] {
  const all = [...scenario.keys.keys()];
  const first = firstKeys.filter((key) => scenario.keys.has(key));
  const last = lastKeys.filter((key) => scenario.keys.has(key));
  const rest = all.filter((key) => !firstKeys.includes(key) && !lastKeys.includes(key));
  return [...first, ...rest, ...last];
}

/** The variant to which overrides added the fewest keys. */
function leastOf(variants: readonly Variant[]): Variant | undefined {
  let least = variants[0];
  for (const variant of variants) {
    if (variant.node.entries.size < least!.node.entries.size) least = variant;
  }
  return least;
}
