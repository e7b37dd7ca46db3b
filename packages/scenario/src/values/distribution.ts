/**
 * Distributions of the language: a quantity (always that value) or a map such as
 * `{ dist: exponential, mean: 5 s }`, checked parameter by parameter.
 */
import type { Dimension, DistributionSpec } from '@vdcsim/core';
import { didYouMean } from './nearest.ts';
import {
  accept,
  below,
  isMap,
  type Parsed,
  type Refusal,
  refuse,
  scalarText,
  shown,
} from './parsed.ts';
import { parseCycles, parseQuantity, type QuantityBounds } from './quantity.ts';
import { formatQuantity } from './quantity-text.ts';
import { dimensionWords } from './units.ts';

/** Values to be read from a file by whoever can: see `readNumbers`. */
export interface EmpiricalRequest {
  readonly dist: 'empirical';
  readonly file: string;
}

/** A distribution that stands, or one whose values still lie in a file. */
export type DistributionRequest =
  | Exclude<DistributionSpec, { readonly dist: 'empirical' }>
  | EmpiricalRequest;

/** What can be drawn: cycles are the second way to write work. */
export type DrawnDimension = Dimension | 'cycles';

/** A parameter with the dimension of what is drawn, a bare number of some range, or a file. */
type ParameterForm = 'quantity' | 'positive quantity' | NumberForm | 'file';

type NumberForm = 'shape' | 'cv2';

/** Bounds of the bare numbers; the samplers of the core have the same. */
const numberBounds: Readonly<Record<NumberForm, { readonly min: number; readonly max: number }>> = {
  shape: { min: 0.01, max: 100_000 },
  cv2: { min: 1, max: 1_000_000 },
};

/** Parameters of each distribution of the language, in customary order. */
const parameters: Readonly<Record<string, Readonly<Record<string, ParameterForm>>>> = {
  exponential: { mean: 'positive quantity' },
  uniform: { min: 'quantity', max: 'quantity' },
  normal: { mean: 'quantity', sd: 'quantity' },
  lognormal: { median: 'positive quantity', mean: 'positive quantity' },
  weibull: { mean: 'positive quantity', shape: 'shape' },
  gamma: { mean: 'positive quantity', shape: 'shape' },
  hyperexponential: { mean: 'positive quantity', cv2: 'cv2' },
  empirical: { file: 'file' },
};

/** Words that `dist` takes. */
export const distributionWords: readonly string[] = Object.keys(parameters);

/** Names of a distribution's parameters, in customary order; undefined for an unknown word. */
export function distributionParameters(dist: string): readonly string[] | undefined {
  return Object.hasOwn(parameters, dist) ? Object.keys(parameters[dist] ?? {}) : undefined;
}

/**
 * A distribution in the unit of `dimension`.
 *
 * @param raw source text of a scalar, or a map of such
 */
export function parseDistribution(
  key: string,
  raw: unknown,
  dimension: DrawnDimension,
): Parsed<DistributionRequest> {
  if (!isMap(raw)) {
    const value = parseAmount(key, raw, dimension, {});
    return value.ok ? accept({ dist: 'deterministic', value: value.value }) : value;
  }
  const dist = scalarText(raw.dist);
  const wanted =
    dist !== undefined && Object.hasOwn(parameters, dist) ? parameters[dist] : undefined;
  if (dist === undefined || wanted === undefined) return unknownDistribution(raw.dist);
  const alien = Object.keys(raw).find((each) => each !== 'dist' && !Object.hasOwn(wanted, each));
  if (alien !== undefined) return alienParameter(dist, alien, Object.keys(wanted));
  const numbers: Record<string, number> = {};
  for (const [name, form] of Object.entries(wanted)) {
    if (!Object.hasOwn(raw, name)) return missingParameter(dist, name, form, dimension);
    if (form === 'file') return empirical(raw[name]);
    const number = parseParameter(name, raw[name], form, dimension);
    if (!number.ok) return below(name, number);
    numbers[name] = number.value;
  }
  const flaw = contradiction(dist, numbers, dimension);
  return flaw ?? accept({ dist, ...numbers } as DistributionRequest);
}

function parseAmount(
  name: string,
  raw: unknown,
  dimension: DrawnDimension,
  bounds: QuantityBounds,
): Parsed<number> {
  if (dimension === 'cycles') return parseCycles(name, raw, bounds);
  return parseQuantity(name, raw, { form: 'quantity', dimension, ...bounds });
}

function empirical(raw: unknown): Parsed<EmpiricalRequest> {
  const file = scalarText(raw);
  if (file !== undefined && file !== '') return accept({ dist: 'empirical', file });
  return below(
    'file',
    refuse('BAD_DISTRIBUTION', `file: ${shown(raw)}`, 'write the name of a file'),
  );
}

function parseParameter(
  name: string,
  raw: unknown,
  form: Exclude<ParameterForm, 'file'>,
  dimension: DrawnDimension,
): Parsed<number> {
  if (form === 'quantity' || form === 'positive quantity') {
    const exclusiveMin = form === 'positive quantity';
    return parseAmount(name, raw, dimension, { min: 0, exclusiveMin });
  }
  const { min, max } = numberBounds[form];
  const text = scalarText(raw) ?? '';
  const value = /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (value >= min && value <= max) return accept(value);
  const remedy = `write a number from ${min} to ${max}, such as 2`;
  return refuse('BAD_DISTRIBUTION', `${name}: ${shown(raw)}`, remedy);
}

function unknownDistribution(raw: unknown): Refusal {
  const word = scalarText(raw);
  if (word === undefined || word === '') {
    const remedy = 'write "{ dist: exponential, mean: 5 s }"';
    return refuse('BAD_DISTRIBUTION', 'a map without the word "dist"', remedy);
  }
  const remedy = didYouMean(word, distributionWords) ?? `write ${distributionWords.join(', ')}`;
  return below('dist', refuse('BAD_DISTRIBUTION', `unknown distribution ${shown(raw)}`, remedy));
}

function alienParameter(dist: string, name: string, wanted: readonly string[]): Refusal {
  const remedy = didYouMean(name, wanted) ?? `it takes ${wanted.join(' and ')}`;
  return below(name, refuse('UNKNOWN_KEY', `"${name}" in dist ${dist}`, remedy));
}

function missingParameter(
  dist: string,
  name: string,
  form: ParameterForm,
  dimension: DrawnDimension,
): Refusal {
  const example = form.endsWith('quantity') ? dimensionWords[dimension].example : '2';
  const text = form === 'file' ? 'traces/values.csv' : example;
  return refuse('BAD_DISTRIBUTION', `${dist} without ${name}`, `add "${name}: ${text}"`);
}

/** Parameters that are fine alone but not together. */
function contradiction(
  dist: string,
  numbers: Readonly<Record<string, number>>,
  dimension: DrawnDimension,
): Refusal | undefined {
  const { min = 0, max = 0, mean = 0, median = 0 } = numbers;
  const text = (value: number) => formatQuantity(value, dimension);
  if (dist === 'uniform' && min > max) {
    const what = `uniform from ${text(min)} to ${text(max)} is empty`;
    return refuse('BAD_DISTRIBUTION', what, `write min: ${text(max)}, max: ${text(min)}`);
  }
  if (dist === 'lognormal' && mean < median) {
    const what = `lognormal with mean ${text(mean)} below its median ${text(median)}`;
    return refuse('BAD_DISTRIBUTION', what, 'write a mean of at least the median');
  }
  return undefined;
}
