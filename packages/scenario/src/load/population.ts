/** The named things of a scenario as selectors see them, before any of them is typed. */
import type { ImpliedPart, Selectable } from '@vdcsim/core';
import { itemsOf, type MapNode, textOf } from '../document/tree.ts';
import type { NestedList } from '../language/lists.ts';
import { parseNames, readPart } from '../values/index.ts';
import type { Entry } from './entries.ts';
import { nestedEntries } from './nested.ts';
import { type Home, noHome, type Places } from './places.ts';

/** Members of an entry that have the same keys: all of them, unless `set` changes some. */
export interface Variant {
  readonly entry: Entry;
  /** Keys with those of its template and what `set` changed. */
  readonly node: MapNode;
  /** Positions in `entry.names`; undefined: all. */
  readonly members: readonly number[] | undefined;
}

/** Positions of the members of a variant. */
export function* membersOf(variant: Variant): Generator<number> {
  if (variant.members !== undefined) yield* variant.members;
  else for (let i = 0; i < variant.entry.names.length; i++) yield i;
}

/** What a visitor is shown; only valid during the visit. */
export interface Member extends Selectable {
  /** Of itself, or of what holds it. */
  readonly variant: Variant;
  readonly index: number;
  /** Its own keys; undefined for a part that nobody writes. */
  readonly node: MapNode | undefined;
}

/** Everything there is, kind by kind. */
export class Population {
  private readonly nested: readonly NestedList[];
  private readonly byKind = new Map<string, readonly Variant[]>();
  private places: Places | undefined;

  constructor(nested: readonly NestedList[]) {
    this.nested = nested;
  }

  /** Kinds that have members of their own, in the order of the language; then those of parts. */
  get kinds(): readonly string[] {
    const parts = this.nested.flatMap(({ kind, shape }) => [
      kind,
      ...shape.implies.map((implied) => implied.kind),
    ]);
    return [...new Set([...this.byKind.keys(), ...parts])];
  }

  replace(kind: string, variants: readonly Variant[]): void {
    this.byKind.set(kind, variants);
  }

  variantsOf(kind: string): readonly Variant[] {
    return this.byKind.get(kind) ?? [];
  }

  /** From now on hosts, clusters and pools are derived where nobody wrote them. */
  settlePlaces(places: Places): void {
    this.places = places;
  }

  /** Shows the members of a kind one by one until the visitor returns true. */
  some(kind: string, visit: (member: Member) => boolean): boolean {
    for (const variant of this.variantsOf(kind)) {
      const properties = new VariantProperties(kind, variant);
      for (const index of membersOf(variant)) {
        const name = variant.entry.names[index]!;
        const property = (asked: string) => this.property(properties, index, asked);
        if (visit({ name, variant, index, node: variant.node, property })) return true;
      }
    }
    return this.nested.some((list) => this.someWithin(list, kind, visit));
  }

  /** Shows those of a kind that a nested list holds or implies. */
  private someWithin(list: NestedList, kind: string, visit: (member: Member) => boolean): boolean {
    const implied = list.shape.implies.filter((part) => part.kind === kind);
    if (list.kind !== kind && implied.length === 0) return false;
    return this.some(list.holderKind, (holder) => {
      if (holder.node === undefined) return false;
      return nestedEntries(holder.node, list).some(({ node, names }) =>
        names.some((short) => {
          const name = list.shape.isPart ? `${holder.name}:${short}` : short;
          const member: Member = {
            ...holder,
            name,
            node,
            property: propertyOf(list.kind, list.holderKind, holder.name),
          };
          if (list.kind === kind && visit(member)) return true;
          return implied.some((part) =>
            impliedNames(part, node).some((own) =>
              visit({
                ...member,
                name: `${name}:${own}`,
                node: undefined,
                property: propertyOf(part.kind, list.kind, name),
              }),
            ),
          );
        }),
      );
    });
  }

  private property(of: VariantProperties, index: number, asked: string): string | undefined {
    const own = of.own(asked, index);
    if (own !== undefined) return own;
    if (asked === 'datastore' && of.kind === 'vm') return this.places?.soleDatastore;
    if (asked !== 'host' && asked !== 'cluster' && asked !== 'pool' && asked !== 'platform') {
      return undefined;
    }
    const home = this.homeOf(of, index);
    return asked === 'platform' ? this.places?.platformOf(home.host) : home[asked];
  }

  private homeOf(of: VariantProperties, index: number): Home {
    if (this.places === undefined) return noHome;
    if (of.kind === 'host') {
      return { ...noHome, cluster: this.places.clusterOf(of.variant.entry.names[index]!) };
    }
    if (of.kind !== 'vm') return noHome;
    const written = {
      host: of.own('host', index),
      cluster: of.own('cluster', index),
      pool: of.own('pool', index),
    };
    return this.places.homeOfVm(written).home;
  }
}

/** What selectors may ask of a part: its kind, and what holds it. */
function propertyOf(kind: string, holderKind: string, holder: string) {
  return (asked: string): string | undefined =>
    asked === 'kind' ? kind : asked === holderKind ? holder : undefined;
}

/** Short names of parts that nobody writes. */
function impliedNames({ name, countedBy }: ImpliedPart, node: MapNode): readonly string[] {
  if (countedBy === undefined) return [name];
  const count = Number(textOf(node, countedBy));
  const isWell = Number.isInteger(count) && count >= 1 && count <= countedMost;
  return isWell ? Array.from({ length: count }, (_, i) => `${name}${i + 1}`) : [];
}

/** Largest number that makes parts; a larger one is refused where it is typed. */
const countedMost = 1000;

const dealtKeys: readonly string[] = ['host', 'cluster', 'pool', 'datastore'];

/** Properties that the keys of a variant give its members. */
class VariantProperties {
  readonly kind: string;
  readonly variant: Variant;
  private readonly dealtNames = new Map<string, readonly string[]>();

  constructor(kind: string, variant: Variant) {
    this.kind = kind;
    this.variant = variant;
  }

  own(asked: string, index: number): string | undefined {
    if (asked === 'kind') return this.kind;
    const tags = this.variant.node.entries.get('tags')?.value;
    const tag = tags?.kind === 'map' ? textOf(tags, asked) : undefined;
    if (tag !== undefined) return tag;
    if (dealtKeys.includes(asked)) return this.dealt(asked, index);
    if (asked === 'owner' || asked === 'os' || asked === 'template' || asked === 'platform') {
      return textOf(this.variant.node, asked) ?? this.defaultOf(asked);
    }
    return undefined;
  }

  private defaultOf(key: string): string | undefined {
    const value = this.variant.entry.list.shape.keys.get(key)?.default?.value;
    return value === undefined ? undefined : String(value);
  }

  private dealt(key: string, index: number): string | undefined {
    let names = this.dealtNames.get(key);
    if (names === undefined) {
      const node = this.variant.node.entries.get(key)?.value;
      const texts = node === undefined ? [] : itemsOf(node);
      names = texts.flatMap((item) => {
        const parsed = item.kind === 'scalar' ? parseNames(item.text) : undefined;
        if (parsed?.ok === true) return parsed.value;
        return item.kind === 'scalar' && readPart(item.text) !== undefined ? [item.text] : [];
      });
      this.dealtNames.set(key, names);
    }
    return names.length === 0 ? undefined : names[index % names.length];
  }
}
