import { assert } from '../engine/errors.ts';

/** Number of an entity, distinct over all kinds of one simulation. */
export type EntityId = number;

export interface EntityRow {
  readonly id: EntityId;
  readonly kind: string;
  readonly name: string;
  /** Position among the entities of its kind. */
  readonly index: number;
  readonly tags: ReadonlyMap<string, string>;
}

const noTags: Readonly<Record<string, string>> = {};
const emptyTags: ReadonlyMap<string, string> = new Map();

/**
 * Names of everything in the simulation. Ids are dealt in order of registration; the datacenter
 * registers kind by kind, sorted by name, so ids do not depend on the order in a file.
 */
export class Directory {
  private readonly rows: EntityRow[] = [];
  private readonly byName = new Map<string, EntityRow>();
  private readonly byKind = new Map<string, EntityRow[]>();

  add(kind: string, name: string, tags: Readonly<Record<string, string>> = noTags): EntityRow {
    assert(!this.byName.has(name), 'an entity name is taken already');
    const siblings = this.ofKind(kind) as EntityRow[];
    const row: EntityRow = {
      id: this.rows.length,
      kind,
      name,
      index: siblings.length,
      tags: tags === noTags ? emptyTags : new Map(Object.entries(tags)),
    };
    this.rows.push(row);
    this.byName.set(name, row);
    siblings.push(row);
    return row;
  }

  get count(): number {
    return this.rows.length;
  }

  row(id: EntityId): EntityRow {
    const row = this.rows[id];
    assert(row !== undefined, 'no entity has this id');
    return row;
  }

  nameOf(id: EntityId): string {
    return this.row(id).name;
  }

  find(name: string): EntityRow | undefined {
    return this.byName.get(name);
  }

  /** All entities of a kind, in name order; parts owner by owner. The list is live: do not change it. */
  ofKind(kind: string): readonly EntityRow[] {
    let list = this.byKind.get(kind);
    if (list === undefined) {
      list = [];
      this.byKind.set(kind, list);
    }
    return list;
  }

  all(): readonly EntityRow[] {
    return this.rows;
  }
}
