/** Where the language has lists of named things: at the top, in maps there, and in each other. */
import type { KeySpec } from '@vdcsim/core';
import type { Shape } from './language.ts';

/** A list of named things that stand by themselves. */
export interface EntityList {
  /** Keys from the top: `['vms']`, `['storage', 'arrays']`. */
  readonly path: readonly string[];
  /** The same in one text: `storage.arrays`. */
  readonly key: string;
  /** `vm` */
  readonly kind: string;
  readonly shape: Shape;
}

/** A list of named things within another: `luns` of an array, `hbas` of a host. */
export interface NestedList {
  /** Shape of what holds it, and the kind of that. */
  readonly holder: Shape;
  readonly holderKind: string;
  readonly key: string;
  readonly kind: string;
  readonly shape: Shape;
}

/** Lists at the top level, and in the maps of it that hold lists, in the order of the language. */
export function listsOf(shapes: ReadonlyMap<string, Shape>): readonly EntityList[] {
  const lists: EntityList[] = [];
  const visit = (shape: Shape, path: readonly string[]): void => {
    for (const [key, spec] of shape.keys) {
      const below = [...path, key];
      const listed = listedShape(spec, shapes);
      if (listed?.entity !== undefined) {
        lists.push({ path: below, key: below.join('.'), kind: listed.entity, shape: listed });
      }
      const { type } = spec;
      const map = type.form === 'shape' ? shapes.get(type.shape) : undefined;
      if (map !== undefined && path.length === 0) visit(map, below);
    }
  };
  const top = shapes.get('Scenario');
  if (top !== undefined) visit(top, []);
  return lists;
}

/** Lists of named things within shapes of named things; those of templates are no things. */
export function nestedListsOf(shapes: ReadonlyMap<string, Shape>): readonly NestedList[] {
  const lists: NestedList[] = [];
  for (const holder of shapes.values()) {
    const holderKind = holder.entity;
    if (holderKind === undefined || holderKind === 'template') continue;
    for (const [key, spec] of holder.keys) {
      const shape = listedShape(spec, shapes);
      if (shape?.entity === undefined) continue;
      lists.push({ holder, holderKind, key, kind: shape.entity, shape });
    }
  }
  return lists;
}

function listedShape({ type }: KeySpec, shapes: ReadonlyMap<string, Shape>): Shape | undefined {
  if (type.form !== 'list' || type.item.form !== 'shape') return undefined;
  return shapes.get(type.item.shape);
}
