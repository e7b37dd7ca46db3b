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
    const within = { ...typing, dealt, memberCount: entry.names.length };
    const { name: shape } = entry.list.shape;
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
  let spec: Record<string, Typed> = { name, ...shared };
  for (const { path, names } of dealt) {
    spec = withProperty(spec, path, names[index % names.length]!);
  }
  return spec;
}

function withProperty(
  object: Readonly<Record<string, Typed>>,
  path: readonly string[],
  value: string,
): Record<string, Typed> {
  const [property, ...rest] = path;
  if (rest.length === 0) return { ...object, [property!]: value };
  const below = object[property!] as Readonly<Record<string, Typed>>;
  return { ...object, [property!]: withProperty(below, rest, value) };
}

function freezeDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const each of Object.values(value)) freezeDeep(each);
}
