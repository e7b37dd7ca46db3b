/** Types maps key by key: unknown keys, missing keys, defaults, keys of one kind only. */
import type { KeySpec } from '@vdcsim/core';
import { type MapNode, type Place, textOf } from '../document/tree.ts';
import { exampleOf } from '../language/forms.ts';
import { type Shape, shapeOf } from '../language/language.ts';
import { comesLater, reservedKey } from '../language/reserved.ts';
import { nearest } from '../values/index.ts';
import { absentValue } from './absent.ts';
import type { Typed, Typing } from './typing.ts';
import { typeValue } from './values.ts';

export interface ShapeOptions {
  /** Keys that somebody else types: neither looked at nor missed. */
  readonly skip?: readonly string[];
  /** What is missing has a reason that has been told: nobody asks for it again. */
  readonly mayLack?: boolean;
}

/**
 * Typed object of a map: a property for each key, named as the key says, defaults filled in.
 * Undefined if anything in it is wrong, which is told.
 */
export function typeShape(
  node: MapNode,
  shapeName: string,
  container: string,
  typing: Typing,
  options: ShapeOptions = {},
): Record<string, Typed> | undefined {
  const shape = shapeOf(typing.language, shapeName);
  const kind = kindOf(node, shape);
  const skip = options.skip ?? [];
  const typed: Record<string, Typed> = {};
  /** Keys that somebody misspelt: that they are missing is no second mistake. */
  const meant = new Set<string>();
  let broken = false;
  for (const [key, entry] of node.entries) {
    if (skip.includes(key)) continue;
    const spec = shape.keys.get(key);
    if (spec === undefined) {
      meant.add(tellUnknownKey(key, entry.key, shape, container, typing) ?? '');
    } else if (kind !== undefined && !hasKind(spec, kind)) {
      tellWrongKind(key, spec, kind, entry.key, typing);
    } else {
      const property = spec.as ?? key;
      const at = { shape: shapeName, key, container };
      const below = { ...typing, path: [...typing.path, property] };
      const value = typeValue(entry.value, spec.type, at, below);
      if (value !== undefined) typed[property] = value;
      else broken = true;
      continue;
    }
    broken = true;
  }
  for (const [key, spec] of shape.keys) {
    if (node.entries.has(key) || skip.includes(key) || !hasKind(spec, kind)) continue;
    const value = absentValue(shape.name, key, spec, typing);
    if (value !== undefined) typed[spec.as ?? key] = value;
    else if (spec.required === true) {
      broken = true;
      const isExcused = options.mayLack === true || meant.has(key);
      if (!isExcused) tellMissingKey(key, spec, node, container, typing);
    }
  }
  return broken ? undefined : typed;
}

/** Word of the map's `kind`, where the shape has one and it is a known word. */
function kindOf(node: MapNode, shape: Shape): string | undefined {
  const type = shape.keys.get('kind')?.type;
  const word = textOf(node, 'kind');
  return type?.form === 'word' && word !== undefined && type.words.includes(word)
    ? word
    : undefined;
}

/** Whether a key belongs to a kind. Of an unknown kind nothing is known to be missing. */
function hasKind(spec: KeySpec, kind: string | undefined): boolean {
  if (spec.kinds === undefined) return true;
  return kind !== undefined && spec.kinds.includes(kind);
}

/** Tells of a key that its shape does not have; returns the key that was probably meant. */
export function tellUnknownKey(
  key: string,
  place: Place,
  shape: Shape,
  container: string,
  typing: Pick<Typing, 'problems'>,
): string | undefined {
  const where = container === '' ? '' : ` in ${container}`;
  const comesWith = reservedKey(shape.name === 'Template' ? 'Vm' : shape.name, key);
  if (comesWith !== undefined) {
    const what = `"${key}"${where} is not built yet`;
    typing.problems.error(place, 'NOT_BUILT_YET', what, comesLater(comesWith));
    return undefined;
  }
  const [meant] = nearest(key, shape.keys.keys(), 1);
  const remedy =
    meant === undefined
      ? `it takes ${[...shape.keys.keys()].join(', ')}`
      : `did you mean "${meant}"?`;
  typing.problems.error(place, 'UNKNOWN_KEY', `"${key}"${where}`, remedy);
  return meant;
}

function tellWrongKind(
  key: string,
  spec: KeySpec,
  kind: string,
  place: Place,
  typing: Typing,
): void {
  const remedy = `use ${spec.kinds!.join(' or ')}`;
  typing.problems.error(place, 'NOT_HONOURED', `${key} under ${kind}`, remedy);
}

function tellMissingKey(
  key: string,
  spec: KeySpec,
  place: Place,
  container: string,
  typing: Typing,
): void {
  const where = container === '' ? '' : ` in ${container}`;
  const example = exampleOf(spec.type);
  const remedy = `add "${key}: ${example === '' ? '...' : example}"`;
  typing.problems.error(place, 'MISSING_KEY', `${key} is missing${where}`, remedy);
}
