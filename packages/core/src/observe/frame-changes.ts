import type { ColumnArray, DeltaTable, KeyTable } from './frames.ts';

/**
 * What changed between two states of a table. Values are compared and picked by their bits, as
 * words of the size of the column: one loop for each size stays fast whatever the columns are.
 * So a zero that changes its sign counts as a change, and NaN is equal to NaN.
 *
 * Cost: one comparison a value, and one copy a value of the changed rows.
 */

type Words = Uint8Array | Uint16Array | Int32Array;

/**
 * Rows of `now` in which something differs from `seen`, with the columns that differ somewhere.
 * Where there are more rows than before, the new ones and all columns are told.
 */
export function changesOf(seen: KeyTable | undefined, now: KeyTable): DeltaTable {
  const { rows } = now;
  const known = Math.min(seen?.rows ?? 0, rows);
  const changed = new Uint8Array(rows).fill(1, known);
  const names = Object.keys(now.columns).filter((name) => {
    const before = seen?.columns[name];
    const differs = before !== undefined && markChanges(changed, before, now.columns[name]!, known);
    return differs || rows > known;
  });
  const indices = placesOf(changed);
  const columns: Record<string, ColumnArray> = {};
  for (const name of names) columns[name] = pick(now.columns[name]!, indices);
  return { rows, indices, columns };
}

function placesOf(changed: Uint8Array): Uint32Array {
  let count = 0;
  for (let row = 0; row < changed.length; row++) count += changed[row]!;
  const indices = new Uint32Array(count);
  let place = 0;
  for (let row = 0; place < count; row++) if (changed[row] === 1) indices[place++] = row;
  return indices;
}

/** Marks the rows below `known` that differ; returns whether there is one. */
function markChanges(
  changed: Uint8Array,
  before: ColumnArray,
  now: ColumnArray,
  known: number,
): boolean {
  const [a, b] = [wordsOf(before), wordsOf(now)];
  const width = now.BYTES_PER_ELEMENT;
  if (width === 8) return markPairs(changed, a as Int32Array, b as Int32Array, known);
  if (width === 4) return mark4(changed, a as Int32Array, b as Int32Array, known);
  return mark(changed, a, b, known);
}

function markPairs(changed: Uint8Array, a: Int32Array, b: Int32Array, known: number): boolean {
  let differs = false;
  for (let row = 0; row < known; row++) {
    const at = 2 * row;
    if (a[at] === b[at] && a[at + 1] === b[at + 1]) continue;
    changed[row] = 1;
    differs = true;
  }
  return differs;
}

function mark4(changed: Uint8Array, a: Int32Array, b: Int32Array, known: number): boolean {
  let differs = false;
  for (let row = 0; row < known; row++) {
    if (a[row] === b[row]) continue;
    changed[row] = 1;
    differs = true;
  }
  return differs;
}

function mark(changed: Uint8Array, a: Words, b: Words, known: number): boolean {
  let differs = false;
  for (let row = 0; row < known; row++) {
    if (a[row] === b[row]) continue;
    changed[row] = 1;
    differs = true;
  }
  return differs;
}

function pick(values: ColumnArray, indices: Uint32Array): ColumnArray {
  const picked = values.slice(0, indices.length);
  const [from, to] = [wordsOf(values), wordsOf(picked)];
  const width = values.BYTES_PER_ELEMENT;
  if (width === 8) pickPairs(from as Int32Array, to as Int32Array, indices);
  else if (width === 4) pick4(from as Int32Array, to as Int32Array, indices);
  else for (let at = 0; at < indices.length; at++) to[at] = from[indices[at]!]!;
  return picked;
}

function pickPairs(from: Int32Array, to: Int32Array, indices: Uint32Array): void {
  for (let at = 0; at < indices.length; at++) {
    const row = indices[at]!;
    to[2 * at] = from[2 * row]!;
    to[2 * at + 1] = from[2 * row + 1]!;
  }
}

function pick4(from: Int32Array, to: Int32Array, indices: Uint32Array): void {
  for (let at = 0; at < indices.length; at++) to[at] = from[indices[at]!]!;
}

/** The same bytes as words of 1, 2 or 4 bytes; two of them are one value of 8. */
function wordsOf(array: ColumnArray): Words {
  const { buffer, byteOffset, byteLength, BYTES_PER_ELEMENT: width } = array;
  if (width === 1) return new Uint8Array(buffer, byteOffset, byteLength);
  if (width === 2) return new Uint16Array(buffer, byteOffset, byteLength / 2);
  return new Int32Array(buffer, byteOffset, byteLength / 4);
}
