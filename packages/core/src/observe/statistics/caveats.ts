/**
 * What a number from a run must not be read without. Every estimate carries its caveats; none
 * means that the checks of this folder found nothing, not that there is nothing to find.
 */
import type { ErrorSpec } from '../../declare/index.ts';
import { SimulatorError } from '../../engine/errors.ts';

/** What may be wrong with an estimate. */
export type CaveatCode =
  | 'too-few'
  | 'few-batches'
  | 'short-run'
  | 'correlated'
  | 'no-variation'
  | 'warm-up'
  | 'long-warm-up'
  | 'missing'
  | 'few-beyond'
  | 'denominator';

/** A reason to doubt an estimate, for programs and for people. */
export interface Caveat {
  readonly code: CaveatCode;
  /** One sentence: what was found, and what to make of the number. */
  readonly text: string;
}

const texts: Readonly<Record<CaveatCode, string>> = {
  'too-few': 'Too few values for an interval; there is none.',
  'few-batches': 'Fewer than 10 batches: whether they are independent cannot be checked.',
  'short-run': 'The run is short against its own memory: the interval is likely too narrow.',
  correlated: 'The batches are still correlated: the interval is too narrow.',
  'no-variation': 'All batches are equal: what did not vary in this run may do so in another.',
  'warm-up': 'The run began otherwise than it went on: a warm-up should be forgotten.',
  'long-warm-up': 'The run has not settled in its first half: it may still be warming up.',
  missing: 'Values that are no finite numbers were left out.',
  'few-beyond': 'Fewer than 10 values lie beyond the quantile: it hangs on single values.',
  denominator: 'The denominator changes its sign or comes close to 0: the ratio has no meaning.',
};

/** The caveats that apply, in the order of the list. */
export function caveatsOf(applies: Readonly<Partial<Record<CaveatCode, boolean>>>): Caveat[] {
  const caveats: Caveat[] = [];
  for (const [code, text] of Object.entries(texts) as [CaveatCode, string][]) {
    if (applies[code]) caveats.push({ code, text });
  }
  return caveats;
}

/**
 * Refuses a setting of the user.
 * @throws SimulatorError BAD_ANALYSIS unless `holds`
 */
export function demandSetting(holds: boolean, setting: string, range: string, got: unknown): void {
  if (holds) return;
  throw new SimulatorError('BAD_ANALYSIS', `${setting} must be ${range}, got ${String(got)}`);
}

/** Confidence levels that make sense: a level of 95 was meant as 0.95. */
export function demandLevel(level: number): void {
  demandSetting(level >= 0.5 && level <= 0.9999, 'the level', 'from 0.5 to 0.9999', level);
}

/** The codes that the statistics throw. */
export const statisticsErrors: readonly ErrorSpec[] = [
  {
    code: 'BAD_ANALYSIS',
    doc: 'A statistic was asked for with settings or values that it cannot take.',
    remedy: 'The message names the setting and its range.',
  },
];
