/** The keys of the language as rows for the reference page. */
import type { KeySpec } from '@vdcsim/core';
import { exampleOf, typeWord } from './forms.ts';
import type { Language, Shape } from './language.ts';

export interface ReferenceKey {
  readonly key: string;
  /** `Size`, `low|normal|high`, `[Stage]`. */
  readonly type: string;
  readonly example: string;
  readonly doc: string;
  readonly isRequired: boolean;
  /** As it would be written; undefined: none. */
  readonly default: string | undefined;
  readonly defaultSource: string | undefined;
  /** A running simulation honours `set` on it. */
  readonly isSettable: boolean;
  /** Words of the shape's `kind` that have it; empty: all. */
  readonly kinds: readonly string[];
}

export interface ReferenceShape {
  readonly shape: string;
  readonly doc: string;
  /** Kind of the named things that have it. */
  readonly entity: string | undefined;
  readonly keys: readonly ReferenceKey[];
}

/** All shapes: the top level first, then in the order in which they are declared. */
export function referenceOf(language: Language): readonly ReferenceShape[] {
  const shapes = [...language.shapes.values()];
  const top = shapes.filter((shape) => shape.name === 'Scenario');
  const rest = shapes.filter((shape) => shape.name !== 'Scenario');
  return [...top, ...rest].map(shapeRow);
}

function shapeRow(shape: Shape): ReferenceShape {
  return {
    shape: shape.name,
    doc: shape.doc ?? '',
    entity: shape.entity,
    keys: [...shape.keys].map(([key, spec]) => keyRow(key, spec)),
  };
}

function keyRow(key: string, spec: KeySpec): ReferenceKey {
  return {
    key,
    type: typeWord(spec.type),
    example: exampleOf(spec.type),
    doc: spec.doc,
    isRequired: spec.required === true,
    default: spec.default === undefined ? undefined : String(spec.default.value),
    defaultSource: spec.default?.source,
    isSettable: spec.settable === true,
    kinds: spec.kinds ?? [],
  };
}
