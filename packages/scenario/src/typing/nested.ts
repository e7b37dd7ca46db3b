/** Types lists of named things within named things: each entry is one, or a range of them. */
import { child, type ListNode, type MapNode } from '../document/tree.ts';
import { kindWord } from '../language/forms.ts';
import type { Shape } from '../language/language.ts';
import { nameTextOf } from '../load/nested.ts';
import { parseNewNames } from '../values/index.ts';
import { memberSpec } from './dealing.ts';
import { settle } from './scalars.ts';
import { typeShape } from './shapes.ts';
import { type DealtSlot, type Standing, type Typed, type Typing, tellForm } from './typing.ts';

/** One thing of the list before it is typed. */
interface Place {
  readonly node: MapNode;
  readonly names: readonly string[];
  readonly index: number;
}

/** Objects of all things of a list, sorted by name. Undefined if anything is wrong (told). */
export function typeNested(list: ListNode, shape: Shape, at: Standing, typing: Typing): Typed {
  const entries = list.items.map((node) => {
    if (node.kind === 'map') return { node, names: readNames(node, shape, typing) };
    const remedy = 'write { name: ... }';
    if (node.kind !== 'broken') tellForm(typing, node, `${at.key} holds maps`, remedy);
    return undefined;
  });
  const isWhole = entries.every((entry) => entry !== undefined && entry.names.length > 0);
  const places = entries.flatMap((entry): Place[] =>
    entry === undefined ? [] : entry.names.map((name, index) => ({ ...entry, index, name })),
  );
  const nameOf = ({ names, index }: Place): string => names[index]!;
  places.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : nameOf(a) > nameOf(b) ? 1 : 0));
  const isDistinct = !shape.isPart || tellTwice(places, shape, at, typing);
  const specs = typePlaces(places, entries, shape, at, typing);
  return isWhole && isDistinct ? specs : undefined;
}

/** Types each entry once, with its place among the sorted things for what is dealt out to it. */
function typePlaces(
  places: readonly Place[],
  entries: readonly ({ readonly node: MapNode; readonly names: readonly string[] } | undefined)[],
  shape: Shape,
  at: Standing,
  typing: Typing,
): Typed[] | undefined {
  const container = at.container === '' ? at.key : `${at.container}.${at.key}`;
  const specs: Typed[] = new Array(places.length);
  let broken = false;
  for (const entry of entries) {
    if (entry === undefined) continue;
    const { node, names } = entry;
    const isRange = names.length > 1;
    const own: DealtSlot[] = [];
    const first = places.findIndex((place) => place.node === node);
    const below: Typing = isRange
      ? { ...typing, dealt: own, memberCount: names.length, path: [] }
      : { ...typing, path: [...typing.path, first] };
    const shared = typeShape(node, shape.name, container, below, { skip: ['name'] });
    if (shared === undefined) broken = true;
    for (const [position, place] of places.entries()) {
      if (place.node !== node || shared === undefined) continue;
      specs[position] = memberSpec(shared, names[place.index]!, place.index, own);
    }
  }
  return broken ? undefined : specs;
}

function readNames(node: MapNode, shape: Shape, typing: Typing): readonly string[] {
  const written = child(node, 'name');
  const text = nameTextOf(node, shape);
  if (text !== undefined) return settle(written ?? node, parseNewNames(text), typing) ?? [];
  if (written === undefined) {
    const what = `name is missing in ${kindWord(shape.entity!)}`;
    typing.problems.error(node, 'MISSING_KEY', what, 'write "name: ..."');
  } else if (written.kind !== 'broken') {
    typing.problems.error(written, 'BAD_NAME', 'name is no text', 'write a name or a range');
  }
  return [];
}

/** Whether all short names are distinct. */
function tellTwice(
  places: readonly Place[],
  shape: Shape,
  at: Standing,
  { problems }: Typing,
): boolean {
  let isDistinct = true;
  for (const [i, { node, names, index }] of places.entries()) {
    const before = places[i - 1];
    if (before === undefined || before.names[before.index] !== names[index]) continue;
    const later = node.offset < before.node.offset ? before.node : node;
    const what = `${at.key} has two called "${names[index]}"`;
    const remedy = `give each ${kindWord(shape.entity!)} a name of its own`;
    problems.error(child(later, 'name') ?? later, 'NAME_TWICE', what, remedy);
    isDistinct = false;
  }
  return isDistinct;
}
