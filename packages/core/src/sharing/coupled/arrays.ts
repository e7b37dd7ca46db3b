/** A copy of `from` with room for `length` values; the new ones are `fill`. */
export function widerFloats(
  from: Float64Array,
  length: number,
  fill = 0,
): Float64Array<ArrayBuffer> {
  const to = new Float64Array(length);
  to.set(from);
  if (fill !== 0) to.fill(fill, from.length);
  return to;
}

/** A copy of `from` with room for `length` values; the new ones are `fill`. */
export function widerInts(from: Int32Array, length: number, fill = 0): Int32Array<ArrayBuffer> {
  const to = new Int32Array(length);
  to.set(from);
  if (fill !== 0) to.fill(fill, from.length);
  return to;
}

/** A copy of `from` with room for `length` values; the new ones are 0. */
export function widerBytes(from: Uint8Array, length: number): Uint8Array<ArrayBuffer> {
  const to = new Uint8Array(length);
  to.set(from);
  return to;
}

/** Takes `value` out of a list in which order does not matter. */
export function removeValue(list: number[], value: number): void {
  const at = list.indexOf(value);
  const last = list.pop()!;
  if (at < list.length) list[at] = last;
}
