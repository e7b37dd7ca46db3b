/**
 * Quantities with units: `16 GiB`, `1h 30min`, `40%`, `2.66 GHz`, `200 iops`.
 *
 * Rules: a decimal point, an optional blank before the unit, no exponent, no thousands separator.
 * Upper and lower case count. Compound durations fall from long to short units. A bare number is
 * refused, 0 too. Negative quantities are refused unless the type's `min` is negative.
 */
import type { Dimension, Quantity, QuantityType, ValueType } from '@vdcsim/core';
import { measure } from './measure.ts';
import { accept, keyed, type Parsed, refuse, scalarText } from './parsed.ts';
import { formatQuantity } from './quantity-text.ts';
import { type UnitDimension, units } from './units.ts';

/** The form `quantities` of `ValueType`. */
export type QuantitiesType = Extract<ValueType, { readonly form: 'quantities' }>;

/** Bounds in the dimension's unit; without `min` a quantity is at least 0. */
export interface QuantityBounds {
  readonly min?: number;
  readonly exclusiveMin?: boolean;
  readonly max?: number;
}

/**
 * One quantity of one dimension.
 *
 * @param key name of the key, for messages; '' leaves it out
 * @param raw source text of the scalar, or a number
 * @returns the number in the dimension's unit. Work is in core-seconds, cycles are refused here:
 *   `parseWork` takes both.
 */
export function parseQuantity(key: string, raw: unknown, type: QuantityType): Parsed<number> {
  const wanted = type.dimension === 'work' ? 'duration' : type.dimension;
  const measured = measure(key, raw, [wanted], [type.dimension]);
  if (!measured.ok) return measured;
  return bounded(key, raw, measured.value.value, type.dimension, type);
}

/** Work in cycles, in millions. */
export function parseCycles(key: string, raw: unknown, bounds: QuantityBounds): Parsed<number> {
  const measured = measure(key, raw, ['cycles'], ['work']);
  return measured.ok ? bounded(key, raw, measured.value.value, 'cycles', bounds) : measured;
}

/** A quantity of one of several dimensions, or a bare number where the type has `number`. */
export function parseQuantities(key: string, raw: unknown, type: QuantitiesType): Parsed<Quantity> {
  const text = scalarText(raw);
  if (type.dimensions.includes('number') && text !== undefined && /^-?\d+(\.\d+)?$/.test(text)) {
    const value = Number(text);
    const least = type.min ?? 0;
    if (value >= least) return accept({ dimension: 'number', value });
    return refuse(
      'OUT_OF_RANGE',
      `${keyed(key, raw)} is below ${least}`,
      `write at least ${least}`,
    );
  }
  const wanted = type.dimensions.filter((each) => each !== 'number');
  const measured = measure(key, raw, wanted.map(unitDimension), type.dimensions);
  if (!measured.ok) return measured;
  const { value } = measured.value;
  const found = measured.value.dimension;
  const dimension = wanted.find((each) => unitDimension(each) === found) ?? 'duration';
  const checked = bounded(key, raw, value, dimension, type);
  return checked.ok ? accept({ dimension, value }) : checked;
}

function unitDimension(dimension: Dimension): UnitDimension {
  return dimension === 'work' ? 'duration' : dimension;
}

function positive(raw: unknown): string {
  return `write "${String(raw).trim().replace(/^-\s*/, '')}"`;
}

function bounded(
  key: string,
  raw: unknown,
  value: number,
  dimension: Dimension | 'cycles',
  bounds: QuantityBounds,
): Parsed<number> {
  const least = bounds.min ?? 0;
  const what = keyed(key, raw);
  if (value < 0 && least >= 0) {
    return refuse('OUT_OF_RANGE', `${what} is negative`, positive(raw));
  }
  const bound = formatQuantity(least, dimension);
  if (bounds.exclusiveMin === true && value <= least) {
    return refuse('OUT_OF_RANGE', `${what} is not above ${bound}`, `write more than "${bound}"`);
  }
  if (value < least) {
    return refuse('OUT_OF_RANGE', `${what} is below ${bound}`, `write at least "${bound}"`);
  }
  if (bounds.max !== undefined && value > bounds.max) {
    const most = formatQuantity(bounds.max, dimension);
    return refuse('OUT_OF_RANGE', `${what} is above ${most}`, `write at most "${most}"`);
  }
  return accept(value);
}

/** Symbols of the units of a dimension, as the language writes them: `['TiB', 'GiB', ...]`. */
export function unitSymbols(dimension: Dimension): readonly string[] {
  const dimensions: readonly UnitDimension[] =
    dimension === 'work' ? ['duration', 'cycles'] : [dimension];
  return units.filter((unit) => dimensions.includes(unit.dimension)).map((unit) => unit.symbol);
}
