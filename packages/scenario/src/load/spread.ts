/** Keys that select things, of which the typed scenario holds the names. */
import type { MapNode } from '../document/tree.ts';
import type { Typed } from '../typing/typing.ts';
import type { Variant } from './population.ts';
import type { SelectorCheck } from './selectors.ts';
import { nodeAt } from './sources.ts';
import type { Thing } from './things.ts';

interface SelectingKey {
  /** Keys from the thing on. */
  readonly path: readonly string[];
  /** Kinds that it selects. */
  readonly of: readonly string[];
}

const selectingKeys: Readonly<Record<string, readonly SelectingKey[]>> = {
  cluster: [{ path: ['hosts'], of: ['host'] }],
  datastore: [{ path: ['hosts'], of: ['host'] }],
  host: [{ path: ['multipathing', 'preferred'], of: ['hba', 'port'] }],
  zone: [
    { path: ['hbas'], of: ['hba'] },
    { path: ['ports'], of: ['port'] },
  ],
};

/** A thing with the names that its selecting keys mean. What is wrong with them has been told. */
export function withNames(
  thing: Thing,
  variants: readonly Variant[],
  kind: string,
  selectors: SelectorCheck,
): Thing {
  let { spec } = thing;
  if (spec === undefined) return thing;
  for (const { path, of } of selectingKeys[kind] ?? []) {
    const node = nodeAt(nodeOf(thing, variants), path);
    if (node !== undefined) spec = withValueAt(spec, path, selectors.namesIn(node, of));
  }
  return { ...thing, spec };
}

/** Keys of a thing, overrides included. */
function nodeOf({ entry, name }: Thing, variants: readonly Variant[]): MapNode {
  const at = entry.names.indexOf(name);
  const own = variants.find(
    (variant) =>
      variant.entry === entry && (variant.members === undefined || variant.members.includes(at)),
  );
  return own?.node ?? entry.node;
}

function withValueAt(
  spec: Readonly<Record<string, Typed>>,
  [key = '', ...rest]: readonly string[],
  value: Typed,
): Readonly<Record<string, Typed>> {
  const below = spec[key] as Readonly<Record<string, Typed>>;
  return { ...spec, [key]: rest.length === 0 ? value : withValueAt(below, rest, value) };
}
