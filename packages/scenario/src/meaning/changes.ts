/** `set` on the timeline: typed changes of keys that a running simulation honours. */
import { matchesSelector, type Selector, type SetChange } from '@vdcsim/core';
import type { TreeNode } from '../document/tree.ts';
import { resolvePath } from '../load/paths.ts';
import type { Population } from '../load/population.ts';
import type { SelectorCheck } from '../load/selectors.ts';
import type { Typing } from '../typing/typing.ts';
import { typeValue } from '../typing/values.ts';

/** Types the map of a `set`. Undefined if anything in it is wrong, which is told. */
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
  const changes: SetChange[] = [];
  let broken = false;
  for (const [path, entry] of set.entries) {
    const change = typeChange(path, entry.key, entry.value, population, selectors, typing);
    if (change === undefined) broken = true;
    else changes.push(change);
  }
  return broken ? undefined : changes;
}

function typeChange(
  path: string,
  place: TreeNode | { source: TreeNode['source']; offset: number },
  value: TreeNode,
  population: Population,
  selectors: SelectorCheck,
  typing: Typing,
): SetChange | undefined {
  const target = resolvePath(path, place, typing.language, typing.problems);
  if (target === undefined) return undefined;
  const { list, keys, spec, shape, container } = target;
  if (list === undefined || spec.settable !== true) {
    const what = `${keys.join('.')} cannot change while the simulation runs`;
    typing.problems.error(place, 'NOT_HONOURED', what, 'use set at the top level');
    return undefined;
  }
  const all: Selector = { op: 'all' };
  const selector =
    target.selector === undefined ? all : selectors.parseText(target.selector, place);
  const at = { shape, key: keys[keys.length - 1]!, container };
  const typed = typeValue(value, spec.type, at, typing);
  if (selector === undefined) return undefined;
  const names: string[] = [];
  population.some(list.kind, (member) => {
    if (matchesSelector(selector, member)) names.push(member.name);
    return false;
  });
  if (names.length === 0) {
    selectors.tellNoMatch(target.selector ?? list.key, [list.kind], place);
    return undefined;
  }
  names.sort((a, b) => (a < b ? -1 : a > b ? 1 : 0));
  return typed === undefined ? undefined : { kind: list.kind, names, path: keys, value: typed };
}
