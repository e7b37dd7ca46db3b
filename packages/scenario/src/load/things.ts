/** Types the members of a kind: once for each variant, shared by all its members. */
import type { Place } from '../document/tree.ts';
import { typeShape } from '../typing/shapes.ts';
import type { DealtSlot, Typed, Typing } from '../typing/typing.ts';
import type { Entry } from './entries.ts';
import { membersOf, type Variant } from './population.ts';

/** One named thing with its typed keys. */
export interface Thing {
  readonly name: string;
  readonly entry: Entry;
  /** Typed keys, frozen below the first level; undefined if something in them is wrong. */
  readonly spec: Readonly<Record<string, Typed>> | undefined;
}

/** Place of a thing's entry. */
export function placeOfThing(thing: Thing): Place {
  return thing.entry.node;
}

/** Types all members of some variants. `mayLack` says whose missing keys are not told. */
export function typeThings(
  variants: readonly Variant[],
  typing: Typing,
  mayLack: (variant: Variant) => boolean,
): Thing[] {
  const things: Thing[] = [];
  for (const variant of variants) {
    const { entry } = variant;
    const dealt: DealtSlot[] = [];
    const { kind } = entry.list;
    const { name: shape } = entry.list.shape;
    const memberCount = kind === 'template' ? Number.POSITIVE_INFINITY : entry.names.length;
    const within = { ...typing, dealt, memberCount };
    const options = { skip: ['name'], mayLack: mayLack(variant) };
    const shared = typeShape(variant.node, shape, entry.list.key, within, options);
    if (shared !== undefined) freezeDeep(shared);
    for (const index of membersOf(variant)) {
      const name = entry.names[index]!;
      things.push({ name, entry, spec: shared && memberSpec(shared, name, index, dealt) });
    }
  }
  return things;
}

function memberSpec(
  shared: Readonly<Record<string, Typed>>,
  name: string,
  index: number,
  dealt: readonly DealtSlot[],
): Record<string, Typed> {
  const spec: Record<string, Typed> = { name, ...shared };
  for (const { path, names } of dealt) {
    deal(spec, path, names[index % names.length]!);
  }
  return spec;
}

/** Writes what a member is dealt; objects on the way are copied, since members share them. */
function deal(object: Record<string, Typed>, path: readonly string[], name: string): void {
  const [property, ...rest] = path;
  if (rest.length === 0) object[property!] = name;
  else {
    const below = { ...(object[property!] as Record<string, Typed>) };
    deal(below, rest, name);
    object[property!] = below;
  }
}

function freezeDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const each of Object.values(value)) freezeDeep(each);
}
