/** Reads the text of a quantity, and says in detail why it is none. */
import type { Dimension } from '@vdcsim/core';
import { decimalText } from './decimal.ts';
import { accept, keyed, type Parsed, type Refusal, refuse, scalarText, shown } from './parsed.ts';
import { nearlyQuantity, type QuantityPart, readParts } from './quantity-parts.ts';
import { counterpart, hintAt } from './unit-hints.ts';
import { dimensionWords, inBaseUnit, type Unit, type UnitDimension, unitOf } from './units.ts';

/** A number in the base unit of its dimension, before bounds are looked at. */
export interface Measured {
  readonly dimension: UnitDimension;
  readonly value: number;
}

/**
 * Reads text to a number in the base unit of one of the wanted dimensions.
 *
 * @param wanted dimensions of the units that are taken
 * @param named what a message asks for instead
 */
export function measure(
  key: string,
  raw: unknown,
  wanted: readonly UnitDimension[],
  named: readonly (Dimension | 'number')[],
): Parsed<Measured> {
  const text = scalarText(raw);
  const read = text === undefined ? undefined : readParts(text);
  if (text === undefined || read === undefined) {
    const remedy = text === undefined ? undefined : nearlyQuantity(text);
    return refuse('BAD_VALUE', keyed(key, raw), remedy ?? `write ${asked(named)}`);
  }
  let sum = 0;
  let last: Unit | undefined;
  for (const part of read.parts) {
    if (part.word === '') return missingUnit(key, raw, part, named);
    const unit = unitOf(part.word);
    if (unit === undefined) return unknownUnit(key, raw, part, wanted, named);
    if (last !== undefined && !mayFollow(last, unit)) return badCompound(key, raw);
    last = unit;
    sum += inBaseUnit(part.digits, unit);
  }
  if (last === undefined || !wanted.includes(last.dimension)) {
    return wrongDimension(key, raw, last, read.parts[0], wanted, named);
  }
  if (!Number.isFinite(sum)) {
    return refuse('OUT_OF_RANGE', `${keyed(key, raw)} is too large`, 'write a smaller number');
  }
  return accept({ dimension: last.dimension, value: read.isNegative && sum > 0 ? -sum : sum });
}

function mayFollow(last: Unit, unit: Unit): boolean {
  if (last.dimension !== 'duration' || unit.dimension !== 'duration') return false;
  return inBaseUnit('1', unit) < inBaseUnit('1', last);
}

function badCompound(key: string, raw: unknown): Refusal {
  return refuse('BAD_VALUE', keyed(key, raw), 'write one unit, or falling times as in "1h 30min"');
}

/** `a Size, "16 GiB"`, `a Percentage or a Frequency, "40%" or "2.66 GHz"`. */
function asked(named: readonly (Dimension | 'number')[], example?: string): string {
  const words = named.map((each) => dimensionWords[each].word).join(' or ');
  const examples = named.map((each) => `"${dimensionWords[each].example}"`).join(' or ');
  return `${words}, ${example === undefined ? examples : `"${example}"`}`;
}

function missingUnit(
  key: string,
  raw: unknown,
  part: QuantityPart,
  named: readonly (Dimension | 'number')[],
): Refusal {
  const texts = named
    .filter((each) => each !== 'number')
    .map((each) => `"${withLikelyUnit(part.digits, each)}"`);
  return refuse('MISSING_UNIT', keyed(key, raw), `write ${texts.join(' or ')}`);
}

/** The unit that people most often mean with a bare number of this size. */
function withLikelyUnit(digits: string, dimension: Dimension): string {
  const value = Number(digits);
  switch (dimension) {
    case 'size':
      return `${digits} ${value < 256 ? 'GiB' : 'MiB'}`;
    case 'frequency':
      return `${digits} ${value < 10 ? 'GHz' : 'MHz'}`;
    case 'percent':
      return value > 0 && value < 1 ? `${decimalText(value, 2)}%` : `${digits}%`;
    case 'rate':
      return `${digits} MB/s`;
    case 'iops':
      return `${digits} iops`;
    default:
      return `${digits} s`;
  }
}

function unknownUnit(
  key: string,
  raw: unknown,
  part: QuantityPart,
  wanted: readonly UnitDimension[],
  named: readonly (Dimension | 'number')[],
): Refusal {
  const hint = hintAt(part.word, wanted);
  if (hint !== undefined && 'unclear' in hint) {
    return refuse('UNCLEAR_UNIT', shown(raw), hint.unclear);
  }
  const meant = hint === undefined ? undefined : unitOf(hint.symbol);
  const what = `${keyed(key, raw)} has the unknown unit "${part.word}"`;
  if (meant === undefined || !wanted.includes(meant.dimension)) {
    return refuse('WRONG_UNIT', what, `write ${asked(named)}`);
  }
  const better = String(raw).trim().replace(part.word, meant.symbol);
  return refuse('WRONG_UNIT', what, `write "${better}"`);
}

function wrongDimension(
  key: string,
  raw: unknown,
  unit: Unit | undefined,
  part: QuantityPart | undefined,
  wanted: readonly UnitDimension[],
  named: readonly (Dimension | 'number')[],
): Refusal {
  const is = unit === undefined ? 'nothing' : dimensionWords[unit.dimension].word;
  const first = wanted[0];
  const meant =
    unit === undefined || first === undefined || wanted.length > 1
      ? undefined
      : counterpart(unit, first);
  const example =
    meant === undefined || part === undefined ? undefined : `${part.digits} ${meant.symbol}`;
  return refuse('WRONG_UNIT', `${keyed(key, raw)} is ${is}`, `write ${asked(named, example)}`);
}
