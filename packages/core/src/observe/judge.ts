import type { ExpectationSpec } from '../declare/index.ts';

/**
 * Rounding that is forgiven, as a fraction of the bound: sums of durations end a few last bits
 * beside the number that a person writes.
 */
const ROUNDING = 1e-9;

/** What is asked of a number. */
export type Bounds = Pick<ExpectationSpec, 'atLeast' | 'atMost' | 'equals' | 'tolerance'>;

/** Says whether anything is asked. */
export function hasBounds(bounds: Bounds): boolean {
  return bounds.atLeast !== undefined || bounds.atMost !== undefined || bounds.equals !== undefined;
}

/**
 * How far the value is inside the bounds; negative: it fails. In the value's own unit, so that
 * the values of several entities can be compared. NaN fails.
 */
export function marginOf(value: number, bounds: Bounds): number {
  const { atLeast, atMost, equals, tolerance } = bounds;
  if (Number.isNaN(value)) return -Infinity;
  let margin = Infinity;
  if (atLeast !== undefined) {
    margin = Math.min(margin, value - atLeast + ROUNDING * Math.abs(atLeast));
  }
  if (atMost !== undefined) {
    margin = Math.min(margin, atMost - value + ROUNDING * Math.abs(atMost));
  }
  if (typeof equals === 'number') {
    margin = Math.min(margin, allowedOf(equals, tolerance) - Math.abs(value - equals));
  } else if (equals !== undefined) {
    return -Infinity;
  }
  return margin;
}

/** Place of the value with the least margin; the first of several. -1 when there is none. */
export function worstOf(values: readonly number[], bounds: Bounds): number {
  let worst = -1;
  let least = Infinity;
  values.forEach((value, place) => {
    const margin = marginOf(value, bounds);
    if (worst >= 0 && margin >= least) return;
    worst = place;
    least = margin;
  });
  return worst;
}

/** A number over several entities, and the place of the one it came from, if from one. */
export interface Reduced {
  readonly value: number;
  readonly place: number | undefined;
}

/** Reduces the values of several entities to one. Of no values it is NaN. */
export function reduce(values: readonly number[], across: 'mean' | 'max' | 'min' | 'sum'): Reduced {
  if (values.length === 0) return { value: NaN, place: undefined };
  if (across === 'sum' || across === 'mean') {
    let sum = 0;
    for (const value of values) sum += value;
    return { value: across === 'sum' ? sum : sum / values.length, place: undefined };
  }
  let place = 0;
  values.forEach((value, at) => {
    const best = values[place]!;
    if (across === 'max' ? value > best : value < best) place = at;
  });
  return { value: values[place]!, place };
}

function allowedOf(equals: number, tolerance: Bounds['tolerance']): number {
  const rounding = ROUNDING * Math.abs(equals);
  if (tolerance === undefined) return rounding;
  const allowed =
    'fraction' in tolerance ? tolerance.fraction * Math.abs(equals) : tolerance.amount;
  return allowed + rounding;
}
