/** Types the members of a kind: once for each variant, shared by all its members. */
import type { Place } from '../document/tree.ts';
import { memberSpec } from '../typing/dealing.ts';
import { typeShape } from '../typing/shapes.ts';
import type { DealtSlot, Typed, Typing } from '../typing/typing.ts';
import type { Entry } from './entries.ts';
import { partNamesOf } from './nested.ts';
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
    const siblings = partNamesOf(variant.node, shape, typing.language.nested);
    const within = { ...typing, dealt, memberCount, siblings };
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

function freezeDeep(value: unknown): void {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return;
  Object.freeze(value);
  for (const each of Object.values(value)) freezeDeep(each);
}
