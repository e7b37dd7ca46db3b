/**
 * Series of the language: a quantity, or `{ steps: [{ after: 10 s, value: 50% }], repeat: 1 min }`.
 *
 * A step's value holds from `after` on until the next step. Before the first step the owner has its
 * own value, as if it had no series. With `repeat` everything begins anew after that long, the time
 * before the first step included.
 */
import type { Dimension, SeriesSpec } from '@vdcsim/core';
import { didYouMean } from './nearest.ts';
import { accept, below, isMap, type Parsed, type Refusal, refuse, shown } from './parsed.ts';
import { parseQuantity } from './quantity.ts';
import { formatQuantity } from './quantity-text.ts';

type Step = SeriesSpec['steps'][number];

/** A series in the unit of `dimension`; a quantity alone is one step after 0 s. */
export function parseSeries(key: string, raw: unknown, dimension: Dimension): Parsed<SeriesSpec> {
  if (!isMap(raw)) {
    const value = parseQuantity(key, raw, { form: 'quantity', dimension });
    if (!value.ok) return value;
    return accept({ steps: [{ afterSeconds: 0, value: value.value }] });
  }
  const alien = alienKey(raw, ['steps', 'repeat']);
  if (alien !== undefined) return alien;
  const steps = parseSteps(raw.steps, dimension);
  if (!steps.ok) return below('steps', steps);
  if (!Object.hasOwn(raw, 'repeat')) return accept({ steps: steps.value });
  const repeat = parseRepeat(raw.repeat, steps.value);
  if (!repeat.ok) return below('repeat', repeat);
  return accept({ steps: steps.value, repeatSeconds: repeat.value });
}

function parseSteps(raw: unknown, dimension: Dimension): Parsed<readonly Step[]> {
  if (!Array.isArray(raw) || raw.length === 0) {
    const remedy = `write "steps: [{ after: 0 s, value: ${formatQuantity(1, dimension)} }]"`;
    return refuse('BAD_SERIES', `steps: ${Array.isArray(raw) ? 'none' : shown(raw)}`, remedy);
  }
  const steps: Step[] = [];
  for (const [index, item] of raw.entries()) {
    const step = parseStep(item, dimension);
    if (!step.ok) return below(index, step);
    const last = steps.at(-1);
    if (last !== undefined && step.value.afterSeconds <= last.afterSeconds) {
      const what = `a step after ${duration(step.value.afterSeconds)}`;
      const before = `behind one after ${duration(last.afterSeconds)}`;
      return below(index, refuse('BAD_SERIES', `${what} ${before}`, 'write steps in rising order'));
    }
    steps.push(step.value);
  }
  return accept(steps);
}

function parseStep(raw: unknown, dimension: Dimension): Parsed<Step> {
  if (!isMap(raw)) {
    const remedy = `write "{ after: 10 s, value: ${formatQuantity(1, dimension)} }"`;
    return refuse('BAD_SERIES', `a step that is ${shown(raw)}`, remedy);
  }
  const alien = alienKey(raw, ['after', 'value']);
  if (alien !== undefined) return alien;
  for (const name of ['after', 'value']) {
    if (!Object.hasOwn(raw, name)) {
      return refuse('BAD_SERIES', `a step without ${name}`, 'give each step "after" and "value"');
    }
  }
  const after = parseQuantity('after', raw.after, { form: 'quantity', dimension: 'duration' });
  if (!after.ok) return below('after', after);
  const value = parseQuantity('value', raw.value, { form: 'quantity', dimension });
  if (!value.ok) return below('value', value);
  return accept({ afterSeconds: after.value, value: value.value });
}

function parseRepeat(raw: unknown, steps: readonly Step[]): Parsed<number> {
  const repeat = parseQuantity('repeat', raw, { form: 'quantity', dimension: 'duration' });
  if (!repeat.ok) return repeat;
  const lastSeconds = steps.at(-1)?.afterSeconds ?? 0;
  if (repeat.value > lastSeconds) return repeat;
  const what = `repeat: ${shown(raw)} does not reach the last step, ${duration(lastSeconds)}`;
  return refuse('BAD_SERIES', what, `write more than "${duration(lastSeconds)}"`);
}

function alienKey(
  raw: Readonly<Record<string, unknown>>,
  wanted: readonly string[],
): Refusal | undefined {
  const alien = Object.keys(raw).find((each) => !wanted.includes(each));
  if (alien === undefined) return undefined;
  const remedy = didYouMean(alien, wanted) ?? `it takes ${wanted.join(' and ')}`;
  return below(alien, refuse('UNKNOWN_KEY', `"${alien}" in a series`, remedy));
}

function duration(seconds: number): string {
  return formatQuantity(seconds, 'duration');
}
