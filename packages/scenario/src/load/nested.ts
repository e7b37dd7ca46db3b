/** Named things within named things: HBAs of hosts, LUNs of arrays. What their entries name. */
import { child, type MapNode, type TreeNode, textOf } from '../document/tree.ts';
import type { Shape } from '../language/language.ts';
import type { NestedList } from '../language/lists.ts';
import { parseNewNames } from '../values/index.ts';

/** One entry of a nested list. */
export interface NestedEntry {
  readonly node: MapNode;
  /** Short names; empty if the name is missing or broken. */
  readonly names: readonly string[];
}

/** Short names that an entry of a shape makes, its default name included. */
export function namesOfEntry(node: MapNode, shape: Shape): readonly string[] {
  const text = nameTextOf(node, shape);
  const parsed = text === undefined ? undefined : parseNewNames(text);
  return parsed?.ok === true ? parsed.value : [];
}

/** As it is written, or the default name of its shape. */
export function nameTextOf(node: MapNode, shape: Shape): string | undefined {
  const fallback = shape.keys.get('name')?.default?.value;
  if (node.entries.has('name')) return textOf(node, 'name');
  return fallback === undefined ? undefined : String(fallback);
}

/** Entries of a nested list of a holder. What is no map is left to whoever types it. */
export function nestedEntries(holder: MapNode, { key, shape }: NestedList): NestedEntry[] {
  const list: TreeNode | undefined = child(holder, key);
  if (list?.kind !== 'list') return [];
  const entries: NestedEntry[] = [];
  for (const node of list.items) {
    if (node.kind === 'map') entries.push({ node, names: namesOfEntry(node, shape) });
  }
  return entries;
}

/** Short names of the parts that a holder has right below it, by kind. */
export function partNamesOf(
  holder: MapNode,
  holderShape: string,
  lists: readonly NestedList[],
): ReadonlyMap<string, readonly string[]> {
  const byKind = new Map<string, readonly string[]>();
  for (const list of lists) {
    if (list.holder.name !== holderShape || !list.shape.isPart) continue;
    const names = nestedEntries(holder, list).flatMap((entry) => entry.names);
    byKind.set(list.kind, names);
  }
  return byKind;
}
