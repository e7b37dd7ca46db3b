/** Values of expectations: written in any unit of the metric's dimension, typed in its own. */
import type { Dimension } from '@vdcsim/core';
import { dimensionWords, type Parsed, parseQuantity } from '../values/index.ts';

/** How a metric's unit is written: its dimension, and how many of the unit one base unit makes. */
interface UnitScale {
  readonly dimension: Dimension;
  readonly perBase: number;
}

/** Units of metrics. Base units are those of the language: s, MiB, MB/s, MHz, fraction. */
const scales: Readonly<Record<string, UnitScale>> = {
  s: { dimension: 'duration', perBase: 1 },
  ms: { dimension: 'duration', perBase: 1000 },
  MHz: { dimension: 'frequency', perBase: 1 },
  MiB: { dimension: 'size', perBase: 1 },
  GiB: { dimension: 'size', perBase: 1 / 1024 },
  'MB/s': { dimension: 'rate', perBase: 1 },
  iops: { dimension: 'iops', perBase: 1 },
  '%': { dimension: 'percent', perBase: 100 },
};

/** Digits that survive a change of unit: 29% of a metric in % is 29, not 28.999999999999996. */
const digits = 15;

const plainNumber = /^-?\d+(\.\d+)?$/;

/** A value in a metric's unit. Metrics without a dimension (`1`) take bare numbers. */
export function parseMeasure(key: string, text: string, unit: string): Parsed<number> {
  const scale = scales[unit];
  if (scale === undefined) return parsePlain(key, text);
  const { dimension } = scale;
  const parsed = parseQuantity(key, text, { form: 'quantity', dimension, min: -Infinity });
  if (!parsed.ok) return parsed;
  if (scale.perBase === 1) return parsed;
  return { ok: true, value: Number((parsed.value * scale.perBase).toPrecision(digits)) };
}

/** A bare number: a count, or a metric without a unit. */
export function parsePlain(key: string, text: string): Parsed<number> {
  if (plainNumber.test(text)) return { ok: true, value: Number(text) };
  const remedy = `write "${key}: ${dimensionWords.number.example}"`;
  return { ok: false, code: 'BAD_VALUE', what: `${key}: "${text}" is no bare number`, remedy };
}

/** A fraction of something: `2%` is 0.02. Undefined if the text is no percentage. */
export function parseFraction(key: string, text: string): Parsed<number> | undefined {
  if (!text.trim().endsWith('%')) return undefined;
  return parseQuantity(key, text, { form: 'quantity', dimension: 'percent', min: 0 });
}
