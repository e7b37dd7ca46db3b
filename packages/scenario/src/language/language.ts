/** The language as the built mechanisms make it: their declarations, merged and indexed. */
import type {
  EventSpec,
  ImpliedPart,
  KeySpec,
  Mechanism,
  MetricSpec,
  ShapeSpec,
  StateSpec,
} from '@vdcsim/core';
import { grammar } from './grammar.ts';
import { type EntityList, listsOf, type NestedList, nestedListsOf } from './lists.ts';

/** All keys of one shape. `entity` is the kind of the named things that have it. */
export interface Shape {
  readonly name: string;
  readonly doc: string | undefined;
  readonly entity: string | undefined;
  /** Their names are good within what holds them. */
  readonly isPart: boolean;
  readonly implies: readonly ImpliedPart[];
  readonly keys: ReadonlyMap<string, KeySpec>;
}

/** A verb of the timeline, as a mechanism declares it. */
export type CommandDeclaration = Mechanism['commands'][number];

/** Cells of one platform by column. */
export type PlatformCells = ReadonlyMap<string, string | number | boolean>;

/** A column of the platform table. */
export interface ColumnSpec {
  readonly name: string;
  readonly unit: string;
  readonly doc: string;
  readonly type: 'number' | 'word' | 'flag';
  readonly words?: readonly string[];
}

/** The platform table: cells in the order of the names, each with its source. */
export interface PlatformTable {
  readonly names: readonly string[];
  readonly columns: readonly (ColumnSpec & {
    readonly cells: readonly (readonly [value: string | number | boolean, source: string])[];
  })[];
}

export interface Language {
  readonly shapes: ReadonlyMap<string, Shape>;
  /** Lists of named things at the top, and in maps there. */
  readonly lists: readonly EntityList[];
  /** Lists of named things within named things. */
  readonly nested: readonly NestedList[];
  readonly metrics: ReadonlyMap<string, MetricSpec>;
  readonly events: ReadonlyMap<string, EventSpec>;
  readonly states: ReadonlyMap<string, StateSpec>;
  readonly commands: ReadonlyMap<string, CommandDeclaration>;
  readonly platforms: ReadonlyMap<string, PlatformCells>;
  readonly columns: ReadonlyMap<string, ColumnSpec>;
}

/** What a mechanism adds to the language; how it runs does not matter here. */
export type Declarations = Omit<Mechanism, 'install'>;

/**
 * Merges the mechanisms' declarations. A shape `Template` is a `Vm` with nothing required.
 * `withheld` names keys, as `Shape.key`, that are left out although they are declared.
 * @throws Error if two declare one thing: our bug.
 */
export function compileLanguage(
  mechanisms: readonly Declarations[],
  table: PlatformTable,
  withheld: readonly string[] = [],
): Language {
  const shapes = mergeShapes(mechanisms, new Set(withheld));
  return {
    shapes,
    lists: listsOf(shapes),
    nested: nestedListsOf(shapes),
    metrics: index(
      mechanisms.flatMap((each) => each.metrics),
      (spec) => spec.name,
    ),
    events: index(
      mechanisms.flatMap((each) => each.events),
      (spec) => spec.type,
    ),
    states: index(
      mechanisms.flatMap((each) => each.states),
      (spec) => spec.name,
    ),
    commands: mergeCommands(mechanisms.flatMap((each) => each.commands)),
    platforms: new Map(table.names.map((name, row) => [name, cellsOf(table, row)])),
    columns: index(table.columns, (column) => column.name),
  };
}

function cellsOf(table: PlatformTable, row: number): PlatformCells {
  return new Map(table.columns.map((column) => [column.name, column.cells[row]![0]]));
}

function index<T>(specs: readonly T[], nameOf: (spec: T) => string): Map<string, T> {
  const byName = new Map<string, T>();
  for (const spec of specs) {
    const name = nameOf(spec);
    if (byName.has(name)) throw new Error(`two mechanisms declare ${name}`);
    byName.set(name, spec);
  }
  return byName;
}

/** One verb for all kinds: mechanisms add the kinds that they know, and keys. */
function mergeCommands(specs: readonly CommandDeclaration[]): Map<string, CommandDeclaration> {
  const byVerb = new Map<string, CommandDeclaration>();
  for (const spec of specs) {
    const known = byVerb.get(spec.verb);
    const twice = spec.of.find((kind) => known?.of.includes(kind) === true);
    if (twice !== undefined) throw new Error(`two mechanisms declare ${spec.verb} of ${twice}`);
    if (known === undefined) byVerb.set(spec.verb, spec);
    else {
      byVerb.set(spec.verb, joined(known, spec));
    }
  }
  return byVerb;
}

function joined(one: CommandDeclaration, other: CommandDeclaration): CommandDeclaration {
  const kindsOfKey: Record<string, string[]> = {};
  for (const spec of [one, other]) {
    for (const key of Object.keys(spec.keys ?? {})) {
      const kinds = spec.kindsOfKey?.[key] ?? spec.of;
      kindsOfKey[key] = [...(kindsOfKey[key] ?? []), ...kinds];
    }
  }
  const { verb } = one;
  const doc = `${one.doc} ${other.doc}`;
  const keys = { ...one.keys, ...other.keys };
  return { verb, of: [...one.of, ...other.of], doc, keys, kindsOfKey };
}

interface OpenShape {
  readonly name: string;
  doc: string | undefined;
  entity: string | undefined;
  isPart: boolean;
  implies: readonly ImpliedPart[];
  readonly keys: Map<string, KeySpec>;
}

function mergeShapes(
  mechanisms: readonly Declarations[],
  withheld: ReadonlySet<string>,
): Map<string, Shape> {
  const shapes = new Map<string, OpenShape>();
  for (const mechanism of mechanisms) {
    for (const spec of mechanism.shapes) addKeys(shapes, spec, `two mechanisms declare`);
  }
  withhold(shapes, withheld);
  for (const spec of grammar) {
    const taken = shapes.get(spec.shape)?.keys;
    const free = Object.entries(spec.keys).filter(([key]) => taken?.has(key) !== true);
    addKeys(shapes, { ...spec, keys: Object.fromEntries(free) }, 'the grammar declares twice');
  }
  deriveTemplate(shapes);
  return shapes;
}

/** Takes keys out, and the shapes that only they lead to. */
function withhold(shapes: Map<string, OpenShape>, withheld: ReadonlySet<string>): void {
  const left: string[] = [];
  for (const { name, keys } of shapes.values()) {
    for (const [key, spec] of [...keys]) {
      if (!withheld.has(`${name}.${key}`)) continue;
      keys.delete(key);
      left.push(...shapesIn(spec));
    }
  }
  for (let name = left.pop(); name !== undefined; name = left.pop()) {
    const all = [...shapes.values()].flatMap(({ keys }) => [...keys.values()].flatMap(shapesIn));
    const shape = shapes.get(name);
    if (shape === undefined || all.includes(name)) continue;
    shapes.delete(name);
    left.push(...[...shape.keys.values()].flatMap(shapesIn));
  }
}

/** Names of the shapes that a value of a key may have. */
function shapesIn({ type }: KeySpec): readonly string[] {
  const isList = type.form === 'list' || type.form === 'oneOrList';
  const inner = isList ? type.item : type;
  return inner.form === 'shape' ? [inner.shape] : [];
}

/** A template has the keys of a VM; it requires none and fills none in. */
function deriveTemplate(shapes: Map<string, OpenShape>): void {
  const vm = shapes.get('Vm');
  if (vm === undefined || shapes.has('Template')) return;
  const keys = new Map<string, KeySpec>();
  for (const [key, { required: _required, default: _default, ...spec }] of vm.keys) {
    keys.set(key, key === 'name' ? { ...spec, required: true } : spec);
  }
  const doc = 'A VM to copy keys from: a VM that names it takes what it does not set itself.';
  const own = { name: 'Template', doc, entity: 'template', isPart: false, implies: [] };
  shapes.set('Template', { ...own, keys });
}

function addKeys(shapes: Map<string, OpenShape>, spec: ShapeSpec, complaint: string): void {
  let shape = shapes.get(spec.shape);
  if (shape === undefined) {
    const { shape: name, implies = [] } = spec;
    const isPart = spec.part === true;
    shape = { name, doc: undefined, entity: undefined, isPart, implies, keys: new Map() };
    shapes.set(spec.shape, shape);
  }
  shape.doc ??= spec.doc;
  shape.entity ??= spec.entity;
  for (const [key, keySpec] of Object.entries(spec.keys)) {
    if (shape.keys.has(key)) throw new Error(`${complaint} ${spec.shape}.${key}`);
    shape.keys.set(key, keySpec);
  }
}

/** A shape that the declarations name; a missing one is our bug. */
export function shapeOf(language: Language, name: string): Shape {
  const shape = language.shapes.get(name);
  if (shape === undefined) throw new Error(`no mechanism declares the shape ${name}`);
  return shape;
}
