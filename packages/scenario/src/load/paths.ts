/** Paths of `set`: `hosts(esx0*).memory`, `clusters.ha.restartPriority`, `record.interval`. */
import type { KeySpec, ValueType } from '@vdcsim/core';
import type { Place } from '../document/tree.ts';
import { type Language, shapeOf } from '../language/language.ts';
import type { EntityList } from '../language/lists.ts';
import { tellUnknownKey } from '../typing/shapes.ts';
import type { Problems } from './problems.ts';

interface Segment {
  readonly key: string;
  /** Text between the brackets behind the key. */
  readonly selector: string | undefined;
}

/** What a path leads to. */
export interface PathTarget {
  readonly text: string;
  /** The list whose entries it changes; undefined for keys of the top level. */
  readonly list: EntityList | undefined;
  /** Which of them; undefined: all. */
  readonly selector: string | undefined;
  /** Keys below the entry, or from the top level. */
  readonly keys: readonly string[];
  readonly spec: KeySpec;
  /** Shape that has the last key, and what messages call its map. */
  readonly shape: string;
  readonly container: string;
}

/** Keys that make an entry what it is: they cannot be overridden. */
const fixedKeys: readonly string[] = ['name', 'template'];
const fixedTopKeys: readonly string[] = ['vdcsim', 'kind', 'import', 'set', 'timeline', 'expect'];

/** Follows a path through the shapes of the language. Undefined if it is wrong, which is told. */
export function resolvePath(
  text: string,
  place: Place,
  language: Language,
  problems: Problems,
): PathTarget | undefined {
  const segments = splitPath(text);
  const first = segments?.[0];
  if (segments === undefined || first === undefined) {
    const remedy = 'write "hosts(esx0*).memory" or "record.interval"';
    problems.error(place, 'BAD_PATH', `"${text}" is no path`, remedy);
    return undefined;
  }
  const list = language.lists.find(({ path }) =>
    path.every((key, depth) => segments[depth]?.key === key),
  );
  const head = list === undefined ? [] : segments.slice(0, list.path.length - 1);
  const below = segments.slice(list?.path.length ?? 0);
  const bracketed = [...head, ...below].find((segment) => segment.selector !== undefined);
  if (bracketed !== undefined) {
    const what = `"${text}": ${bracketed.key} takes no selector`;
    problems.error(place, 'BAD_PATH', what, 'only lists of named things take one');
    return undefined;
  }
  if (list !== undefined && below.length === 0) {
    const what = `"${text}" ends before a key`;
    problems.error(place, 'BAD_PATH', what, `write "${text}.${[...list.shape.keys.keys()][1]}"`);
    return undefined;
  }
  const keys = keysBelow(list, below, language);
  const fixed = list === undefined ? fixedTopKeys : fixedKeys;
  if (fixed.includes(keys[0]!)) {
    const what = `"${keys[0]}" cannot be overridden`;
    problems.error(place, 'NOT_HONOURED', what, 'change it where it is written');
    return undefined;
  }
  const leaf = followKeys(list, keys, text, place, language, problems);
  const { selector } = segments[(list?.path.length ?? 1) - 1]!;
  return leaf && { text, list, selector, keys, ...leaf };
}

/** Splits at dots outside of brackets. Undefined if brackets or keys are missing. */
function splitPath(text: string): Segment[] | undefined {
  const segments: Segment[] = [];
  const pattern = /([A-Za-z0-9_-]+)(?:\(([^()]*(?:\([^()]*\)[^()]*)*)\))?(\.|$)/gy;
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (match === null) return undefined;
    segments.push({ key: match[1]!, selector: match[2] });
    if (match[3] === '') return segments;
  }
  return undefined;
}

/** Columns of a platform are written right behind it: `platforms(lab).balloon.maxPercent`. */
function keysBelow(
  list: EntityList | undefined,
  below: readonly Segment[],
  language: Language,
): readonly string[] {
  const keys = below.map((segment) => segment.key);
  if (list?.kind !== 'platform' || shapeOf(language, list.shape.name).keys.has(keys[0]!)) {
    return keys;
  }
  return ['set', keys.join('.')];
}

function followKeys(
  list: EntityList | undefined,
  keys: readonly string[],
  text: string,
  place: Place,
  language: Language,
  problems: Problems,
): Pick<PathTarget, 'spec' | 'shape' | 'container'> | undefined {
  let shape = list?.shape ?? shapeOf(language, 'Scenario');
  let container = list?.key ?? '';
  for (const [depth, key] of keys.entries()) {
    const spec = shape.keys.get(key);
    if (spec === undefined) {
      tellUnknownKey(key, place, shape, container, { problems });
      return undefined;
    }
    const rest = keys.length - depth - 1;
    if (rest === 0) return { spec, shape: shape.name, container };
    const type = elementType(spec.type);
    container = container === '' ? key : `${container}.${key}`;
    if (type.form === 'map' && rest === 1) {
      return { spec: { ...spec, type: type.value }, shape: shape.name, container };
    }
    if (type.form !== 'shape') {
      const what = `"${text}": ${key} has no keys below it`;
      problems.error(place, 'BAD_PATH', what, `end the path at ${key}`);
      return undefined;
    }
    shape = shapeOf(language, type.shape);
  }
  return undefined;
}

function elementType(type: ValueType): ValueType {
  return type.form === 'list' || type.form === 'oneOrList' ? elementType(type.item) : type;
}
