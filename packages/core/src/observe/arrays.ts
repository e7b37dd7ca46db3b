/** Longer copies of typed arrays. */

/** Length to allocate so that `count` fit and growing one by one stays cheap. */
export function capacityFor(count: number, length: number): number {
  return count <= length ? length : Math.max(count, 2 * length, 16);
}

/** The same array when it is long enough, else a longer copy with `fill` in the new places. */
export function longerDoubles(
  old: Float64Array<ArrayBuffer>,
  length: number,
  fill: number,
): Float64Array<ArrayBuffer> {
  if (length <= old.length) return old;
  const array = new Float64Array(length);
  array.set(old);
  return array.fill(fill, old.length);
}

/** The same array when it is long enough, else a longer copy with `fill` in the new places. */
export function longerInts(
  old: Int32Array<ArrayBuffer>,
  length: number,
  fill: number,
): Int32Array<ArrayBuffer> {
  if (length <= old.length) return old;
  const array = new Int32Array(length);
  array.set(old);
  return array.fill(fill, old.length);
}
