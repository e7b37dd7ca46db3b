/** The language as the built mechanisms make it: their declarations, merged and indexed. */
import type { EventSpec, KeySpec, Mechanism, MetricSpec, ShapeSpec, StateSpec } from '@vdcsim/core';
import { grammar } from './grammar.ts';

/** All keys of one shape. `entity` is the kind of the named things that have it. */
export interface Shape {
  readonly name: string;
  readonly doc: string | undefined;
  readonly entity: string | undefined;
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
 * @throws Error if two declare one thing: our bug.
 */
export function compileLanguage(
  mechanisms: readonly Declarations[],
  table: PlatformTable,
): Language {
  return {
    shapes: mergeShapes(mechanisms),
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
    commands: index(
      mechanisms.flatMap((each) => each.commands),
      (spec) => spec.verb,
    ),
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

interface OpenShape {
  readonly name: string;
  doc: string | undefined;
  entity: string | undefined;
  readonly keys: Map<string, KeySpec>;
}

function mergeShapes(mechanisms: readonly Declarations[]): Map<string, Shape> {
  const shapes = new Map<string, OpenShape>();
  for (const mechanism of mechanisms) {
    for (const spec of mechanism.shapes) addKeys(shapes, spec, `two mechanisms declare`);
  }
  for (const spec of grammar) {
    const taken = shapes.get(spec.shape)?.keys;
    const free = Object.entries(spec.keys).filter(([key]) => taken?.has(key) !== true);
    addKeys(shapes, { ...spec, keys: Object.fromEntries(free) }, 'the grammar declares twice');
  }
  deriveTemplate(shapes);
  return shapes;
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
  shapes.set('Template', { name: 'Template', doc, entity: 'template', keys });
}

function addKeys(shapes: Map<string, OpenShape>, spec: ShapeSpec, complaint: string): void {
  let shape = shapes.get(spec.shape);
  if (shape === undefined) {
    shape = { name: spec.shape, doc: undefined, entity: undefined, keys: new Map() };
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

/** Keys of the top level that hold lists of named things, with their shape and kind. */
export function entityLists(language: Language): readonly EntityList[] {
  const lists: EntityList[] = [];
  for (const [key, spec] of shapeOf(language, 'Scenario').keys) {
    if (spec.type.form !== 'list' || spec.type.item.form !== 'shape') continue;
    const shape = shapeOf(language, spec.type.item.shape);
    if (shape.entity === undefined) continue;
    lists.push({ key, kind: shape.entity, shape });
  }
  return lists;
}

export interface EntityList {
  /** `vms` */
  readonly key: string;
  /** `vm` */
  readonly kind: string;
  readonly shape: Shape;
}
