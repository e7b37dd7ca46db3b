/** `set` of a scenario: changes keys of entries after templates, before they are typed. */
import { matchesSelector, type Selector } from '@vdcsim/core';
import {
  entriesByName,
  type MapEntry,
  type MapNode,
  type Place,
  type TreeNode,
} from '../document/tree.ts';
import type { Language } from '../language/language.ts';
import { type PathTarget, resolvePath } from './paths.ts';
import type { Population, Variant } from './population.ts';
import type { Problems } from './problems.ts';
import type { SelectorCheck } from './selectors.ts';

/** One override, as it is written. */
export interface Override {
  readonly target: PathTarget;
  readonly place: Place;
  readonly value: TreeNode;
}

/**
 * Reads the map of `set`, sorted by path, so that a map comes before the keys in it. What is wrong
 * with a path is told, and left out.
 */
export function readOverrides(
  set: TreeNode | undefined,
  language: Language,
  problems: Problems,
): Override[] {
  if (set === undefined || set.kind === 'broken') return [];
  if (set.kind !== 'map') {
    problems.error(set, 'BAD_VALUE', 'set is no map', 'write "set: { PATH: value }"');
    return [];
  }
  const overrides: Override[] = [];
  for (const [path, entry] of entriesByName(set)) {
    const target = resolvePath(path, entry.key, language, problems);
    if (target !== undefined) overrides.push({ target, place: entry.key, value: entry.value });
  }
  return overrides;
}

/** A map with a value at some keys below it; maps on the way are made, lists are entered. */
export function withValue(node: MapNode, keys: readonly string[], entry: MapEntry): MapNode {
  const [key, ...rest] = keys;
  if (key === undefined) return node;
  const entries = new Map(node.entries);
  if (rest.length === 0) entries.set(key, entry);
  else entries.set(key, below(node, key, rest, entry));
  return { ...node, entries };
}

function below(node: MapNode, key: string, rest: readonly string[], entry: MapEntry): MapEntry {
  const found = node.entries.get(key);
  if (found?.value.kind === 'list') {
    const items = found.value.items.map((item) =>
      item.kind === 'map' ? withValue(item, rest, entry) : item,
    );
    return { key: found.key, value: { ...found.value, items } };
  }
  const map: MapNode =
    found?.value.kind === 'map'
      ? found.value
      : { kind: 'map', source: entry.key.source, offset: entry.key.offset, entries: new Map() };
  return { key: found?.key ?? entry.key, value: withValue(map, rest, entry) };
}

/** Applies the overrides of the top level to its map. */
export function overrideTop(root: MapNode, overrides: readonly Override[]): MapNode {
  let changed = root;
  for (const { target, place, value } of overrides) {
    if (target.list === undefined) changed = withValue(changed, target.keys, { key: place, value });
  }
  return changed;
}

/**
 * Applies the overrides of one kind to its members in the population. Entries of which only some
 * members change fall into variants. An override that changes nothing is told of.
 */
export function overrideKind(
  kind: string,
  overrides: readonly Override[],
  population: Population,
  selectors: SelectorCheck,
): void {
  const mine = overrides.filter(({ target }) => target.list?.kind === kind);
  if (mine.length === 0) return;
  const marks = new Map<Variant, number[][]>();
  for (const [position, override] of mine.entries()) {
    markMembers(kind, position, override, marks, population, selectors);
  }
  const changed: Variant[] = [];
  for (const variant of population.variantsOf(kind)) {
    const marked = marks.get(variant);
    if (marked === undefined) changed.push(variant);
    else changed.push(...split(variant, marked, mine));
  }
  population.replace(kind, changed);
}

/** Notes for each member which overrides meet it. */
function markMembers(
  kind: string,
  position: number,
  override: Override,
  marks: Map<Variant, number[][]>,
  population: Population,
  selectors: SelectorCheck,
): void {
  const { target, place } = override;
  const all: Selector = { op: 'all' };
  const selector =
    target.selector === undefined ? all : selectors.parseText(target.selector, place);
  if (selector === undefined) return;
  let found = false;
  population.some(kind, (member) => {
    if (!matchesSelector(selector, member)) return false;
    found = true;
    let marked = marks.get(member.variant);
    if (marked === undefined) {
      marked = member.variant.entry.names.map(() => []);
      marks.set(member.variant, marked);
    }
    marked[member.index]!.push(position);
    return false;
  });
  if (!found) selectors.tellNoMatch(target.selector ?? target.list!.key, [kind], place);
}

/** One variant for each set of overrides that members of it meet. */
function split(variant: Variant, marked: readonly number[][], overrides: readonly Override[]) {
  const bySignature = new Map<string, number[]>();
  for (const [index, positions] of marked.entries()) {
    const signature = positions.join(' ');
    const members = bySignature.get(signature);
    if (members === undefined) bySignature.set(signature, [index]);
    else members.push(index);
  }
  const variants: Variant[] = [];
  for (const members of bySignature.values()) {
    let { node } = variant;
    for (const position of marked[members[0]!]!) {
      const { target, place, value } = overrides[position]!;
      node = withValue(node, target.keys, { key: place, value });
    }
    variants.push({ entry: variant.entry, node, members });
  }
  return variants;
}
