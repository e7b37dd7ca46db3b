/** `set` on the timeline: typed changes of keys that a running simulation honours. */
import { matchesSelector, type Selector, type SetChange } from '@vdcsim/core';
import {
  entriesByName,
  type MapEntry,
  type Place,
  type TreeNode,
  textOf,
} from '../document/tree.ts';
import { type PathTarget, resolvePath } from '../load/paths.ts';
import type { Population } from '../load/population.ts';
import type { SelectorCheck } from '../load/selectors.ts';
import type { Typing } from '../typing/typing.ts';
import { typeValue } from '../typing/values.ts';

/** Types the map of a `set`, sorted by path. Undefined if something in it is wrong, which is told. */
export function typeChanges(
  set: TreeNode,
  population: Population,
  selectors: SelectorCheck,
  typing: Typing,
): readonly SetChange[] | undefined {
  if (set.kind !== 'map') {
    const remedy = 'write "set: { vms(web01).workload: busy }"';
    if (set.kind !== 'broken') typing.problems.error(set, 'BAD_VALUE', 'set is no map', remedy);
    return undefined;
  }
  const reader = new ChangeReader(population, selectors, typing);
  for (const [path, entry] of entriesByName(set)) reader.read(path, entry);
  return reader.broken ? undefined : reader.changes;
}

class ChangeReader {
  readonly changes: SetChange[] = [];
  broken = false;
  private readonly population: Population;
  private readonly selectors: SelectorCheck;
  private readonly typing: Typing;

  constructor(population: Population, selectors: SelectorCheck, typing: Typing) {
    this.population = population;
    this.selectors = selectors;
    this.typing = typing;
  }

  /** Reads one path. A map of a shape changes its keys one by one. */
  read(path: string, { key, value }: MapEntry): void {
    const target = resolvePath(path, key, this.typing.language, this.typing.problems);
    if (target?.spec.type.form === 'shape' && value.kind === 'map') {
      for (const [below, entry] of entriesByName(value)) this.read(`${path}.${below}`, entry);
      return;
    }
    const change = target && this.typeChange(target, key, value);
    if (change === undefined) this.broken = true;
    else this.changes.push(change);
  }

  private typeChange(target: PathTarget, place: Place, value: TreeNode): SetChange | undefined {
    const { list, keys, spec, shape, container } = target;
    if (list === undefined || spec.settable !== true) {
      const what = `${keys.join('.')} cannot change while the simulation runs`;
      this.typing.problems.error(place, 'NOT_HONOURED', what, 'use set at the top level');
      return undefined;
    }
    const at = { shape, key: keys[keys.length - 1]!, container };
    const typed = typeValue(value, spec.type, at, this.typing);
    const names = this.namesOf(target, place);
    if (names === undefined || typed === undefined) return undefined;
    return { kind: list.kind, names, path: keys, value: typed };
  }

  /** Names of whom a path changes, sorted; undefined if nobody, or one that lacks the key. */
  private namesOf(target: PathTarget, place: Place): readonly string[] | undefined {
    const list = target.list!;
    const everything: Selector = { op: 'all' };
    const selector =
      target.selector === undefined ? everything : this.selectors.parseText(target.selector, place);
    if (selector === undefined) return undefined;
    const key = target.keys[0]!;
    const kinds = list.shape.keys.get(key)?.kinds;
    const names: string[] = [];
    let lacks: string | undefined;
    this.population.some(list.kind, (member) => {
      if (!matchesSelector(selector, member)) return false;
      const kind = kinds === undefined ? undefined : textOf(member.variant.node, 'kind');
      if (kind !== undefined && kinds?.includes(kind) === false) lacks ??= kind;
      names.push(member.name);
      return false;
    });
    if (names.length === 0) {
      this.selectors.tellNoMatch(target.selector ?? list.key, [list.kind], place);
      return undefined;
    }
    if (lacks !== undefined) {
      const remedy = `select only ${kinds!.join(' or ')}`;
      this.typing.problems.error(place, 'NOT_HONOURED', `${key} under ${lacks}`, remedy);
      return undefined;
    }
    return names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  }
}
