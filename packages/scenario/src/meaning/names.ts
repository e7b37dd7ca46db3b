/** Names of metrics, events and states: checked against the tables, nearest names suggested. */

import type { Place } from '../document/tree.ts';
import type { Problems } from '../load/problems.ts';
import { nearest } from '../values/index.ts';

/** A table that names are looked up in, and how its misses are told. */
export interface NamedTable<T> {
  readonly rows: ReadonlyMap<string, T>;
  /** `metric` */
  readonly noun: string;
  /** `NO_SUCH_METRIC` */
  readonly code: string;
}

/** Row of a name; undefined if there is none, which is told. */
export function findRow<T>(
  table: NamedTable<T>,
  name: string,
  place: Place,
  problems: Problems,
): T | undefined {
  const row = table.rows.get(name);
  if (row === undefined) tellNoRow(table, name, place, problems);
  return row;
}

/** Tells of a pattern with `*` that no name of a table fits. */
export function checkPattern<T>(
  table: NamedTable<T>,
  pattern: string,
  place: Place,
  problems: Problems,
): boolean {
  const parts = pattern.split('*').map((part) => part.replace(/[.\-\\^$+?()[\]{}|]/g, '\\$&'));
  const expression = new RegExp(`^${parts.join('.*')}$`);
  for (const name of table.rows.keys()) if (expression.test(name)) return true;
  tellNoRow(table, pattern, place, problems);
  return false;
}

function tellNoRow<T>(table: NamedTable<T>, name: string, place: Place, problems: Problems): void {
  const near = nearest(name, table.rows.keys(), 3);
  const remedy =
    near.length === 0 ? `see the reference page of ${table.noun}s` : `nearest: ${near.join(', ')}`;
  problems.error(place, table.code, `no ${table.noun} "${name}"`, remedy);
}
