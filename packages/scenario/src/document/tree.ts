/**
 * What the loader works on: maps, lists and texts with their places. Scalars are texts; what a
 * text means is decided by the key that it stands under, never by YAML (`02:20` is no number).
 */

/** A text that was read, and where its lines start. */
export interface SourceText {
  readonly path: string;
  readonly lineStarts: readonly number[];
}

/** A place in a source: offset in UTF-16 units. */
export interface Place {
  readonly source: SourceText;
  readonly offset: number;
}

export interface ScalarNode extends Place {
  readonly kind: 'scalar';
  readonly text: string;
  /** Written in quotes or as a block: a text, whatever it looks like. */
  readonly quoted: boolean;
}

export interface ListNode extends Place {
  readonly kind: 'list';
  readonly items: readonly TreeNode[];
}

export interface MapNode extends Place {
  readonly kind: 'map';
  readonly entries: ReadonlyMap<string, MapEntry>;
}

export interface MapEntry {
  /** Place of the key. */
  readonly key: Place;
  readonly value: TreeNode;
}

/** What could not be read. It is complained of already: nobody complains of it again. */
export interface BrokenNode extends Place {
  readonly kind: 'broken';
}

export type TreeNode = ScalarNode | ListNode | MapNode | BrokenNode;

/** Line and column of a place, from 1. */
export function positionOf(place: Place): { readonly line: number; readonly column: number } {
  const starts = place.source.lineStarts;
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (starts[middle]! <= place.offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: place.offset - starts[low]! + 1 };
}

/** Offsets at which the lines of a text start. */
export function lineStartsOf(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

/** Value of a key of a map, if it has it. */
export function child(map: MapNode, key: string): TreeNode | undefined {
  return map.entries.get(key)?.value;
}

/** Entries of a map in the order of their names: the order in a file means nothing. */
export function entriesByName(map: MapNode): readonly (readonly [string, MapEntry])[] {
  return [...map.entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
}

/** Text of a key of a map, if it stands there as a scalar. */
export function textOf(map: MapNode, key: string): string | undefined {
  const node = child(map, key);
  return node?.kind === 'scalar' ? node.text : undefined;
}

/** Items of a node: those of a list, or the node itself. */
export function itemsOf(node: TreeNode): readonly TreeNode[] {
  return node.kind === 'list' ? node.items : [node];
}

/** `over` laid on `base`: maps are merged key by key, anything else is replaced. */
export function mergeMaps(base: MapNode, over: MapNode): MapNode {
  const entries = new Map(base.entries);
  for (const [name, entry] of over.entries) {
    const below = entries.get(name)?.value;
    const merged =
      below?.kind === 'map' && entry.value.kind === 'map'
        ? { key: entry.key, value: mergeMaps(below, entry.value) }
        : entry;
    entries.set(name, merged);
  }
  return { ...over, entries };
}
