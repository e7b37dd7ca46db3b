/**
 * The units of the language and their exact factors.
 *
 * A number in a unit becomes a number in its dimension's base unit by a shift of the decimal
 * point, done on the digits and so free of rounding, and at most one multiplication or division:
 * `2.66 GHz` is exactly 2660 MHz, `40%` exactly the double 0.4.
 */
import type { Dimension } from '@vdcsim/core';

/** Dimension of a unit; cycles are the second way to write `work`. */
export type UnitDimension = Exclude<Dimension, 'work'> | 'cycles';

/** One unit: value in the base unit = digits x 10^`shift` x `times` / `over`. */
export interface Unit {
  readonly symbol: string;
  readonly dimension: UnitDimension;
  readonly shift: number;
  readonly times: number;
  readonly over: number;
}

const KIB = 1024;
const MIB = 1048576;
const GIB = 1073741824;
const TIB = 1099511627776;

function unit(
  symbol: string,
  dimension: UnitDimension,
  factors: { shift?: number; times?: number; over?: number } = {},
): Unit {
  return { symbol, dimension, shift: 0, times: 1, over: 1, ...factors };
}

/** All units. Within a dimension, in the order in which `formatQuantity` prefers them. */
export const units: readonly Unit[] = [
  unit('TiB', 'size', { times: MIB }),
  unit('GiB', 'size', { times: KIB }),
  unit('MiB', 'size'),
  unit('KiB', 'size', { over: KIB }),
  unit('TB', 'size', { shift: 12, over: MIB }),
  unit('GB', 'size', { shift: 9, over: MIB }),
  unit('MB', 'size', { shift: 6, over: MIB }),
  unit('kB', 'size', { shift: 3, over: MIB }),
  unit('TB/s', 'rate', { shift: 6 }),
  unit('GB/s', 'rate', { shift: 3 }),
  unit('MB/s', 'rate'),
  unit('kB/s', 'rate', { shift: -3 }),
  unit('TiB/s', 'rate', { shift: -6, times: TIB }),
  unit('GiB/s', 'rate', { shift: -6, times: GIB }),
  unit('MiB/s', 'rate', { shift: -6, times: MIB }),
  unit('KiB/s', 'rate', { shift: -6, times: KIB }),
  unit('Gbps', 'rate', { shift: 3, over: 8 }),
  unit('Mbps', 'rate', { over: 8 }),
  unit('kbps', 'rate', { shift: -3, over: 8 }),
  unit('GHz', 'frequency', { shift: 3 }),
  unit('MHz', 'frequency'),
  unit('iops', 'iops'),
  unit('%', 'percent', { shift: -2 }),
  unit('y', 'duration', { times: 31536000 }),
  unit('w', 'duration', { times: 604800 }),
  unit('d', 'duration', { times: 86400 }),
  unit('h', 'duration', { times: 3600 }),
  unit('min', 'duration', { times: 60 }),
  unit('s', 'duration'),
  unit('ms', 'duration', { shift: -3 }),
  unit('Gcycles', 'cycles', { shift: 3 }),
  unit('Mcycles', 'cycles'),
];

const bySymbol: ReadonlyMap<string, Unit> = new Map(units.map((each) => [each.symbol, each]));

/** The unit written so, upper and lower case as they are. */
export function unitOf(symbol: string): Unit | undefined {
  return bySymbol.get(symbol);
}

/** Value in the base unit of `digits` (plain decimal) in a unit; may be Infinity. */
export function inBaseUnit(digits: string, of: Unit): number {
  return (Number(`${digits}e${of.shift}`) * of.times) / of.over;
}

/** How a message names a dimension, and an example of it. */
export const dimensionWords: Readonly<
  Record<Dimension | 'number' | 'cycles', { readonly word: string; readonly example: string }>
> = {
  duration: { word: 'a Duration', example: '5 min' },
  size: { word: 'a Size', example: '16 GiB' },
  rate: { word: 'a Rate', example: '100 MB/s' },
  iops: { word: 'a rate of I/Os', example: '200 iops' },
  frequency: { word: 'a Frequency', example: '2.66 GHz' },
  percent: { word: 'a Percentage', example: '40%' },
  work: { word: 'Work', example: '5 s' },
  cycles: { word: 'Work in cycles', example: '13 Gcycles' },
  number: { word: 'a number', example: '4' },
};
