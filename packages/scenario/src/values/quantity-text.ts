/** Canonical text of quantities, for the resolved file and for messages. */
import type { Dimension } from '@vdcsim/core';
import { decimalText } from './decimal.ts';
import { inBaseUnit, type Unit, type UnitDimension, units } from './units.ts';
import type { WorkAmount } from './work.ts';

/** A number of this many characters still reads well; a longer one looks for a better unit. */
const READABLE_CHARACTERS = 7;

/**
 * Text that reads back as exactly `value`: `formatQuantity(1536, 'size')` is `1.5 GiB`.
 *
 * @param value finite number in the dimension's unit (see `Dimension`); `work` in core-seconds,
 *   `cycles` in millions
 */
export function formatQuantity(value: number, dimension: Dimension | 'cycles'): string {
  if (dimension === 'duration' || dimension === 'work') return formatDuration(value);
  return bestText(value, dimension);
}

/** Text of an amount of work that reads back as exactly the same: `5 s`, `13 Gcycles`. */
export function formatWork(work: WorkAmount): string {
  if ('coreSeconds' in work) return formatDuration(work.coreSeconds);
  return bestText(work.megacycles, 'cycles');
}

/** `5 min`, `1h 30min`, `900 ms`, `90.5 s`: whole seconds are split, others stay in one unit. */
function formatDuration(seconds: number): string {
  const size = Math.abs(seconds);
  if (!Number.isInteger(seconds) || size < 60 || size > Number.MAX_SAFE_INTEGER) {
    return size > 0 && size < 1 ? `${decimalText(seconds, 3)} ms` : `${decimalText(seconds)} s`;
  }
  const parts: { count: number; symbol: string }[] = [];
  let rest = size;
  for (const [symbol, length] of [
    ['d', 86400],
    ['h', 3600],
    ['min', 60],
    ['s', 1],
  ] as const) {
    const count = Math.floor(rest / length);
    rest -= count * length;
    if (count > 0) parts.push({ count, symbol });
  }
  const blank = parts.length === 1 ? ' ' : '';
  const text = parts.map((part) => `${part.count}${blank}${part.symbol}`).join(' ');
  return seconds < 0 ? `-${text}` : text;
}

function bestText(value: number, dimension: UnitDimension): string {
  let shortest: string | undefined;
  for (const unit of units) {
    if (unit.dimension !== dimension) continue;
    const number = numberIn(value, unit);
    if (number === undefined) continue;
    const text = unit.symbol === '%' ? `${number}%` : `${number} ${unit.symbol}`;
    const isReadable = number.length <= READABLE_CHARACTERS && !/^-?0\./.test(number);
    if (isReadable && value !== 0) return text;
    const isBaseZero = value === 0 && unit.shift === 0 && unit.times === unit.over;
    if (isBaseZero) return text;
    if (shortest === undefined || text.length < shortest.length) shortest = text;
  }
  return shortest ?? decimalText(value);
}

/** The number before the unit, or undefined where no double of that unit gives `value` back. */
function numberIn(value: number, unit: Unit): string | undefined {
  const scaled = (value * unit.over) / unit.times;
  if (!Number.isFinite(scaled)) return undefined;
  const text = decimalText(scaled, -unit.shift);
  return inBaseUnit(text, unit) === value ? text : undefined;
}
