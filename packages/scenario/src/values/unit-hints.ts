/** What a person may have meant by a unit that the language does not have. */
import { type Unit, type UnitDimension, unitOf, units } from './units.ts';

/** A hint about a word that is no unit: several meanings, or one better spelling. */
export type UnitHint = { readonly unclear: string } | { readonly symbol: string } | undefined;

const synonyms: Readonly<Record<string, string>> = {
  sec: 's',
  secs: 's',
  second: 's',
  seconds: 's',
  msec: 'ms',
  msecs: 'ms',
  millisecond: 'ms',
  milliseconds: 'ms',
  mins: 'min',
  minute: 'min',
  minutes: 'min',
  hr: 'h',
  hrs: 'h',
  hour: 'h',
  hours: 'h',
  day: 'd',
  days: 'd',
  week: 'w',
  weeks: 'w',
  year: 'y',
  years: 'y',
  yr: 'y',
  yrs: 'y',
  percent: '%',
  pct: '%',
  'io/s': 'iops',
  'ios/s': 'iops',
  ios: 'iops',
  'iops/s': 'iops',
  'kbit/s': 'kbps',
  'mbit/s': 'Mbps',
  'gbit/s': 'Gbps',
  kbits: 'kbps',
  mbits: 'Mbps',
  gbits: 'Gbps',
  gcycle: 'Gcycles',
  mcycle: 'Mcycles',
};

/**
 * Judges a word that is no unit of the language.
 *
 * @param wanted dimensions that the place takes; they decide what `m` may mean
 */
export function hintAt(word: string, wanted: readonly UnitDimension[]): UnitHint {
  const small = word.toLowerCase();
  if (word === 'm' && (wanted.includes('duration') || wanted.includes('cycles'))) {
    return { unclear: 'write min (minutes) or ms (milliseconds)' };
  }
  const size = /^([kmgt])(b?)(\/s)?$/.exec(small);
  if (size !== null) return { unclear: unclearSize(size[1] ?? '', size[3] ?? '') };
  const synonym = Object.hasOwn(synonyms, small) ? synonyms[small] : undefined;
  if (synonym !== undefined) return { symbol: synonym };
  const alike = units.find((unit) => unit.symbol.toLowerCase() === small);
  return alike === undefined ? undefined : { symbol: alike.symbol };
}

function unclearSize(letter: string, perSecond: string): string {
  const big = letter.toUpperCase();
  const thousand = letter === 'k' ? 'k' : big;
  if (perSecond === '') return `write ${big}iB (1024) or ${thousand}B (1000)`;
  if (letter === 't') return `write ${big}iB/s (1024) or ${thousand}B/s (1000)`;
  return `write ${big}iB/s (1024), ${thousand}B/s (1000) or ${thousand}bps (bits)`;
}

/**
 * The unit of another dimension that stands for the same order of magnitude: GiB for Gbps.
 * Undefined where none is obvious.
 */
export function counterpart(unit: Unit, dimension: UnitDimension): Unit | undefined {
  const letter = unit.symbol.slice(0, 1).toUpperCase();
  if (!/^[KMGT]/.test(letter) || unit.dimension === 'duration') return undefined;
  if (dimension === 'size') return unitOf(`${letter}iB`);
  if (dimension === 'rate') {
    return unit.dimension === 'size' ? unitOf(`${unit.symbol}/s`) : unitOf(`${letter}B/s`);
  }
  if (dimension === 'frequency') return unitOf(`${letter}Hz`);
  return undefined;
}
